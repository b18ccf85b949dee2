package hearback.config.calendar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A length that was counted from a start, and why it ends where it does.
///
/// @param due the last instant that is still in time, to the microsecond: for lengths of days the last of the day; for
/// lengths of time it may be the very end of a counted stretch, as 20:00:00 is when hours end at 20:00 (b.1)
/// @param skipped what was not counted between start and due, in order; what meets and has one reason is one
/// @param yearsWithoutTable years of working days or hours between start and due for which nobody has said which days
/// are holidays: they were counted by weekdays alone
public record Counted(Instant start, Instant due, List<Skipped> skipped, List<Integer> yearsWithoutTable) {
    public Counted {
        skipped = List.copyOf(skipped);
        yearsWithoutTable = List.copyOf(yearsWithoutTable);
    }

    /// Counted without looking at holidays.
    public Counted(Instant start, Instant due, List<Skipped> skipped) {
        this(start, due, skipped, List.of());
    }

    public boolean isInTime(Instant at) {
        return !at.truncatedTo(ChronoUnit.MICROS).isAfter(due);
    }

    /// @param until not in it
    /// @param detail the excluded window, the name of the holiday; empty where there is nothing to add
    public record Skipped(Instant from, Instant until, Why why, String detail) {}

    /// Why a stretch was not counted.
    public enum Why {
        EXCLUDED_WINDOW,
        OUTSIDE_WORKING_HOURS,
        /// A weekday on which this institution does not work.
        WEEKEND,
        HOLIDAY,
        /// Days are counted from the day after the start (civil law, notes to part b).
        START_DAY,
        /// The customer was told that it waits (S4-50).
        SUSPENDED
    }
}
