package hearback.config.calendar;

import static hearback.config.calendar.Calendars.OFFICE;
import static hearback.config.calendar.Calendars.at;
import static hearback.config.calendar.Calendars.countingStartDay;
import static hearback.config.calendar.Calendars.endOf;
import static hearback.config.calendar.Calendars.stretch;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.calendar.Counted.Skipped;
import hearback.config.calendar.Counted.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The worked examples of the regulations, part (b), as far as they are a matter of the calendar.
class WorkCalendarExamplesTest {
    private static final Length TWO_HOURS_OPEN = new Length.OpenTime(Duration.ofHours(2));

    @Nested
    @DisplayName("b.1: two hours to the final reply, without night and noon (S0-36)")
    class FinalReply {
        /// 2026-11-23 is a Monday.
        @ParameterizedTest
        @CsvSource({
            "2026-11-23 10:00:00, 2026-11-23 12:00:00",
            "2026-11-23 10:30:00, 2026-11-23 15:00:00",
            "2026-11-23 11:30:00, 2026-11-23 16:00:00",
            "2026-11-23 12:00:00, 2026-11-23 16:30:00",
            "2026-11-23 13:00:00, 2026-11-23 16:30:00",
            "2026-11-23 14:30:00, 2026-11-23 16:30:00",
            "2026-11-23 18:00:00, 2026-11-23 20:00:00",
            "2026-11-23 18:00:01, 2026-11-24 08:00:01",
            "2026-11-23 19:10:00, 2026-11-24 09:10:00",
            "2026-11-23 20:00:00, 2026-11-24 10:00:00",
            "2026-11-23 23:15:00, 2026-11-24 10:00:00",
            "2026-11-24 07:59:00, 2026-11-24 10:00:00"
        })
        void is_due_as_the_table_has_it(String received, String due) {
            assertThat(due(received, TWO_HOURS_OPEN)).isEqualTo(at(due));
        }

        @Test
        void a_reply_at_the_end_of_the_window_is_in_time_and_a_microsecond_later_is_not() {
            var counted = OFFICE.count(at("2026-11-23 18:00:00"), TWO_HOURS_OPEN, List.of());

            assertThat(counted.isInTime(at("2026-11-23 20:00:00"))).isTrue();
            assertThat(counted.isInTime(at("2026-11-23 20:00:00.000001"))).isFalse();
        }

        @Test
        void other_clocks_do_not_have_the_exclusion() {
            assertThat(due("2026-11-23 19:50", elapsedHours(24))).isEqualTo(at("2026-11-24 19:50"));
            assertThat(due("2026-11-23 19:50", new Length.Elapsed(Duration.ofMinutes(30))))
                    .isEqualTo(at("2026-11-23 20:20"));
            assertThat(due("2026-11-23 19:50", elapsedHours(72))).isEqualTo(at("2026-11-26 19:50"));
        }

        @Test
        void weekends_and_holidays_count() {
            assertThat(due("2026-11-28 19:10", TWO_HOURS_OPEN)).isEqualTo(at("2026-11-29 09:10"));
            assertThat(due("2025-10-01 19:10", TWO_HOURS_OPEN)).isEqualTo(at("2025-10-02 09:10"));
        }

        @Test
        void lateness_is_told_in_counted_minutes() {
            var due = at("2026-11-23 20:00:00");

            assertThat(OFFICE.countedBetween(due, at("2026-11-24 08:05:00"), TWO_HOURS_OPEN, List.of()))
                    .isEqualTo(Duration.ofMinutes(5));
            assertThat(OFFICE.countedBetween(due, at("2026-11-23 23:00:00"), TWO_HOURS_OPEN, List.of()))
                    .isZero();
        }

