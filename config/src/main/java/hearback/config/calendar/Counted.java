package hearback.config.calendar;

import java.time.Instant;
import java.util.List;

/// A length that was counted from a start, and why it ends where it does.
///
/// @param due the last instant that is still in time, to the microsecond: for lengths of days the last of the day
/// @param skipped what was not counted between start and due, in order
public record Counted(Instant start, Instant due, List<Skipped> skipped) {
    public Counted {
        skipped = List.copyOf(skipped);
    }

    public boolean isInTime(Instant at) {
        return !at.isAfter(due);
    }

    /// @param until not in it
    public record Skipped(Instant from, Instant until, Why why, String detail) {}

    /// Why a stretch was not counted.
    public enum Why {
        EXCLUDED_WINDOW,
        OUTSIDE_WORKING_HOURS,
        WEEKEND,
        HOLIDAY,
        /// Days are counted from the day after the start (civil law, notes to part b).
        START_DAY,
        /// The customer was told that it waits (S4-50).
        SUSPENDED
    }
}
