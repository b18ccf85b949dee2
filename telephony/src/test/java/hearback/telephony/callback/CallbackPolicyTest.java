package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.failed;
import static hearback.telephony.callback.Story.off;
import static hearback.telephony.callback.Story.ours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.ShippedProfiles;
import hearback.config.profile.Retry;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackPolicyTest {
    private static final String FIRST_END = "Mon 16:30:45";

    /// A story that begins as in regulation b.2: F starts Monday 16:30:00 and ends 16:30:45, phone off.
    private final Story story = new Story().tried("Mon 16:30:00", off());

    @Nested
    class TheFirstAttempt {
        @Test
        void is_dialled_at_once_in_allowed_hours() {
            var move = first("Mon 09:00:00", "Mon 09:00:00");

            assertThat(move).isEqualTo(at("Mon 09:00:00"));
        }

        @Test
        void waits_for_the_time_that_was_asked_for() {
            assertThat(first("Mon 10:00:00", "Mon 09:00:00")).isEqualTo(at("Mon 10:00:00"));
        }

        @Test
        void waits_for_the_end_of_the_quiet_hours_and_says_so() {
            var move = dial(TELECOM.first(Story.request(at("Mon 12:10:00")), at("Mon 12:00:00")));

            assertThat(move.at()).isEqualTo(at("Mon 14:30:00"));
            assertThat(move.why())
                    .isEqualTo("not before Mon 23 Nov 12:10:00 UTC+08:00 as asked,"
                            + " 12:00-14:30 Asia/Shanghai not allowed, open from Mon 23 Nov 14:30:00 UTC+08:00");
            assertThat(move.problem()).isEmpty();
        }

        @Test
        void after_an_abandoned_call_leaves_the_customer_a_while_and_says_so() {
            var gaveUp = Story.request(CallbackReason.ABANDONED_CALL, at("Mon 09:00:00"));

            var move = dial(TELECOM.first(gaveUp, at("Mon 09:00:01")));

            assertThat(move.at()).isEqualTo(at("Mon 09:05:00"));
            assertThat(move.why()).isEqualTo("5 min after the call was abandoned at Mon 23 Nov 09:00:00 UTC+08:00");
        }

        @Test
        void after_an_abandoned_call_that_we_hear_of_late_is_dialled_at_once() {
            var gaveUp = Story.request(CallbackReason.ABANDONED_CALL, at("Mon 09:00:00"));

            var move = dial(TELECOM.first(gaveUp, at("Mon 09:20:00")));

            assertThat(move.at()).isEqualTo(at("Mon 09:20:00"));
            assertThat(move.why()).isEqualTo("at once");
        }

        @Test
        void after_a_call_abandoned_just_before_the_quiet_hours_waits_for_their_end() {
            var gaveUp = Story.request(CallbackReason.ABANDONED_CALL, at("Mon 11:58:00"));

            assertThat(dial(TELECOM.first(gaveUp, at("Mon 11:58:01"))).at()).isEqualTo(at("Mon 14:30:00"));
        }

        @Test
        void says_at_once_when_the_floor_cannot_be_kept_should_it_fail() {
            // Open for one hour a day: one further attempt a day.
            var narrow = new CallbackPolicy(Story.rule("Asia/Shanghai", "10:00-09:00"));

            var move = dial(narrow.first(Story.request(Instant.EPOCH), at("Mon 09:10:00")));

            assertThat(move.problem())
                    .hasValue("should this attempt fail, only 2 of 3 further attempts fit into 48 h within the allowed"
                            + " hours");
        }

        @Test
        void fits_the_floor_even_before_a_long_night() {
            // faults.md case 35: opened at 20:59, quiet from 21:00 to 09:00.
            var policy = new CallbackPolicy(Story.rule("Asia/Shanghai", "21:00-09:00"));

            assertThat(dial(policy.first(Story.request(Instant.EPOCH), at("Mon 20:59:00")))
                            .problem())
                    .isEmpty();
        }
    }

    /// The rows of regulation b.2.
    @Nested
    class ThreeFurtherAttempts {
        /// So every row here holds in each of them.
        @ParameterizedTest
        @ValueSource(strings = {"telecom", "gas", "rural-bank", "postal-bank", "car-dealer"})
        void are_what_every_shipped_profile_asks_for(String profile) {
            Retry retry = ShippedProfiles.read(profile).retry();

            assertThat(retry.furtherAttempts()).isEqualTo(TELECOM.rule().furtherAttempts());
            assertThat(retry.window()).isEqualTo(TELECOM.rule().window());
            assertThat(retry.gap()).isEqualTo(TELECOM.rule().gap());
            assertThat(retry.hours()).isEqualTo(TELECOM.rule().hours());
        }

        @Test
        void are_planned_at_the_earliest_on_monday_evening_tuesday_morning_and_before_noon() {
            assertThat(next(FIRST_END)).isEqualTo(at("Mon 19:30:45"));
            story.tried("Mon 19:30:45", off());
            assertThat(next("Mon 19:31:30")).isEqualTo(at("Tue 08:00:00"));
            story.tried("Tue 08:00:00", off());
            assertThat(next("Tue 08:00:45")).isEqualTo(at("Tue 11:00:45"));
            story.tried("Tue 11:00:45", off());
            assertThat(closed("Tue 11:01:30")).isEqualTo(CloseReason.UNREACHABLE);
        }

        @Test
        void each_say_why_then() {
            story.tried("Mon 19:30:45", off());

            assertThat(dial(TELECOM.after(story.plan(), at("Mon 19:31:30"))).why())
                    .isEqualTo("3 h after the end of attempt 2 at Mon 23 Nov 19:31:30 UTC+08:00,"
                            + " 20:00-08:00 Asia/Shanghai not allowed, open from Tue 24 Nov 08:00:00 UTC+08:00");
        }

        @Test
        void do_not_count_when_they_come_minutes_after_each_other() {
            story.tried("Mon 16:40:00", off()).tried("Mon 16:50:00", off()).tried("Mon 17:00:00", off());

            assertThat(next("Mon 17:00:45")).isEqualTo(at("Tue 08:00:00"));
            assertThat(counted()).isZero();
        }

        @Test
        void do_not_count_a_second_before_the_three_hours_are_over() {
            assertThat(counted(story.tried("Mon 19:30:00", off()))).isZero();
            assertThat(counted(new Story().tried("Mon 16:30:00", off()).tried("Mon 19:30:44", off())))
                    .isZero();
            assertThat(counted(new Story().tried("Mon 16:30:00", off()).tried("Mon 19:30:45", off())))
                    .isOne();
        }

        @Test
        void are_too_late_after_the_window_and_on_time_at_its_very_end() {
            story.tried("Mon 19:31:00", off()).tried("Tue 08:00:00", off());

            assertThat(dial(TELECOM.after(story.plan(), at("Wed 16:30:00"))).problem())
                    .isEmpty();
            var late = dial(TELECOM.after(story.plan(), at("Wed 16:31:00")));
            assertThat(late.at()).isEqualTo(at("Wed 16:31:00"));
            assertThat(late.problem())
                    .hasValue("only 2 of 3 further attempts fit before Wed 25 Nov 16:30:00 UTC+08:00,"
                            + " 48 h after the first failure: the next is Wed 25 Nov 16:31:00 UTC+08:00");

            story.tried("Wed 16:31:00", off());
            assertThat(TELECOM.after(story.plan(), at("Wed 16:31:45")))
                    .isEqualTo(new NextMove.Close(
                            CloseReason.UNREACHABLE,
                            "3 further attempts failed on the customer's side, only 2 of them within 48 h"));
        }

        @Test
        void are_still_three_when_one_failed_on_our_side() {
            story.tried("Mon 19:31:00", off());
            story.tried("Tue 08:00:00", ours(Fault.TRUNK_CONGESTED));
            assertThat(next("Tue 08:00:45")).isEqualTo(at("Tue 08:10:45"));
            story.tried("Tue 11:01:00", off());
            assertThat(next("Tue 11:01:45")).isEqualTo(at("Tue 14:30:00"));
            story.tried("Tue 14:30:00", off());
            assertThat(closed("Tue 14:30:45")).isEqualTo(CloseReason.UNREACHABLE);
        }

        @Test
        void are_cancelled_by_success() {
            story.tried("Mon 19:31:00", new Reached());

            assertThat(closed("Mon 19:31:45")).isEqualTo(CloseReason.REACHED);
        }

        @Test
        void are_never_planned_into_the_night() {
            assertThat(next("Mon 20:59:59")).isEqualTo(at("Tue 08:00:00"));
        }

        @Test
        void are_not_two_and_the_first() {
            story.tried("Mon 19:31:00", off()).tried("Tue 08:00:00", off());

            assertThat(next("Tue 08:00:45")).isEqualTo(at("Tue 11:00:45"));
        }

        @Test
        void do_not_count_in_quiet_hours() {
            assertThat(counted(story.tried("Mon 21:00:00", off()))).isZero();
        }
    }

    /// The rows of regulation b.3: what proves timeliness is kept on each attempt.
    @Nested
    class TimelinessByTheFirstAttempt {
        @Test
        void a_customers_failure_opens_the_window_and_stands_as_the_first_attempt() {
            var plan = new Story().tried("Mon 18:00:00", off()).plan();

            assertThat(firstOnCustomersSide(plan)).isEqualTo(at("Mon 18:00:00"));
            assertThat(dial(TELECOM.after(plan, at("Mon 18:00:45"))).at()).isEqualTo(at("Tue 08:00:00"));
        }

        @Test
        void a_failure_of_our_trunks_is_no_attempt_and_is_repeated_soon() {
            var plan = new Story()
                    .tried("Mon 18:00:00", ours(Fault.TRUNK_CONGESTED))
                    .tried("Tue 09:30:00", new Reached())
                    .plan();

            assertThat(firstOnCustomersSide(plan)).isEqualTo(at("Tue 09:30:00"));
            var early = new Story()
                    .tried("Mon 18:00:00", ours(Fault.TRUNK_CONGESTED))
                    .plan();
            assertThat(dial(TELECOM.after(early, at("Mon 18:00:45"))).at()).isEqualTo(at("Mon 18:10:45"));
        }

        @Test
        void the_first_attempt_decides_even_when_it_was_late() {
            var plan = new Story()
                    .tried("Tue 09:05:00", failed(Kind.NO_ANSWER))
                    .tried("Tue 09:10:00", new Reached())
                    .plan();

            assertThat(firstOnCustomersSide(plan)).isEqualTo(at("Tue 09:05:00"));
        }

        private Instant firstOnCustomersSide(CallbackPlan plan) {
            return AttemptSeries.of(TELECOM.rule(), plan.request(), plan.attempts(), Instant.EPOCH, NumberHistory.NONE)
                    .attempts()
                    .stream()
                    .filter(one -> one.outcome().side() != AttemptOutcome.Side.OURS)
                    .findFirst()
                    .orElseThrow()
                    .startedAt();
        }
    }

    @Nested
    class AFailureOnOurSide {
        @ParameterizedTest
        @EnumSource(
                value = Fault.class,
                names = {"TRUNK_CONGESTED", "TRUNK_REFUSED", "MEDIA_REFUSED", "NUMBER_MALFORMED", "NOT_SENT"})
        void that_cannot_have_rung_waits_its_own_time(Fault fault) {
            var plan = new Story().tried("Mon 09:00:00", ours(fault)).plan();

            assertThat(dial(TELECOM.after(plan, at("Mon 09:00:45"))).at()).isEqualTo(at("Mon 09:10:45"));
        }

        @ParameterizedTest
        @EnumSource(
                value = Fault.class,
                names = {"NO_AGENT", "CUT_OFF", "OTHER"})
        void that_may_have_rung_keeps_the_spacing_and_does_not_count(Fault fault) {
            var plan = new Story().tried("Mon 08:00:00", ours(fault)).plan();

            assertThat(dial(TELECOM.after(plan, at("Mon 08:00:45"))).at()).isEqualTo(at("Mon 11:00:45"));
        }

        @Test
        void that_was_never_known_keeps_the_spacing_and_does_not_count() {
            var plan = new Story().tried("Mon 08:00:00", new NeverKnown()).plan();

            assertThat(dial(TELECOM.after(plan, at("Mon 08:10:00"))).at()).isEqualTo(at("Mon 11:00:45"));
            assertThat(AttemptSeries.of(
                                    TELECOM.rule(), plan.request(), plan.attempts(), Instant.EPOCH, NumberHistory.NONE)
                            .opener())
                    .isEmpty();
        }

        @Test
        void before_anything_was_sent_is_repeated_at_once() {
            var plan = new Story().tried("Mon 09:00:00", ours(Fault.TAKEN_BACK)).plan();

            assertThat(dial(TELECOM.after(plan, at("Mon 09:02:00"))).at()).isEqualTo(at("Mon 09:02:00"));
        }

        @Test
        void does_not_let_an_attempt_slip_into_quiet_hours() {
            var plan = new Story()
                    .tried("Mon 11:55:00", ours(Fault.TRUNK_CONGESTED))
                    .plan();

            assertThat(dial(TELECOM.after(plan, at("Mon 11:55:45"))).at()).isEqualTo(at("Mon 14:30:00"));
        }

        @Test
        void that_lasts_is_named_as_the_reason_when_the_floor_is_missed() {
            story.tried("Wed 10:00:00", ours(Fault.TRUNK_CONGESTED));

            assertThat(dial(TELECOM.after(story.plan(), at("Wed 10:00:45"))).problem())
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .startsWith("only 2 of 3 further attempts fit before Wed 25 Nov 16:30:00 UTC+08:00")
                            .endsWith("attempts that failed on our side: 1"));
        }
    }

    @Nested
    class ANumberThatDoesNotExist {
        @Test
        void is_believed_on_the_second_day() {
            var once = new Story().tried("Mon 16:30:00", failed(Kind.NUMBER_UNKNOWN));
            assertThat(dial(TELECOM.after(once.plan(), at("Mon 16:30:45"))).at())
                    .isEqualTo(at("Mon 19:30:45"));
            once.tried("Mon 19:30:45", failed(Kind.NUMBER_UNKNOWN));
            assertThat(dial(TELECOM.after(once.plan(), at("Mon 19:31:30"))).at())
                    .isEqualTo(at("Tue 08:00:00"));
            once.tried("Tue 08:00:00", failed(Kind.NUMBER_UNKNOWN));

            assertThat(TELECOM.after(once.plan(), at("Tue 08:00:45")))
                    .isEqualTo(new NextMove.Close(
                            CloseReason.NUMBER_UNKNOWN,
                            "the network said on two different days that there is no such number"));
        }

        @Test
        void is_not_believed_when_it_was_busy_in_between() {
            var plan = new Story()
                    .tried("Mon 16:30:00", failed(Kind.NUMBER_UNKNOWN))
                    .tried("Mon 19:30:45", failed(Kind.BUSY))
                    .tried("Tue 08:00:00", failed(Kind.NUMBER_UNKNOWN))
                    .plan();

            assertThat(dial(TELECOM.after(plan, at("Tue 08:00:45"))).at()).isEqualTo(at("Tue 11:00:45"));
        }

        @Test
        void is_given_to_a_person_when_it_was_changed() {
            var plan = new Story()
                    .tried("Mon 16:30:00", failed(Kind.NUMBER_CHANGED))
                    .plan();

            assertThat(((NextMove.Close) TELECOM.after(plan, at("Mon 16:30:45"))).reason())
                    .isEqualTo(CloseReason.NUMBER_CHANGED);
        }
    }

    @Test
    void nothing_is_decided_while_an_attempt_is_live() {
        story.trying("Mon 19:31:00");

        assertThatThrownBy(() -> next("Mon 19:31:10"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is live");
    }

    private Instant next(String now) {
        return dial(TELECOM.after(story.plan(), at(now))).at();
    }

    private CloseReason closed(String now) {
        return ((NextMove.Close) TELECOM.after(story.plan(), at(now))).reason();
    }

    private int counted() {
        return counted(story);
    }

    private static int counted(Story story) {
        return AttemptSeries.of(
                        TELECOM.rule(),
                        Story.request(Instant.EPOCH),
                        story.plan().attempts(),
                        Instant.EPOCH,
                        NumberHistory.NONE)
                .counted()
                .size();
    }

    private static Instant first(String notBefore, String now) {
        return dial(TELECOM.first(Story.request(at(notBefore)), at(now))).at();
    }

    private static NextMove.DialAt dial(NextMove move) {
        return (NextMove.DialAt) move;
    }
}
