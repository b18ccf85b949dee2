package hearback.agent.clock;

import static hearback.agent.clock.Rules.at;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.clock.Happening.Occurred;
import hearback.config.calendar.Length;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClocksTest {
    private static Clock one(ClockRule rule, Happening... happenings) {
        List<Clock> clocks = all(rule, happenings);
        assertThat(clocks).hasSize(1);
        return clocks.getFirst();
    }

    private static List<Clock> all(ClockRule rule, Happening... happenings) {
        return Clocks.of(Rules.CALENDAR, List.of(rule), Channel.PHONE, List.of(happenings));
    }

    @Test
    void b1_the_two_hours_of_the_final_reply_leave_out_night_and_noon_S0_36() {
        var clock = one(Rules.FINAL_REPLY, Occurred.of(1, at("2025-10-13 19:10"), Moment.ANSWER_APPROVED));
        assertThat(clock.due()).isEqualTo(at("2025-10-14 09:10"));
        assertThat(clock.verdict(at("2025-10-14 09:10"))).isEqualTo(Clock.Verdict.RUNNING);
        assertThat(clock.verdict(at("2025-10-14 09:10:01"))).isEqualTo(Clock.Verdict.BREACHED);
    }

    @Test
    void b1_lateness_is_told_in_counted_minutes_S0_36() {
        // Due 20:00; told the next morning at 08:10 it is ten minutes late, not twelve hours.
        var clock = one(
                Rules.FINAL_REPLY,
                Occurred.of(1, at("2025-10-13 18:00"), Moment.ANSWER_APPROVED),
                Occurred.of(2, at("2025-10-14 08:10"), Moment.RESULT_TOLD));
        assertThat(clock.lateBy(at("2025-10-15 00:00"), Rules.CALENDAR)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void b1_a_reply_given_at_night_when_the_customer_calls_in_meets_it() {
        var clock = one(
                Rules.FINAL_REPLY,
                Occurred.of(1, at("2025-10-13 19:10"), Moment.ANSWER_APPROVED),
                Occurred.of(2, at("2025-10-13 23:00"), Moment.RESULT_TOLD));
        assertThat(clock.verdict(at("2025-10-20 00:00"))).isEqualTo(Clock.Verdict.MET);
    }

    @Test
    void b3_a_first_attempt_that_failed_on_the_customers_side_is_in_time_S0_38() {
        var clock = one(
                Rules.FIRST_REPLY,
                Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED),
                Occurred.of(2, at("2025-10-13 18:00"), Moment.TELLING_FAILED_ON_CUSTOMER_SIDE),
                Occurred.of(3, at("2025-10-15 10:00"), Moment.RESULT_TOLD));
        assertThat(clock.due()).isEqualTo(at("2025-10-14 09:00"));
        assertThat(clock.verdict(at("2025-10-16 00:00"))).isEqualTo(Clock.Verdict.MET);
        assertThat(clock.end().orElseThrow().how()).isEqualTo(Clock.End.How.MET_BY_FIRST_ATTEMPT);
    }

    @Test
    void b3_a_failure_on_our_side_does_not_count_and_the_telling_is_30_minutes_late_S0_38() {
        // Mon 18:00 failed because all our trunks were busy: no moment of the customer's side.
        var clock = one(
                Rules.FIRST_REPLY,
                Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED),
                Occurred.of(3, at("2025-10-14 09:30"), Moment.RESULT_TOLD));
        assertThat(clock.verdict(at("2025-10-16 00:00"))).isEqualTo(Clock.Verdict.BREACHED);
        assertThat(clock.lateBy(at("2025-10-16 00:00"), Rules.CALENDAR)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void b3_a_first_attempt_after_the_limit_is_late_whatever_comes_next_S0_38() {
        var clock = one(
                Rules.FIRST_REPLY,
                Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED),
                Occurred.of(2, at("2025-10-14 09:05"), Moment.TELLING_FAILED_ON_CUSTOMER_SIDE),
                Occurred.of(3, at("2025-10-14 09:10"), Moment.RESULT_TOLD));
        assertThat(clock.verdict(at("2025-10-16 00:00"))).isEqualTo(Clock.Verdict.BREACHED);
    }

    @Test
    void b5_a_return_does_not_move_the_limit_S0_24() {
        var clock = one(
                Rules.HANDLING,
                Occurred.ofOrder(1, at("2025-10-13 10:00"), Moment.DISPATCHED, 1),
                Occurred.ofOrder(2, at("2025-10-13 16:00"), Moment.ANSWERED, 1),
                Occurred.ofOrder(3, at("2025-10-14 09:00"), Moment.ANSWER_RETURNED, 1),
                Occurred.ofOrder(4, at("2025-10-14 13:00"), Moment.ANSWERED, 1));
        assertThat(clock.due()).isEqualTo(at("2025-10-14 10:00"));
        assertThat(clock.verdict(at("2025-10-15 00:00"))).isEqualTo(Clock.Verdict.BREACHED);
        assertThat(clock.lateBy(at("2025-10-15 00:00"), Rules.CALENDAR)).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void b5_new_information_starts_the_analysis_anew_S4_49() {
        assertThat(one(Rules.ANALYSIS, Occurred.of(1, at("2025-10-13 10:00"), Moment.INFORMED))
                        .due())
                .isEqualTo(endOf("2025-10-22"));
        assertThat(one(
                                Rules.ANALYSIS,
                                Occurred.of(1, at("2025-10-13 10:00"), Moment.INFORMED),
                                Occurred.of(2, at("2025-10-16 10:00"), Moment.INFORMED))
                        .due())
                .isEqualTo(endOf("2025-10-27"));
    }

    @Test
    void b5_sample_making_that_the_customer_was_told_of_is_not_counted_and_untold_is_S4_50() {
        var informed = Occurred.of(1, at("2025-10-16 10:00"), Moment.INFORMED);
        var resumed = new Happening.Resumed(3, at("2025-10-22 00:00"));
        assertThat(one(Rules.ANALYSIS, informed, new Happening.Suspended(2, at("2025-10-20 00:00"), true), resumed)
                        .due())
                .isEqualTo(endOf("2025-10-29"));
        assertThat(one(Rules.ANALYSIS, informed, new Happening.Suspended(2, at("2025-10-20 00:00"), false), resumed)
                        .due())
                .isEqualTo(endOf("2025-10-27"));
    }

    @Test
    void while_it_waits_no_limit_runs_out() {
        var clock = one(
                Rules.ANALYSIS,
                Occurred.of(1, at("2025-10-16 10:00"), Moment.INFORMED),
                new Happening.Suspended(2, at("2025-10-20 00:00"), true));
        assertThat(clock.verdict(at("2026-01-01 00:00"))).isEqualTo(Clock.Verdict.RUNNING);
        assertThat(clock.alarms()).isEmpty();
    }

    @Test
    void a_clock_that_ran_out_before_the_pause_stays_breached() {
        var clock = one(
                Rules.ANALYSIS,
                Occurred.of(1, at("2025-10-16 10:00"), Moment.INFORMED),
                new Happening.Suspended(2, at("2025-11-20 00:00"), true));
        assertThat(clock.verdict(at("2026-01-01 00:00"))).isEqualTo(Clock.Verdict.BREACHED);
    }

    @Test
    void b10_the_window_of_the_follow_up_opens_on_the_fifth_day_and_too_early_does_not_meet_it_S2_53() {
        var window = new ClockRule(
                new ClockId("follow-up"),
                Rules.FIRST_REPLY.name(),
                Rules.FIRST_REPLY.rule(),
                ClockRule.Applies.TO_ALL,
                Set.of(Moment.RESULT_TOLD),
                ClockRule.Again.KEEPS,
                Optional.of(new Length.NaturalDays(7)),
                Optional.of(new Length.NaturalDays(5)),
                new ClockRule.Meeting(Set.of(Moment.FOLLOWED_UP), Set.of(), false, false),
                List.of());
        var early = Occurred.of(2, at("2026-03-04 10:00"), Moment.FOLLOWED_UP);
        var clock = one(window, Occurred.of(1, at("2026-03-02 10:00"), Moment.RESULT_TOLD), early);
        assertThat(clock.opensAt()).contains(at("2026-03-07 00:00"));
        assertThat(clock.due()).isEqualTo(endOf("2026-03-09"));
        assertThat(clock.tooEarly()).containsExactly(early);
        assertThat(clock.verdict(at("2026-03-08 00:00"))).isEqualTo(Clock.Verdict.RUNNING);
        var met = one(
                window,
                Occurred.of(1, at("2026-03-02 10:00"), Moment.RESULT_TOLD),
                early,
                Occurred.of(3, at("2026-03-07 00:00"), Moment.FOLLOWED_UP));
        assertThat(met.verdict(at("2026-04-01 00:00"))).isEqualTo(Clock.Verdict.MET);
    }

    @Test
    void each_order_has_its_own_clock_and_is_met_by_its_own_answer_S0_35() {
        var clocks = all(
                Rules.HANDLING,
                Occurred.ofOrder(1, at("2025-10-13 10:00"), Moment.DISPATCHED, 1),
                Occurred.ofOrder(2, at("2025-10-13 11:00"), Moment.DISPATCHED, 2),
                Occurred.ofOrder(3, at("2025-10-13 12:00"), Moment.ANSWERED, 2));
        assertThat(clocks)
                .extracting(clock -> clock.verdict(at("2025-10-13 13:00")))
                .containsExactly(Clock.Verdict.RUNNING, Clock.Verdict.MET);
    }

    @Test
    void an_upgrade_to_major_replaces_the_two_hours_by_thirty_minutes_from_the_upgrade_S0_34() {
        var clocks = Clocks.of(
                Rules.CALENDAR,
                List.of(Rules.DISPATCH, Rules.DISPATCH_MAJOR),
                Channel.PHONE,
                List.of(
                        Occurred.of(1, at("2025-10-13 10:00"), Moment.SUBMITTED),
                        new Happening.Flagged(2, at("2025-10-13 11:00"), Set.of(ClassFlag.MAJOR))));
        assertThat(clocks).hasSize(2);
        assertThat(clocks.get(0).verdict(at("2025-10-13 13:00"))).isEqualTo(Clock.Verdict.ENDED);
        assertThat(clocks.get(1).due()).isEqualTo(at("2025-10-13 11:30"));
    }

    @Test
    void a_clock_that_fits_again_after_a_change_of_classes_and_back_is_another_one() {
        var clocks = Clocks.of(
                Rules.CALENDAR,
                List.of(Rules.DISPATCH),
                Channel.PHONE,
                List.of(
                        Occurred.of(1, at("2025-10-13 10:00"), Moment.SUBMITTED),
                        new Happening.Flagged(2, at("2025-10-13 11:00"), Set.of(ClassFlag.MAJOR)),
                        new Happening.Flagged(3, at("2025-10-13 11:20"), Set.of()),
                        new Happening.Flagged(4, at("2025-10-13 11:30"), Set.of(ClassFlag.MAJOR)),
                        new Happening.Flagged(5, at("2025-10-13 11:40"), Set.of()),
                        Occurred.of(6, at("2025-10-13 12:00"), Moment.DISPATCHED)));
        assertThat(clocks).extracting(clock -> clock.key().start()).containsExactly(1L, 3L, 5L);
        assertThat(clocks)
                .extracting(clock -> clock.verdict(at("2025-10-13 13:00")))
                .containsExactly(Clock.Verdict.ENDED, Clock.Verdict.ENDED, Clock.Verdict.MET);
    }

    @Test
    void an_upgrade_after_the_dispatch_starts_no_clock_of_dispatch() {
        var clocks = Clocks.of(
                Rules.CALENDAR,
                List.of(Rules.DISPATCH_MAJOR),
                Channel.PHONE,
                List.of(
                        Occurred.of(1, at("2025-10-13 10:00"), Moment.SUBMITTED),
                        Occurred.of(2, at("2025-10-13 10:10"), Moment.DISPATCHED),
                        new Happening.Flagged(3, at("2025-10-13 11:00"), Set.of(ClassFlag.MAJOR))));
        assertThat(clocks).isEmpty();
    }

    @Test
    void an_extension_moves_the_due_time_and_the_old_one_stays_in_the_explanation_S4_61() {
        var clock = one(
                Rules.HANDLING,
                Occurred.ofOrder(1, at("2025-10-13 10:00"), Moment.DISPATCHED, 1),
                new Happening.Extended(2, at("2025-10-13 12:00"), new ClockId("handling"), 1, at("2025-10-16 18:00")));
        assertThat(clock.due()).isEqualTo(at("2025-10-16 18:00"));
        assertThat(clock.counted().orElseThrow().due()).isEqualTo(at("2025-10-14 10:00"));
    }

    @Test
    void a_withdrawal_ends_a_clock_and_does_not_heal_one_that_ran_out() {
        var accepted = Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED);
        assertThat(one(Rules.FIRST_REPLY, accepted, Occurred.of(2, at("2025-10-13 10:00"), Moment.WITHDRAWN))
                        .verdict(at("2025-11-01 00:00")))
                .isEqualTo(Clock.Verdict.ENDED);
        assertThat(one(Rules.FIRST_REPLY, accepted, Occurred.of(2, at("2025-10-14 10:00"), Moment.WITHDRAWN))
                        .verdict(at("2025-11-01 00:00")))
                .isEqualTo(Clock.Verdict.BREACHED);
    }

    @Test
    void it_warns_once_before_it_is_due_and_says_when_it_is_over() {
        var clock = one(Rules.FIRST_REPLY, Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED));
        assertThat(clock.alarms())
                .containsExactly(
                        new Clock.Alarm(Clock.Alarm.Kind.WARNING, at("2025-10-14 04:12")),
                        new Clock.Alarm(
                                Clock.Alarm.Kind.BREACH, at("2025-10-14 09:00").plusNanos(1_000)));
    }

    @Test
    void any_order_of_arrival_gives_the_same_clocks() {
        List<Happening> story = List.of(
                Occurred.of(1, at("2025-10-13 09:00"), Moment.ACCEPTED),
                Occurred.of(2, at("2025-10-13 09:00"), Moment.SUBMITTED),
                new Happening.Flagged(3, at("2025-10-13 09:20"), Set.of(ClassFlag.MAJOR)),
                Occurred.ofOrder(4, at("2025-10-13 09:40"), Moment.DISPATCHED, 1),
                Occurred.ofOrder(5, at("2025-10-13 16:00"), Moment.ANSWERED, 1),
                Occurred.ofOrder(6, at("2025-10-13 16:30"), Moment.ANSWER_RETURNED, 1),
                new Happening.Extended(7, at("2025-10-13 17:00"), new ClockId("handling"), 1, at("2025-10-15 18:00")),
                Occurred.ofOrder(8, at("2025-10-14 10:00"), Moment.ANSWERED, 1),
                Occurred.ofOrder(9, at("2025-10-14 11:00"), Moment.ANSWER_APPROVED, 1),
                Occurred.of(10, at("2025-10-14 15:00"), Moment.TELLING_FAILED_ON_CUSTOMER_SIDE),
                Occurred.of(11, at("2025-10-15 09:00"), Moment.RESULT_TOLD));
        var rules = List.of(Rules.FIRST_REPLY, Rules.DISPATCH, Rules.DISPATCH_MAJOR, Rules.HANDLING, Rules.FINAL_REPLY);
        var expected = Clocks.of(Rules.CALENDAR, rules, Channel.PHONE, story);
        assertThat(expected).hasSize(5);
        for (int seed = 0; seed < 1_000; seed++) {
            List<Happening> shuffled = new ArrayList<>(story);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(Clocks.of(Rules.CALENDAR, rules, Channel.PHONE, shuffled))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void once_decided_the_verdict_stays_as_time_goes_on() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Instant start = at("2025-10-13 00:00").plusSeconds(random.nextInt(86_400));
            Instant end = start.plusSeconds(random.nextInt(3 * 86_400));
            var clock = one(
                    random.nextBoolean() ? Rules.FIRST_REPLY : shorter(),
                    Occurred.of(1, start, Moment.ACCEPTED),
                    Occurred.of(2, end, random.nextBoolean() ? Moment.RESULT_TOLD : Moment.WITHDRAWN));
            Optional<Clock.Verdict> decided = Optional.empty();
            for (int minute = 0; minute < 5 * 24 * 60; minute += 7) {
                Clock.Verdict now = clock.verdict(start.plusSeconds(minute * 60L));
                if (decided.isPresent()) {
                    assertThat(now).as("seed %d", seed).isEqualTo(decided.get());
                } else if (now != Clock.Verdict.RUNNING) {
                    decided = Optional.of(now);
                }
            }
            assertThat(decided).as("seed %d", seed).isPresent();
        }
    }

    private static ClockRule shorter() {
        return Rules.rule(
                "short",
                "ours",
                ClockRule.Applies.TO_ALL,
                Set.of(Moment.ACCEPTED),
                ClockRule.Again.KEEPS,
                new Length.OpenTime(Duration.ofHours(3)),
                Rules.FIRST_REPLY.meeting());
    }

    private static Instant endOf(String day) {
        return at(day + " 23:59:59").plusNanos(999_999_000);
    }
}