        @Test
        void the_windows_are_told_as_what_was_not_counted() {
            assertThat(OFFICE.count(at("2026-11-23 11:30"), new Length.OpenTime(Duration.ofHours(7)), List.of())
                            .skipped())
                    .containsExactly(
                            skipped("2026-11-23 12:00", "2026-11-23 14:30", Why.EXCLUDED_WINDOW, "12:00-14:30"),
                            skipped("2026-11-23 20:00", "2026-11-24 08:00", Why.EXCLUDED_WINDOW, "20:00-08:00"));
        }
    }

    @Nested
    @DisplayName("b.4: accepted Tuesday 2025-09-30 15:00, before the holidays")
    class BeforeTheHolidays {
        private static final String ACCEPTED = "2025-09-30 15:00";

        @Test
        @DisplayName("S0-31: 24 h first reply")
        void first_reply_within_a_day() {
            assertThat(due(ACCEPTED, elapsedHours(24))).isEqualTo(at("2025-10-01 15:00"));
        }

        @Test
        @DisplayName("S1-31: 3 natural days")
        void three_natural_days() {
            assertThat(due(ACCEPTED, new Length.NaturalDays(3))).isEqualTo(endOf("2025-10-03"));
        }

        @Test
        @DisplayName("S0-63: 3 working days")
        void three_working_days() {
            var counted = OFFICE.count(at(ACCEPTED), new Length.WorkingDays(3), List.of());

            assertThat(counted.due()).isEqualTo(endOf("2025-10-11"));
            assertThat(counted.skipped())
                    .containsExactly(
                            skipped(ACCEPTED, "2025-10-01 00:00", Why.START_DAY, ""),
                            skipped("2025-10-01 00:00", "2025-10-09 00:00", Why.HOLIDAY, "国庆节、中秋节"));
            assertThat(counted.yearsWithoutTable()).isEmpty();
        }

        @Test
        @DisplayName("S0-41: 72 h follow-up")
        void follow_up_within_three_days() {
            assertThat(due(ACCEPTED, elapsedHours(72))).isEqualTo(at("2025-10-03 15:00"));
        }

        @Test
        @DisplayName("S1-25: forwarded on the same day")
        void ten_minutes_are_left_of_the_day() {
            assertThat(due("2025-09-30 23:50", new Length.SameDay())).isEqualTo(endOf("2025-09-30"));
        }

        @Test
        void the_start_day_counts_where_an_institution_says_so() {
            var calendar = countingStartDay(OFFICE);

            assertThat(calendar.count(at(ACCEPTED), new Length.NaturalDays(3), List.of())
                            .due())
                    .isEqualTo(endOf("2025-10-02"));
            assertThat(calendar.count(at(ACCEPTED), new Length.WorkingDays(3), List.of())
                            .due())
                    .isEqualTo(endOf("2025-10-10"));
        }

        @Test
        void without_a_table_it_counts_by_weekdays_and_says_so() {
            var calendar = new WorkCalendar(OFFICE.open(), OFFICE.week(), DayTable.EMPTY, false);
            var counted = calendar.count(at(ACCEPTED), new Length.WorkingDays(3), List.of());

            assertThat(counted.due()).isEqualTo(endOf("2025-10-03"));
            assertThat(counted.yearsWithoutTable()).containsExactly(2025);
        }
    }

    @Nested
    @DisplayName("b.5: what moves a limit (S0-24, S4-49, S4-50, S4-61)")
    class Moves {
        private static final Length SEVEN_WORKING_DAYS = new Length.WorkingDays(7);

        @Test
        @DisplayName("S0-24: node limit 24 h; three hours late")
        void a_node_limit_is_a_day() {
            var due = due("2025-10-13 10:00", elapsedHours(24));

            assertThat(due).isEqualTo(at("2025-10-14 10:00"));
            assertThat(OFFICE.countedBetween(due, at("2025-10-14 13:00"), elapsedHours(24), List.of()))
                    .isEqualTo(Duration.ofHours(3));
        }

