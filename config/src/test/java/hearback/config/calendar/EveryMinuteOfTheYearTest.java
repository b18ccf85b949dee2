package hearback.config.calendar;

import static hearback.config.calendar.Calendars.hours;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rule of two hours, judged for every minute of a year by counting minutes one after the other.
@DisplayName("b.1 for every minute of a year (S0-36)")
class EveryMinuteOfTheYearTest {
    private static final int MINUTES = 365 * 24 * 60;
    private static final int NEXT_DAYS = 3 * 24 * 60;
    private static final int COUNTED = 120;

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata"})
    void the_due_time_is_the_end_of_the_hundred_and_twentieth_open_minute(String zoneName) {
        var zone = ZoneId.of(zoneName);
        var calendar = new WorkCalendar(hours(zone, "20:00-08:00", "12:00-14:30"), Map.of(), DayTable.EMPTY, false);
        var length = new Length.OpenTime(Duration.ofMinutes(COUNTED));
        var newYear = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, zone).toInstant();
        boolean[] open = openMinutes(newYear, zone);

        for (int start = 0; start < MINUTES; start++) {
            int end = start;
            for (int counted = 0; counted < COUNTED; end++) {
                if (open[end]) {
                    counted++;
                }
            }
            var due = calendar.count(minute(newYear, start), length, List.of()).due();
            if (!due.equals(minute(newYear, end))) {
                assertThat(due.atZone(zone))
                        .as("due, received %s", minute(newYear, start).atZone(zone))
                        .isEqualTo(minute(newYear, end).atZone(zone));
            }
        }
    }

    private static boolean[] openMinutes(Instant newYear, ZoneId zone) {
        boolean[] open = new boolean[MINUTES + NEXT_DAYS];
        for (int minute = 0; minute < open.length; minute++) {
            var wall = minute(newYear, minute).atZone(zone);
            int clock = wall.getHour() * 100 + wall.getMinute();
            open[minute] = (clock >= 800 && clock < 1200) || (clock >= 1430 && clock < 2000);
        }
        return open;
    }

    private static Instant minute(Instant newYear, int number) {
        return newYear.plusSeconds(60L * number);
    }
}
