package hearback.telephony.sql;

import java.time.Duration;
import java.time.Instant;

/// Where in time those who wait begin. What was claimed leaves dead entries in the index until it is vacuumed, and
/// all of them would be passed over again by each look for what is due.
///
/// Most looks begin at the first that was found last, but never later than a while ago, since what is planned for at
/// once may be committed a little later; from time to time one begins at the very beginning, whatever was missed.
final class DueEdge {
    /// Longer than from deciding when somebody is rung to having committed it.
    private static final Duration SLACK = Duration.ofMinutes(1);

    /// At a rest of 200 ms between looks that find nothing: every 13 s.
    private static final int WHOLE_LOOK_EVERY = 64;

    private int looks;
    private Instant first = Instant.EPOCH;

    /// Where this look begins.
    synchronized Instant next(Instant now) {
        boolean whole = looks == 0;
        looks = (looks + 1) % WHOLE_LOOK_EVERY;
        if (whole) {
            first = Instant.EPOCH;
        }
        return before(now);
    }

    /// Nothing was due before then, when the look that found it had begun there.
    ///
    /// @param from where that look began
    synchronized void found(Instant from, Instant earliest) {
        if (!from.isAfter(first)) {
            first = earliest;
        }
    }

    /// Nothing that is due is overlooked from here on.
    synchronized Instant before(Instant now) {
        var slack = now.minus(SLACK);
        return first.isBefore(slack) ? first : slack;
    }
}