        @Test
        @DisplayName("S4-49: seven working days from the latest information")
        void analysis_takes_seven_working_days() {
            assertThat(due("2025-10-13 10:00", SEVEN_WORKING_DAYS)).isEqualTo(endOf("2025-10-22"));
            assertThat(due("2025-10-16 10:00", SEVEN_WORKING_DAYS)).isEqualTo(endOf("2025-10-27"));
        }

        @ParameterizedTest
        @DisplayName("S4-50: two working days of sample making are not counted")
        @CsvSource({
            "2025-10-20 00:00, 2025-10-22 00:00",
            "2025-10-20 09:00, 2025-10-21 18:00",
            "2025-10-20 08:30, 2025-10-22 09:00",
            // The weekend before does not count anyway.
            "2025-10-18 10:00, 2025-10-21 20:00"
        })
        void sample_making_moves_it_by_its_working_days(String from, String until) {
            var counted = OFFICE.count(at("2025-10-16 10:00"), SEVEN_WORKING_DAYS, List.of(stretch(from, until)));

            assertThat(counted.due()).isEqualTo(endOf("2025-10-29"));
            assertThat(counted.skipped()).contains(skipped("2025-10-20 00:00", "2025-10-22 00:00", Why.SUSPENDED, ""));
        }

        @Test
        @DisplayName("S4-50: a day with an hour of work left counts")
        void a_day_that_was_partly_worked_counts() {
            assertThat(OFFICE.count(
                                    at("2025-10-16 10:00"),
                                    SEVEN_WORKING_DAYS,
                                    List.of(stretch("2025-10-20 10:00", "2025-10-21 18:00")))
                            .due())
                    .isEqualTo(endOf("2025-10-28"));
        }

        @Test
        @DisplayName("S4-61: one working day before the limit")
        void an_extension_is_asked_for_before_the_holiday() {
            var latest = OFFICE.latestBefore(endOf("2025-10-09"), new Length.WorkingDays(1));

            assertThat(latest).isEqualTo(endOf("2025-09-30"));
            assertThat(at("2025-10-08 09:00")).isAfter(latest);
        }
    }

    @Nested
    @DisplayName("b.10: the follow-up window (S2-53, S1-36)")
    class FollowUpWindow {
        private static final String RETURNED = "2026-03-02 11:00";

        @Test
        @DisplayName("S2-53: day 5 to 7, the receipt day is day 0")
        void from_saturday_to_monday() {
            assertThat(OFFICE.opening(at(RETURNED), new Length.NaturalDays(5), List.of()))
                    .isEqualTo(at("2026-03-07 00:00"))
                    .isAfter(at("2026-03-04 12:00"));
            assertThat(due(RETURNED, new Length.NaturalDays(7))).isEqualTo(endOf("2026-03-09"));
        }

        @Test
        @DisplayName("S2-53: day 5 to 7, the receipt day is day 1")
        void from_friday_to_sunday() {
            var calendar = countingStartDay(OFFICE);

            assertThat(calendar.opening(at(RETURNED), new Length.NaturalDays(5), List.of()))
                    .isEqualTo(at("2026-03-06 00:00"));
            assertThat(calendar.count(at(RETURNED), new Length.NaturalDays(7), List.of())
                            .due())
                    .isEqualTo(endOf("2026-03-08"));
        }

        @Test
        @DisplayName("S1-36: two natural days from the instruction")
        void two_days_from_the_instruction() {
            assertThat(due("2026-03-06 17:00", new Length.NaturalDays(2))).isEqualTo(endOf("2026-03-08"));
        }
    }

    private static Instant due(String start, Length length) {
        return OFFICE.count(at(start), length, List.of()).due();
    }

    private static Length elapsedHours(int hours) {
        return new Length.Elapsed(Duration.ofHours(hours));
    }

    private static Skipped skipped(String from, String until, Why why, String detail) {
        return new Skipped(at(from), at(until), why, detail);
    }
}
