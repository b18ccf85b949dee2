package hearback.config.calendar;

import hearback.config.CalendarFiles;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Calendars by hand, and times as the examples write them.
final class Calendars {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /// Quiet at night and at noon; five working days of two halves; the holidays that were announced.
    static final WorkCalendar OFFICE = new WorkCalendar(
            hours(SHANGHAI, "20:00-08:00", "12:00-14:30"),
            fiveDays("09:00-12:00", "13:30-18:00"),
            CalendarFiles.shipped("cn"),
            false);

    private Calendars() {}

    static CallingHours hours(ZoneId zone, String... quiet) {
        return new CallingHours(zone, Stream.of(quiet).map(QuietWindow::parse).toList());
    }

    static Map<DayOfWeek, List<WorkingHours>> fiveDays(String... hours) {
        var week = new EnumMap<DayOfWeek, List<WorkingHours>>(DayOfWeek.class);
        for (int day = 1; day <= 5; day++) {
            week.put(DayOfWeek.of(day), work(hours));
        }
        return week;
    }

    /// `09:00-12:00`.
    static List<WorkingHours> work(String... hours) {
        return Stream.of(hours)
                .map(QuietWindow::parse)
                .map(both -> new WorkingHours(both.from(), both.to()))
                .toList();
    }

    static WorkCalendar countingStartDay(WorkCalendar calendar) {
        return new WorkCalendar(calendar.open(), calendar.week(), calendar.days(), true);
    }

    /// `2025-09-30 15:00` in Shanghai.
    static Instant at(String text) {
        return at(SHANGHAI, text);
    }

    static Instant at(ZoneId zone, String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
    }

    /// The last microsecond of a day in Shanghai.
    static Instant endOf(String day) {
        return at(day + " 23:59:59.999999");
    }

    static Stretch stretch(String from, String until) {
        return new Stretch(at(from), at(until));
    }
}
