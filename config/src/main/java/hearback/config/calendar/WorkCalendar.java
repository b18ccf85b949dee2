package hearback.config.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How an institution counts time.
///
/// @param open every day's time without the excluded windows, and the zone of everything here
/// @param week working hours by weekday; a weekday without any is no working day
/// @param days what is otherwise
/// @param countsStartDay whether a length of days counts the day it starts on as the first
public record WorkCalendar(
        CallingHours open, Map<DayOfWeek, List<WorkingHours>> week, DayTable days, boolean countsStartDay) {
    public WorkCalendar {
        week = week.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        day -> day.getValue().stream()
                                .sorted(Comparator.comparing(WorkingHours::from))
                                .toList(),
                        (one, other) -> one,
                        TreeMap::new));
        week = Map.copyOf(week);
    }

    public boolean isWorkingDay(LocalDate day) {
        DayTable.Kind kind = days.days().get(day);
        if (kind != null) {
            return kind == DayTable.Kind.MAKE_UP_WORKING_DAY;
        }
        return !week.getOrDefault(day.getDayOfWeek(), List.of()).isEmpty();
    }
}
