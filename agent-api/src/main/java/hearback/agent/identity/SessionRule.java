package hearback.agent.identity;

import java.time.Duration;
import java.time.Instant;

/// How long a login lasts.
///
/// @param idle nothing was asked for so long: it is over
/// @param absolute over after this long in any case
public record SessionRule(Duration idle, Duration absolute) {
    /// Uses closer together than this part of the idle time are not all written down.
    private static final int PARTS = 30;

    public boolean isOver(Instant begun, Instant used, Instant now) {
        return !now.isBefore(used.plus(idle)) || !now.isBefore(begun.plus(absolute));
    }

    /// Whether a use at this time must be written down, the last one written being that old.
    public boolean isWorthNoting(Instant used, Instant now) {
        return !now.isBefore(used.plus(idle.dividedBy(PARTS)));
    }
}
