package hearback.config.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingHoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final CallingHours TELECOM = hours("Asia/Shanghai", "20:00-08:00", "12:00-14:30");

    /// Regulation b.1, row by row. 2026-11-23 is a Monday.
    @ParameterizedTest
    @CsvSource({
        "23T10:00:00, 23T12:00:00",
        "23T10:30:00, 23T15:00:00",
        "23T11:30:00, 23T16:00:00",
        "23T12:00:00, 23T16:30:00",
        "23T13:00:00, 23T16:30:00",
        "23T14:30:00, 23T16:30:00",
        "23T18:00:00, 23T20:00:00",
        "23T18:00:01, 24T08:00:01",
        "23T19:10:00, 24T09:10:00",
        "23T20:00:00, 24T10:00:00",
        "23T23:15:00, 24T10:00:00",
        "24T07:59:00, 24T10:00:00"
    })
    void two_hours_run_only_inside_allowed_hours(String received, String due) {
        var start = november(received);

        assertThat(TELECOM.after(start, Duration.ofHours(2))).isEqualTo(november(due));
        assertThat(TELECOM.openBetween(start, november(due))).isEqualTo(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({
        "23T07:59:59, 23T08:00:00",
        "23T08:00:00, 23T08:00:00",
        "23T11:59:59, 23T11:59:59",
        "23T12:00:00, 23T14:30:00",
        "23T14:29:59, 23T14:30:00",
        "23T19:59:59, 23T19:59:59",
        "23T20:00:00, 24T08:00:00"
    })
    void the_start_of_a_quiet_window_is_quiet_and_its_end_is_not(String at, String opening) {
        assertThat(TELECOM.nextOpening(november(at))).isEqualTo(november(opening));
        assertThat(TELECOM.isOpenAt(november(at))).isEqualTo(at.equals(opening));
    }

    @Test
    void without_quiet_windows_all_time_counts() {
        var always = hours("Asia/Shanghai");
        var at = november("23T03:00:00");

        assertThat(always.nextOpening(at)).isEqualTo(at);
        assertThat(always.after(at, Duration.ofHours(2))).isEqualTo(at.plus(Duration.ofHours(2)));
        assertThat(always.openBetween(at, at.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void nothing_counted_is_over_at_once_even_when_quiet() {
        assertThat(TELECOM.after(november("23T23:00:00"), Duration.ZERO)).isEqualTo(november("23T23:00:00"));
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThatThrownBy(() -> hours("Asia/Shanghai", "00:00-13:00", "12:00-00:00", "20:00-21:00"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("00:00-13:00 and 12:00-00:00 overlap")
                .hasMessageContaining("12:00-00:00 and 20:00-21:00 overlap")
                .hasMessageContaining("leaves no minute of the day");
    }

    @Test
    void windows_that_touch_all_round_leave_nothing() {
        assertThatThrownBy(() -> hours("Asia/Shanghai", "08:00-20:00", "20:00-08:00"))
                .hasMessage("leaves no minute of the day in which anybody may be rung");
    }

    /// National Day 2026: Thursday 1 to Wednesday 7 October.
    @Nested
    class OnDaysOnWhichNobodyIsRung {
        private final CallingHours weekdays =
                new CallingHours(SHANGHAI, TELECOM.quiet(), ClosedDays.daysOffOf(Calendars.OFFICE));

        @Test
        void nothing_is_open_until_the_first_opening_after_them() {
            assertThat(weekdays.nextOpening(Calendars.at("2026-09-30 20:00")))
                    .isEqualTo(Calendars.at("2026-10-08 08:00"));
            assertThat(weekdays.nextOpening(Calendars.at("2026-10-03 13:00")))
                    .isEqualTo(Calendars.at("2026-10-08 08:00"));
            assertThat(weekdays.isOpenAt(Calendars.at("2026-09-30 19:59"))).isTrue();
            assertThat(weekdays.isOpenAt(Calendars.at("2026-10-07 10:00"))).isFalse();
        }

        @Test
        void it_is_said_why() {
            assertThat(weekdays.closedAt(Calendars.at("2026-10-03 13:00")))
                    .hasValue(new ClosedDays.Closed(Counted.Why.HOLIDAY, "国庆节"));
            assertThat(weekdays.closedAt(Calendars.at("2026-11-28 13:00")))
                    .hasValue(new ClosedDays.Closed(Counted.Why.WEEKEND, ""));
            assertThat(weekdays.closedAt(Calendars.at("2026-10-10 13:00")))
                    .as("a Saturday that was made a working day")
                    .isEmpty();
        }

        @Test
        void no_time_counts_on_them() {
            assertThat(weekdays.after(Calendars.at("2026-09-30 19:00"), Duration.ofHours(2)))
                    .isEqualTo(Calendars.at("2026-10-08 09:00"));
            assertThat(weekdays.openBetween(Calendars.at("2026-09-30 20:00"), Calendars.at("2026-10-08 08:00")))
                    .isZero();
        }

        @Test
        void a_closed_day_begins_and_ends_by_the_wall_even_when_its_clock_is_changed() {
            // St John's, 1 November 2009: at 00:01 on the first the clock goes back to 23:01 on the last of October.
            var table = new DayTable(Set.of(2009), Map.of(LocalDate.of(2009, 11, 1), DayTable.Kind.HOLIDAY));
            var hours = new CallingHours(ZoneId.of("America/St_Johns"), List.of(), new ClosedDays(Set.of(), table));

            assertThat(hours.nextOpening(Instant.parse("2009-11-01T02:30:30Z")))
                    .as("the minute of the first that came before")
                    .isEqualTo(Instant.parse("2009-11-01T02:31:00Z"));
            assertThat(hours.nextOpening(Instant.parse("2009-11-01T03:30:00Z")))
                    .isEqualTo(Instant.parse("2009-11-02T03:30:00Z"));
        }

        @Test
        void a_week_without_an_open_day_is_refused() {
            assertThatThrownBy(() -> new ClosedDays(Set.of(DayOfWeek.values()), DayTable.EMPTY))
                    .hasMessage("leaves no day of the week on which anybody may be rung");
        }
    }

    @Nested
    class WhenClocksAreChanged {
        /// Berlin, 29 March 2026: 02:00 becomes 03:00.
        private final CallingHours untilInsideTheGap = hours("Europe/Berlin", "20:00-02:30");
        /// Berlin, 25 October 2026: 03:00 becomes 02:00.
        private final CallingHours untilInsideTheDoubledHour = hours("Europe/Berlin", "20:00-02:30");

        @Test
        void a_quiet_window_that_ends_in_the_skipped_hour_ends_with_the_jump() {
            assertThat(untilInsideTheGap.nextOpening(Instant.parse("2026-03-29T00:30:00Z")))
                    .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        }

        @Test
        void a_quiet_window_that_ends_in_the_doubled_hour_begins_again_when_the_clock_goes_back() {
            // 02:30 summer time is 00:30Z: open until the clock goes back at 01:00Z; quiet again until 01:30Z.
            assertThat(untilInsideTheDoubledHour.nextOpening(Instant.parse("2026-10-24T23:00:00Z")))
                    .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
            assertThat(untilInsideTheDoubledHour.isOpenAt(Instant.parse("2026-10-25T00:59:59Z")))
                    .isTrue();
            assertThat(untilInsideTheDoubledHour.nextOpening(Instant.parse("2026-10-25T01:00:00Z")))
                    .isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
        }

        @Test
        void a_window_that_lies_in_the_skipped_hour_does_not_happen() {
            var twoToThree = hours("Europe/Berlin", "02:00-03:00");

            assertThat(twoToThree.openBetween(
                            Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z")))
                    .isEqualTo(Duration.ofHours(23));
        }

        @Test
        void zones_of_half_and_quarter_hours_are_read_right() {
            assertThat(hours("Asia/Kolkata", "20:00-08:00").nextOpening(Instant.parse("2026-11-23T15:00:00Z")))
                    .isEqualTo(Instant.parse("2026-11-24T02:30:00Z"));
            assertThat(hours("Asia/Kathmandu", "20:00-08:00").nextOpening(Instant.parse("2026-11-23T15:00:00Z")))
                    .isEqualTo(Instant.parse("2026-11-24T02:15:00Z"));
            // Lord Howe moves its clocks by half an hour: 4 October 2026, 02:00 becomes 02:30.
            assertThat(hours("Australia/Lord_Howe", "20:00-02:15").nextOpening(Instant.parse("2026-10-03T15:00:00Z")))
                    .isEqualTo(Instant.parse("2026-10-03T15:30:00Z"));
        }

        @Test
        void a_day_that_a_zone_leaves_out_is_no_trouble() {
            // Apia had no 30 December 2011.
            assertThat(hours("Pacific/Apia", "20:00-08:00").nextOpening(Instant.parse("2011-12-30T09:59:00Z")))
                    .isEqualTo(Instant.parse("2011-12-30T18:00:00Z"));
        }
    }

    private static Instant november(String dayAndTime) {
        return LocalDateTime.parse("2026-11-" + dayAndTime).atZone(SHANGHAI).toInstant();
    }

    private static CallingHours hours(String zone, String... quiet) {
        return new CallingHours(
                ZoneId.of(zone),
                List.copyOf(Stream.of(quiet).map(QuietWindow::parse).toList()));
    }
}
