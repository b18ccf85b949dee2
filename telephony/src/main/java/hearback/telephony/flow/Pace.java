package hearback.telephony.flow;

import java.time.Duration;
import java.time.Instant;

/// The moments at which one trunk may begin a call: evenly apart, so that no second, wherever it begins, holds more of
/// them than it takes, and what gathered during a standstill or the quiet hours is never let go in one burst
/// (faults.md cases 36 and 46).
///
/// For the one thread that hands out calls. Whoever takes over a line begins anew: the lease alone keeps them more than
/// a second apart.
public final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Duration apart;
    private Instant next = Instant.MIN;

    /// @param perSecond calls begun within any second at most
    public Pace(int perSecond) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("nobody could be rung at " + perSecond + " calls per second");
        }
        this.apart = Duration.ofNanos(Math.ceilDiv(SECOND, perSecond));
    }

    /// How many calls may begin from now until before that length of time has passed.
    int free(Instant now, Duration ahead) {
        var first = first(now);
        var end = now.plus(ahead);
        return first.isBefore(end)
                ? Math.toIntExact(Math.ceilDiv(Duration.between(first, end).toNanos(), apart.toNanos()))
                : 0;
    }

    /// Takes the next moment.
    Instant take(Instant now) {
        var mine = first(now);
        next = mine.plus(apart);
        return mine;
    }

    /// When the turn of the next call comes or came.
    Instant turn() {
        return next;
    }

    Duration apart() {
        return apart;
    }

    /// When the next call may begin.
    Instant first(Instant now) {
        return next.isAfter(now) ? next : now;
    }
}
