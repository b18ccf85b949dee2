package hearback.config.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The days on which nobody is rung at all, by the date on the customer's wall.
///
/// A year that the table does not know has no holidays: who may not be rung then is not known, and a promise is kept.
///
/// Source: ours; no regulation forbids holidays for the retry rule (telecom works 365 days, b.1), and none allows a
/// missed floor for them.
///
/// @param weekly weekdays on which nobody is rung, unless the table makes one a working day
/// @param table of holidays and make-up working days
public record ClosedDays(Set<DayOfWeek> weekly, DayTable table) {
    /// Every day is rung.
    public static final ClosedDays NONE = new ClosedDays(Set.of(), DayTable.EMPTY);

    /// @throws IllegalArgumentException when no weekday is left
    public ClosedDays {
        weekly = Set.copyOf(weekly);
        if (weekly.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("leaves no day of the week on which anybody may be rung");
        }
    }

    /// The holidays of a calendar, and no other day.
    public static ClosedDays holidaysOf(WorkCalendar calendar) {
        return new ClosedDays(Set.of(), calendar.days());
    }

    /// Every day that is no working day: holidays and weekly days off.
    public static ClosedDays daysOffOf(WorkCalendar calendar) {
        var weekly = EnumSet.allOf(DayOfWeek.class);
        weekly.removeAll(calendar.week().keySet());
        return new ClosedDays(weekly, calendar.days());
    }

    public boolean areNone() {
        return weekly.isEmpty() && table.days().isEmpty();
    }

    /// The weekly ones alone: what every ordinary week has.
    public ClosedDays everyWeek() {
        return new ClosedDays(weekly, DayTable.EMPTY);
    }

    /// Why nobody is rung on a day; empty when somebody may be.
    public Optional<Closed> on(LocalDate day) {
        var kind = Optional.ofNullable(table.days().get(day));
        if (kind.isPresent()) {
            return switch (kind.get()) {
                case HOLIDAY -> Optional.of(new Closed(Counted.Why.HOLIDAY, table.name(day)));
                case MAKE_UP_WORKING_DAY -> Optional.empty();
            };
        }
        return weekly.contains(day.getDayOfWeek())
                ? Optional.of(new Closed(Counted.Why.WEEKEND, ""))
                : Optional.empty();
    }

    /// @param why a holiday, or a weekly day off
    /// @param name of the holiday, as its notice has it; empty where there is none
    public record Closed(Counted.Why why, String name) {}
}
