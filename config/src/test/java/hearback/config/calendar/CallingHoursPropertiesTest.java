package hearback.config.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Judged by walking minute by minute along the wall clock, which shares nothing with the code.
class CallingHoursPropertiesTest {
    private static final int MINUTES_OF_THREE_DAYS = 3 * 24 * 60;

    @Property(tries = 500)
    void the_next_opening_is_the_first_open_minute(
            @ForAll("anyHours") CallingHours hours, @ForAll("minutesNearClockChanges") Instant from) {
        var expected = from;
        for (int minute = 0; minute < MINUTES_OF_THREE_DAYS && isQuiet(hours, expected); minute++) {
            expected = expected.plus(1, ChronoUnit.MINUTES);
        }

        assertThat(hours.nextOpening(from)).isEqualTo(expected);
        assertThat(hours.isOpenAt(from)).isEqualTo(!isQuiet(hours, from));
    }

    @Property(tries = 500)
    void counted_time_is_the_number_of_open_minutes(
            @ForAll("anyHours") CallingHours hours,
            @ForAll("minutesNearClockChanges") Instant from,
            @ForAll @IntRange(min = 1, max = 600) int minutes) {
        var end = hours.after(from, Duration.ofMinutes(minutes));
        int open = 0;
        for (var at = from; at.isBefore(end); at = at.plus(1, ChronoUnit.MINUTES)) {
            open += isQuiet(hours, at) ? 0 : 1;
        }

        assertThat(open).isEqualTo(minutes);
        assertThat(isQuiet(hours, end.minus(1, ChronoUnit.MINUTES)))
                .as("the earliest such end")
                .isFalse();
        assertThat(hours.openBetween(from, end)).isEqualTo(Duration.ofMinutes(minutes));
    }

    private static boolean isQuiet(CallingHours hours, Instant at) {
        var local = at.atZone(hours.zone()).toLocalTime();
        return hours.quiet().stream().anyMatch(window -> window.contains(local));
    }

    @Provide
    Arbitrary<CallingHours> anyHours() {
        var zones = Arbitraries.of(
                        "Asia/Shanghai",
                        "Europe/Berlin",
                        "America/New_York",
                        "Asia/Kolkata",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "America/St_Johns",
                        "Pacific/Apia",
                        "UTC")
                .map(ZoneId::of);
        // Two windows that never overlap: the first ends before the second begins; one may run over midnight.
        var edges = Arbitraries.integers()
                .between(0, 24 * 60 - 1)
                .set()
                .ofSize(4)
                .map(set -> set.stream()
                        .sorted()
                        .map(minute -> LocalTime.ofSecondOfDay(minute * 60L))
                        .toList());
        return Combinators.combine(zones, edges, Arbitraries.of(true, false))
                .as((zone, edge, overMidnight) -> new CallingHours(
                        zone,
                        overMidnight
                                ? List.of(
                                        new QuietWindow(edge.get(3), edge.get(0)),
                                        new QuietWindow(edge.get(1), edge.get(2)))
                                : List.of(
                                        new QuietWindow(edge.get(0), edge.get(1)),
                                        new QuietWindow(edge.get(2), edge.get(3)))));
    }

    @Provide
    Arbitrary<Instant> minutesNearClockChanges() {
        var changes = Arbitraries.of(
                        "2026-03-29T01:00:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-03-08T07:00:00Z",
                        "2026-11-01T06:00:00Z",
                        "2026-10-03T15:30:00Z",
                        "2026-04-04T15:00:00Z",
                        "2011-12-30T10:00:00Z",
                        "2028-02-28T16:00:00Z",
                        "2016-12-31T23:59:00Z")
                .map(Instant::parse);
        return Combinators.combine(changes, Arbitraries.integers().between(-2000, 600))
                .as((change, minutes) -> change.plus(minutes, ChronoUnit.MINUTES));
    }
}
