package hearback.config.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Counts days of a calendar. Days are stretches of the zone's wall clock: 23 or 25 hours long when clocks are changed,
/// and none at all when a zone leaves one out.
///
/// @param onlyWorking holidays and weekly days off do not count
record DayCount(WorkCalendar calendar, boolean onlyWorking, Suspensions suspended) {
    /// Further than any limit; met only by a suspension that nobody ends.
    private static final int DAYS_OF_A_CENTURY = 36_525;

    /// @param day the last that was counted
    record Run(LocalDate day, List<Counted.Skipped> skipped) {}

    /// @throws IllegalArgumentException when days are suspended without end
    Run run(Instant start, int days, boolean countsStartDay) {
        var skipped = new SkippedLog();
        var first = calendar.dayOf(start);
        var from = start;
        var left = days;
        for (int ahead = 0; ahead < DAYS_OF_A_CENTURY; ahead++) {
            var day = first.plusDays(ahead);
            var whole = calendar.wholeOf(day);
            var reason = ahead == 0 && !countsStartDay
                    ? Optional.of(new Ruler.Reason(Counted.Why.START_DAY, ""))
                    : notCounted(day, whole);
            if (from.isBefore(whole.until())) {
                if (reason.isPresent()) {
                    skipped.add(from, whole.until(), reason.get());
                } else if (--left == 0) {
                    return new Run(day, skipped.stretches());
                }
            }
            from = whole.until();
        }
        throw new IllegalArgumentException("not " + days + " days count in the century after " + start);
    }

    /// The day so many counted days before the limit's own, which is not among them.
    LocalDate before(Instant limit, int days) {
        var day = calendar.dayOf(limit);
        var left = days;
        for (int back = 0; back < DAYS_OF_A_CENTURY; back++) {
            day = day.minusDays(1);
            var whole = calendar.wholeOf(day);
            if (whole.from().isBefore(whole.until()) && notCounted(day, whole).isEmpty() && --left == 0) {
                return day;
            }
        }
        throw new IllegalArgumentException("not " + days + " days count in the century before " + limit);
    }

    /// Counted days and parts of days as time, for lateness.
    Ruler ruler() {
        return at -> {
            var day = calendar.dayOf(at);
            var whole = calendar.wholeOf(day);
            return new Ruler.Piece(whole.until(), notCounted(day, whole));
        };
    }

    private Optional<Ruler.Reason> notCounted(LocalDate day, Stretch whole) {
        return Optional.<Ruler.Reason>empty()
                .or(() -> onlyWorking ? calendar.dayOff(day) : Optional.empty())
                .or(() -> isSuspended(day, whole)
                        ? Optional.of(new Ruler.Reason(Counted.Why.SUSPENDED, ""))
                        : Optional.empty());
    }

    /// All of it, or all of its working hours where only working days count (S4-50).
    private boolean isSuspended(LocalDate day, Stretch whole) {
        if (suspended.stretches().isEmpty()) {
            return false;
        }
        if (suspended.cover(whole)) {
            return true;
        }
        var hours = onlyWorking ? calendar.workOn(day) : List.<Stretch>of();
        return !hours.isEmpty() && hours.stream().allMatch(suspended::cover);
    }
}
