package hearback.config.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/// Which days are not what their weekday says, as data per year: holidays on working days and make-up working days at
/// weekends. The State Council announces them each year; no library knows them.
///
/// @param years for which the table is complete; another year counts by weekdays alone, and is told as such
public record DayTable(Set<Integer> years, Map<LocalDate, Kind> days) {
    public static final DayTable EMPTY = new DayTable(Set.of(), Map.of());

    public DayTable {
        years = Set.copyOf(years);
        days = Map.copyOf(days);
        for (LocalDate day : days.keySet()) {
            if (!years.contains(day.getYear())) {
                throw new IllegalArgumentException(day + " is in no year of the table: " + years);
            }
        }
    }

    /// What a day is, whatever its weekday.
    public enum Kind {
        HOLIDAY,
        MAKE_UP_WORKING_DAY
    }
}
