package hearback.agent.flow;

import hearback.agent.audit.AuditEntry;
import hearback.agent.audit.ChainHead;
import hearback.telephony.flow.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down how far the audit chain has come: what is committed, so whoever committed it and however this process
/// ended before. Never a head that the log has already been beyond: a log that no longer holds what was written down
/// gets no new head, and whoever watches is told.
public final class WriteHeads {
    private static final Logger LOG = LoggerFactory.getLogger(WriteHeads.class);
    /// A disk that takes longer for a hundred bytes has failed.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AuditChain chain;
    private final ChainHeads heads;
    private final InstantSource time;
    private volatile State state = State.UP;
    private volatile Optional<Instant> busySince = Optional.empty();
    private volatile long written;

    public WriteHeads(AuditChain chain, ChainHeads heads, InstantSource time) {
        this.chain = chain;
        this.heads = heads;
        this.time = time;
    }

    /// How the writing stands.
    public enum State {
        /// Written, or nothing to write.
        UP,
        /// The disk does not take it. Everything else goes on; what is appended meanwhile is proven by the next
        /// head that can be written.
        FAILING,
        /// The log does not hold what was written down: run the verification.
        CONTRADICTED
    }

    /// One look; whatever goes wrong is noted, said once, and tried again at the next.
    ///
    /// @return how many heads were written, 0 or 1
    public int runOnce() {
        busySince = Optional.of(time.instant());
        try {
            return writeNext();
        } catch (HeadsUnavailable disk) {
            become(State.FAILING, disk.toString());
        } catch (StoreUnavailable away) {
            LOG.debug("no head of the audit log: {}", away.getMessage());
        } catch (RuntimeException ours) {
            become(State.FAILING, ours.toString());
        } finally {
            busySince = Optional.empty();
        }
        return 0;
    }

    public State state() {
        boolean hangs = busySince
                .filter(since -> since.plus(PATIENCE).isBefore(time.instant()))
                .isPresent();
        return hangs ? State.FAILING : state;
    }

    /// Place of the newest head that is known to be on the disk; 0 when none is.
    public long written() {
        return written;
    }

    private int writeNext() {
        Optional<ChainHead> before = heads.newest();
        before.ifPresent(head -> written = head.place());
        if (before.filter(head -> !chain.holds(head.place(), head.hash())).isPresent()) {
            become(State.CONTRADICTED, "row " + before.get().place() + " is not as it was written down");
            return 0;
        }
        Optional<ChainHead> next = chain.newest()
                .filter(entry ->
                        before.isEmpty() || entry.place() > before.get().place())
                .map(this::headAt);
        boolean isWritten = next.isPresent() && heads.write(next.get());
        if (isWritten) {
            written = next.get().place();
        }
        become(State.UP, "");
        return isWritten ? 1 : 0;
    }

    private ChainHead headAt(AuditEntry entry) {
        return new ChainHead(time.instant(), entry.place(), entry.hash());
    }

    private void become(State now, String why) {
        if (state != now) {
            switch (now) {
                case UP -> LOG.info("heads of the audit log are written again");
                case FAILING -> LOG.error("the head of the audit log cannot be written, calls go on: {}", why);
                case CONTRADICTED -> LOG.error("the audit log was changed behind our back, verify it: {}", why);
            }
            state = now;
        }
    }
}
