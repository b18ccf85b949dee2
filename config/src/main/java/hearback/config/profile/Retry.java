package hearback.config.profile;

import hearback.config.calendar.CallingHours;
import java.time.Duration;

/// How often a customer who could not be reached is tried again, and when anybody may be rung.
///
/// @param furtherAttempts after the first failure, which does not count itself (S0-39, b.2)
/// @param window from the start of the first failure, its end included
/// @param gap from the end of one attempt to the start of the next, at least
/// @param callsToAHouseholdInDay within any 24 hours, at whatever of its numbers; zero: any number. It goes before the
/// floor
/// @param hours the quiet windows, and the days on which nobody is rung at all
public record Retry(
        RuleId rule,
        int furtherAttempts,
        Duration window,
        Duration gap,
        int callsToAHouseholdInDay,
        CallingHours hours,
        Spread spread) {
    /// How further attempts are laid over the day (ours; S3-49: answers differ by the time of day).
    public enum Spread {
        /// Each as early as may be.
        EARLIEST,
        /// In parts of the day that were not tried yet, as long as the floor has room to spare.
        PARTS_OF_DAY,
        /// In the hour of the next day, of those that were not tried yet, in which customers of the district
        /// answered most often in the last 90 days, as long as the floor has room to spare; while too little is
        /// known, as [#PARTS_OF_DAY].
        ANSWER_RATES
    }

    /// Days of the profile's calendar on which nobody is rung; without it everybody is rung on every day.
    public enum NotOn {
        HOLIDAYS,
        /// Holidays and weekly days off.
        NON_WORKING_DAYS
    }
}
