package hearback.telephony.flow;

import hearback.config.calendar.CallingHours;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Rings everybody whose time has come, through one server. Safe to call from several processes: only the one that
/// holds the line dials, and the store hands out each callback once.
public final class RunDueCallbacks {
    private final PlanStore plans;
    private final Supplier<Optional<LineLease.Held>> line;
    private final RingCustomer ring;
    private final Limits limits;
    private final InstantSource time;
    private final Executor threads;

    /// @param line the lease of the server, while it is ours
    /// @param threads one for each dial: a slow answer from the server must not hold the others up
    public RunDueCallbacks(
            PlanStore plans,
            Supplier<Optional<LineLease.Held>> line,
            RingCustomer ring,
            Limits limits,
            InstantSource time,
            Executor threads) {
        this.plans = plans;
        this.line = line;
        this.ring = ring;
        this.limits = limits;
        this.time = time;
        this.threads = threads;
    }

    /// @return how many attempts were committed and handed on
    /// @throws StoreUnavailable when nothing certain can be said: the next run goes on
    public int runOnce() {
        var now = time.instant();
        // What fell due while we were away waits for the next opening.
        if (!limits.hours().isOpenAt(now)) {
            return 0;
        }
        var held = line.get();
        if (held.isEmpty()) {
            return 0;
        }
        var claimed = plans.claimDue(held.get(), now, limits.batch(), limits.liveAttempts());
        claimed.forEach(attempt -> threads.execute(() -> ring.ring(attempt)));
        return claimed.size();
    }

    /// @param batch due callbacks claimed at once
    /// @param liveAttempts under way on this server at most: the trunk's size
    public record Limits(int batch, int liveAttempts, CallingHours hours) {}
}
