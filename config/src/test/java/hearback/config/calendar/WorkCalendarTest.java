package hearback.config.calendar;

import static hearback.config.calendar.Calendars.OFFICE;
import static hearback.config.calendar.Calendars.at;
import static hearback.config.calendar.Calendars.endOf;
import static hearback.config.calendar.Calendars.fiveDays;
import static hearback.config.calendar.Calendars.hours;
import static hearback.config.calendar.Calendars.stretch;
import static hearback.config.calendar.Calendars.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.calendar.Counted.Skipped;
import hearback.config.calendar.Counted.Why;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {
    private static final Length EIGHT_HOURS_OF_WORK = new Length.WorkingTime(Duration.ofHours(8));

    @Nested
    class WorkingTimeIsCounted {
        @Test
        void over_noon_the_evening_and_the_weekend_each_of_which_is_told() {
            // Friday: 2 h until the evening; Monday: 3 h, and 3 h more after noon.
            var counted = OFFICE.count(at("2025-11-21 16:00"), EIGHT_HOURS_OF_WORK, List.of());

            assertThat(counted.due()).isEqualTo(at("2025-11-24 16:30"));
            assertThat(counted.skipped())
                    .containsExactly(
                            skipped("2025-11-21 18:00", "2025-11-22 00:00", Why.OUTSIDE_WORKING_HOURS),
                            skipped("2025-11-22 00:00", "2025-11-24 00:00", Why.WEEKEND),
                            skipped("2025-11-24 00:00", "2025-11-24 09:00", Why.OUTSIDE_WORKING_HOURS),
                            skipped("2025-11-24 12:00", "2025-11-24 13:30", Why.OUTSIDE_WORKING_HOURS));
        }

        @Test
        void on_a_make_up_saturday_by_the_hours_of_the_other_days() {
            // 2025-10-11 is one; the Friday before it is worked too.
            assertThat(due("2025-10-10 16:00", new Length.WorkingTime(Duration.ofHours(4))))
                    .isEqualTo(at("2025-10-11 11:00"));
            assertThat(OFFICE.hoursOn(LocalDate.of(2025, 10, 11)))
                    .isEqualTo(OFFICE.hoursOn(LocalDate.of(2025, 10, 10)));
            assertThat(OFFICE.hoursOn(LocalDate.of(2025, 10, 12))).isEmpty();
        }

        @Test
        void to_the_end_of_the_day_which_is_still_in_time() {
            assertThat(due("2025-11-24 09:00", new Length.WorkingTime(Duration.ofMinutes(450))))
                    .isEqualTo(at("2025-11-24 18:00"));
            assertThat(due("2025-11-24 09:00:00.000001", new Length.WorkingTime(Duration.ofMinutes(450))))
                    .isEqualTo(at("2025-11-25 09:00:00.000001"));
        }

        @Test
        void for_lateness_too() {
            assertThat(OFFICE.countedBetween(
                            at("2025-11-21 17:30"), at("2025-11-24 09:10"), EIGHT_HOURS_OF_WORK, List.of()))
                    .isEqualTo(Duration.ofMinutes(40));
        }

        @Test
        void and_back_from_a_limit() {
            var latest = OFFICE.latestBefore(at("2025-11-24 10:00"), new Length.WorkingTime(Duration.ofHours(1)));

            assertThat(latest).isEqualTo(at("2025-11-24 09:00"));
            assertThat(OFFICE.latestBefore(at("2025-11-24 10:00"), new Length.WorkingTime(Duration.ofMinutes(61))))
                    .isEqualTo(at("2025-11-21 17:59"));
        }
    }

    @Nested
    class SuspendedTime {
        @Test
        void is_not_counted_and_what_overlaps_is_one() {
            var counted = OFFICE.count(
                    at("2026-11-23 09:00"),
                    new Length.Elapsed(Duration.ofHours(3)),
                    List.of(
                            stretch("2026-11-23 11:00", "2026-11-23 12:00"),
                            stretch("2026-11-23 10:00", "2026-11-23 11:30"),
                            stretch("2026-11-23 12:00", "2026-11-23 13:00"),
                            stretch("2026-11-23 07:00", "2026-11-23 09:15"),
                            stretch("2026-11-23 09:20", "2026-11-23 09:20")));

            assertThat(counted.due()).isEqualTo(at("2026-11-23 15:15"));
            assertThat(counted.skipped())
                    .containsExactly(
                            skipped("2026-11-23 09:00", "2026-11-23 09:15", Why.SUSPENDED),
                            skipped("2026-11-23 10:00", "2026-11-23 13:00", Why.SUSPENDED));
        }

        @Test
        void that_begins_when_it_is_due_does_not_move_it() {
            assertThat(OFFICE.count(
                                    at("2026-11-23 09:00"),
                                    new Length.Elapsed(Duration.ofHours(3)),
                                    List.of(stretch("2026-11-23 12:00", "2026-11-23 13:00")))
                            .due())
                    .isEqualTo(at("2026-11-23 12:00"));
        }

        @Test
        void moves_natural_days_only_by_whole_ones() {
            assertThat(OFFICE.count(
                                    at("2026-11-23 09:00"),
                                    new Length.NaturalDays(3),
                                    List.of(stretch("2026-11-24 00:00", "2026-11-26 00:00")))
                            .due())
                    .isEqualTo(endOf("2026-11-28"));
            assertThat(OFFICE.count(
                                    at("2026-11-23 09:00"),
                                    new Length.NaturalDays(3),
                                    List.of(stretch("2026-11-24 00:01", "2026-11-26 00:00")))
                            .due())
                    .isEqualTo(endOf("2026-11-27"));
        }

        @Test
        void that_meets_is_one_and_covers_a_day_together() {
            assertThat(OFFICE.count(
                                    at("2026-11-23 09:00"),
                                    new Length.NaturalDays(3),
                                    List.of(
                                            stretch("2026-11-24 00:00", "2026-11-24 12:00"),
                                            stretch("2026-11-24 12:00", "2026-11-25 00:00")))
                            .due())
                    .isEqualTo(endOf("2026-11-27"));
        }

        @Test
        void without_end_is_refused() {
            var forEver = List.of(new Stretch(at("2026-11-23 10:00"), Instant.MAX));

            for (Length length : RandomCase.lengths(2)) {
                if (!(length instanceof Length.SameDay)) {
                    assertThatThrownBy(() -> OFFICE.count(at("2026-11-23 09:30"), length, forEver))
                            .as("%s", length)
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    @Nested
    class WhereClocksAreChanged {
        @ParameterizedTest
        @CsvSource({
            // Forward on Sunday 2026-03-29 at 02:00, back on Sunday 2026-10-25 at 03:00.
            "Europe/Berlin, 2026-03-28 12:00, 2026-03-29 13:00",
            "Europe/Berlin, 2026-10-24 12:00, 2026-10-25 11:00",
            // Forward on Sunday 2026-03-08, back on Sunday 2026-11-01, both at 02:00.
            "America/New_York, 2026-03-07 12:00, 2026-03-08 13:00",
            "America/New_York, 2026-10-31 12:00, 2026-11-01 11:00",
            "Asia/Shanghai, 2026-03-28 12:00, 2026-03-29 12:00",
            "Asia/Kolkata, 2026-03-28 12:00, 2026-03-29 12:00",
            // By half an hour.
            "Australia/Lord_Howe, 2026-10-03 12:00, 2026-10-04 12:30"
        })
        void a_day_of_elapsed_time_is_twenty_four_hours(String zone, String start, String due) {
            assertThat(due(zone, start, new Length.Elapsed(Duration.ofHours(24))))
                    .isEqualTo(due);
        }

        @ParameterizedTest
        @CsvSource({
            "Europe/Berlin, 2026-03-28 12:00, 2026-03-29 23:59:59.999999",
            "Europe/Berlin, 2026-10-24 23:59, 2026-10-25 23:59:59.999999",
            "America/New_York, 2026-10-31 12:00, 2026-11-01 23:59:59.999999",
            "Asia/Kathmandu, 2026-10-31 12:00, 2026-11-01 23:59:59.999999",
            // Midnight is left out on 2026-04-24.
            "Africa/Cairo, 2026-04-23 12:00, 2026-04-24 23:59:59.999999",
            // There was no 2011-12-30.
            "Pacific/Apia, 2011-12-29 12:00, 2011-12-31 23:59:59.999999"
        })
        void a_natural_day_ends_at_midnight_by_the_wall_clock(String zone, String start, String due) {
            assertThat(due(zone, start, new Length.NaturalDays(1))).isEqualTo(due);
        }

        @ParameterizedTest
        @CsvSource({
            "Europe/Berlin, 2026-03-28 19:00, 2026-03-29 10:00",
            "America/New_York, 2026-10-31 19:00, 2026-11-01 10:00"
        })
        void excluded_windows_end_when_the_wall_clock_says_so(String zone, String start, String due) {
            assertThat(due(zone, start, new Length.OpenTime(Duration.ofHours(3))))
                    .isEqualTo(due);
        }

        @Test
        void the_due_days_of_two_zones_differ() {
            var start = Instant.parse("2026-11-23T18:00:00Z");

            assertThat(office("Asia/Shanghai")
                            .count(start, new Length.SameDay(), List.of())
                            .due())
                    .isEqualTo("2026-11-24T15:59:59.999999Z");
            assertThat(office("America/New_York")
                            .count(start, new Length.SameDay(), List.of())
                            .due())
                    .isEqualTo("2026-11-24T04:59:59.999999Z");
        }

        private String due(String zone, String start, Length length) {
            var due = office(zone)
                    .count(at(ZoneId.of(zone), start), length, List.of())
                    .due();
            return due.atZone(ZoneId.of(zone)).toLocalDateTime().toString().replace('T', ' ');
        }

        private static WorkCalendar office(String zone) {
            return new WorkCalendar(
                    hours(ZoneId.of(zone), "20:00-08:00"), fiveDays("09:00-18:00"), DayTable.EMPTY, false);
        }
    }

    @Test
    void leap_days_are_days() {
        assertThat(due("2028-02-28 10:00", new Length.NaturalDays(1))).isEqualTo(endOf("2028-02-29"));
        assertThat(due("2027-02-28 10:00", new Length.NaturalDays(1))).isEqualTo(endOf("2027-03-01"));
        assertThat(due("2028-02-28 10:00", new Length.WorkingDays(1))).isEqualTo(endOf("2028-02-29"));
    }

    @Test
    void years_nobody_has_announced_are_named() {
        var overNewYear = OFFICE.count(at("2026-12-30 10:00"), new Length.WorkingDays(3), List.of());

        assertThat(overNewYear.due()).isEqualTo(endOf("2027-01-04"));
        assertThat(overNewYear.yearsWithoutTable()).containsExactly(2027);
        assertThat(OFFICE.count(at("2027-01-04 10:00"), new Length.NaturalDays(3), List.of())
                        .yearsWithoutTable())
                .as("natural days do not look at it")
                .isEmpty();
    }

    @Test
    void what_the_database_cannot_keep_is_not_told() {
        var counted =
                OFFICE.count(at("2026-11-23 10:00:00.123456789"), new Length.Elapsed(Duration.ofHours(1)), List.of());

        assertThat(counted.due()).isEqualTo(at("2026-11-23 11:00:00.123456"));
        assertThat(counted.isInTime(at("2026-11-23 11:00:00.123456789"))).isTrue();
        assertThat(counted.isInTime(at("2026-11-23 11:00:00.123457"))).isFalse();
    }

    @Test
    void the_day_of_the_limit_is_not_counted_back() {
        assertThat(OFFICE.latestBefore(at("2025-11-23 12:00"), new Length.WorkingDays(1)))
                .as("a Sunday")
                .isEqualTo(endOf("2025-11-21"));
        assertThat(OFFICE.latestBefore(at("2025-11-24 12:00"), new Length.NaturalDays(2)))
                .isEqualTo(endOf("2025-11-22"));
        assertThat(OFFICE.latestBefore(at("2025-11-24 12:00"), new Length.Elapsed(Duration.ofHours(2))))
                .isEqualTo(at("2025-11-24 10:00"));
        assertThat(OFFICE.latestBefore(at("2025-11-24 09:00"), new Length.OpenTime(Duration.ofHours(2))))
                .isEqualTo(at("2025-11-23 19:00"));
        assertThat(OFFICE.latestBefore(at("2025-11-24 12:00"), new Length.SameDay()))
                .isEqualTo(at("2025-11-24 12:00"));
    }

    @Test
    void working_hours_that_overlap_are_all_named() {
        assertThatThrownBy(() -> new WorkCalendar(
                        OFFICE.open(),
                        Map.of(
                                DayOfWeek.TUESDAY, work("13:00-18:00", "09:00-13:01"),
                                DayOfWeek.FRIDAY, work("09:00-00:00", "22:00-23:00"),
                                DayOfWeek.MONDAY, work("09:00-12:00", "12:00-18:00")),
                        DayTable.EMPTY,
                        false))
                .hasMessage(
                        "TUESDAY: 09:00-13:01 and 13:00-18:00 overlap; FRIDAY: 09:00-00:00 and 22:00-23:00 overlap");
    }

    @Test
    void without_a_working_week_there_is_no_working_time() {
        var never = new WorkCalendar(OFFICE.open(), Map.of(DayOfWeek.MONDAY, List.of()), OFFICE.days(), false);

        for (Length length : List.of(EIGHT_HOURS_OF_WORK, new Length.WorkingDays(1))) {
            assertThat(never.canCount(length)).isFalse();
            assertThatThrownBy(() -> never.count(at("2026-11-23 10:00"), length, List.of()))
                    .hasMessageContaining("no weekday has working hours");
            assertThatThrownBy(() -> never.latestBefore(at("2026-11-23 10:00"), length))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(never.canCount(new Length.NaturalDays(1))).isTrue();
    }

    /// A hundred hours are some fifty pieces of days, not six thousand minutes.
    @Test
    void time_is_counted_in_pieces() {
        var asked = new AtomicInteger();
        Ruler counting = at -> {
            asked.incrementAndGet();
            return OFFICE.open().ruler().at(at);
        };

        new TimeCount(counting).run(at("2026-11-23 10:00"), Duration.ofHours(100));

        assertThat(asked).hasValueLessThan(60);
    }

    private static Instant due(String start, Length length) {
        return OFFICE.count(at(start), length, List.of()).due();
    }

    private static Skipped skipped(String from, String until, Why why) {
        return new Skipped(at(from), at(until), why, "");
    }
}
