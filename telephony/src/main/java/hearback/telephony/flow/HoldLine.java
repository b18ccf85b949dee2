package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the lease of one server: takes it, renews it, notices its loss. Whoever acts for the server asks [#held]
/// first.
public final class HoldLine {
    private static final Logger log = LoggerFactory.getLogger(HoldLine.class);
    private final ServerName server;
    private final LineLease lease;
    private final InstantSource time;
    private volatile Optional<LineLease.Held> last = Optional.empty();

    public HoldLine(ServerName server, LineLease lease, InstantSource time) {
        this.server = server;
        this.lease = lease;
        this.time = time;
    }

    /// The lease, as long as it certainly holds; a process that was frozen past its end finds none here.
    public Optional<LineLease.Held> held() {
        return last.filter(held -> time.instant().isBefore(held.until()));
    }

    /// What was given last, as long as we know of nobody else who has it: after its end too, while the store cannot
    /// be asked. Good for listening, which disturbs nobody; not for dialling.
    Optional<LineLease.Held> lastHeld() {
        return last;
    }

    public ServerName server() {
        return server;
    }

    /// Takes or renews the lease. To be called three times in the length of the lease.
    ///
    /// @return 1 when the lease is ours
    public int runOnce() {
        Optional<LineLease.Held> before = last;
        try {
            last = lease.hold(server, before);
        } catch (StoreUnavailable away) {
            log.warn("line={} lease not renewed: {}", server, away.getMessage());
            return held().isPresent() ? 1 : 0;
        }
        tell(before, last);
        return last.isPresent() ? 1 : 0;
    }

    /// Gives the lease back, when it is ours.
    public void letGo() {
        Optional<LineLease.Held> held = last;
        last = Optional.empty();
        try {
            held.ifPresent(lease::release);
        } catch (StoreUnavailable away) {
            log.warn("line={} lease not given back: {}", server, away.getMessage());
        }
    }

    private void tell(Optional<LineLease.Held> before, Optional<LineLease.Held> now) {
        if (now.isEmpty() && before.isPresent()) {
            log.warn("line={} lease lost, fence was {}", server, before.get().fence());
        }
        if (now.isPresent()
                && before.map(LineLease.Held::fence)
                        .filter(fence -> fence == now.get().fence())
                        .isEmpty()) {
            log.info("line={} lease taken, fence={}", server, now.get().fence());
        }
    }
}
