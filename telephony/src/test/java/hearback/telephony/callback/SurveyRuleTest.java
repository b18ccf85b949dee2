package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.Lines;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SoundFile;
import hearback.telephony.call.SurveyAnswer;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SurveyRuleTest {
    private static final Instant START = at("Mon 09:00:00");
    private static final LegId LEG = new AttemptId(new UUID(7, 1)).leg(new ServerName("main"));
    private static final HangupCause NORMAL = new HangupCause(16, 0);
    private static final HangupCause MACHINE = new HangupCause(24, 0);
    private static final AttemptOutcome ANSWERED_BY_A_MACHINE = new AttemptOutcome.NotReached(
            Kind.ANSWERING_MACHINE,
            MACHINE,
            Optional.of(new Announcement(AnnouncementClass.ANSWERING_MACHINE, Announcement.Source.DIALPLAN, 1)));

    @Test
    void one_answered_question_is_enough_to_have_reached_him() {
        CallRecord call =
                call(recorded(), answer("timeliness", Optional.of(2), 4), answer("satisfaction", Optional.empty(), 9));

        assertThat(SurveyRule.of(call, START)).isEqualTo(new AttemptOutcome.Reached());
        assertThat(call.result()).contains(CallResult.SURVEYED);
    }

    @Test
    void who_answers_the_phone_and_presses_nothing_was_not_reached() {
        CallRecord call = call(recorded(), answer("timeliness", Optional.empty(), 9));

        assertThat(SurveyRule.of(call, START)).isEqualTo(new AttemptOutcome.NotReached(Kind.NOTHING_PRESSED, NORMAL));
        assertThat(call.result()).contains(CallResult.ANSWERED_WITHOUT_AGENT);
    }

    @Test
    void who_hangs_up_before_the_first_question_was_not_reached_either() {
        assertThat(SurveyRule.of(call(recorded()), START))
                .isEqualTo(new AttemptOutcome.NotReached(Kind.NOTHING_PRESSED, NORMAL));
    }

    @Test
    void a_machine_pressed_nothing_and_is_rung_again() {
        CallRecord call = callEnding(MACHINE, recorded());

        assertThat(SurveyRule.of(call, START)).isEqualTo(ANSWERED_BY_A_MACHINE);
        assertThat(call.result()).contains(CallResult.ANSWERING_MACHINE);
        var plan = new Story().tried("Mon 09:00:00", ANSWERED_BY_A_MACHINE).plan();
        assertThat(TELECOM.after(plan, at("Mon 09:01:00"))).isInstanceOf(NextMove.DialAt.class);
    }

    @Test
    void a_machine_is_the_customers_failure_and_never_a_missing_agent() {
        CallRecord call = callEnding(MACHINE, recorded());

        assertThat(OutcomeRule.of(call, START)).isEqualTo(ANSWERED_BY_A_MACHINE);
        assertThat(ANSWERED_BY_A_MACHINE.side()).isEqualTo(AttemptOutcome.Side.CUSTOMER);
    }

    @Test
    void a_dialplan_that_asks_nothing_is_our_failure() {
        AttemptOutcome outcome = SurveyRule.of(call(), START);

        assertThat(outcome).isEqualTo(new AttemptOutcome.LineFailed(Fault.NO_SURVEY, NORMAL));
        assertThat(outcome.mayHaveRung()).isTrue();
    }

    @Test
    void an_answered_call_is_no_survey_for_a_callback_that_is_none() {
        assertThat(OutcomeRule.of(call(recorded()), START))
                .isEqualTo(new AttemptOutcome.LineFailed(Fault.NO_AGENT, NORMAL));
    }

    @Test
    void a_machine_does_not_ring_again_whoever_pressed_nothing() {
        var plan = new Story()
                .tried("Mon 09:00:00", Story.failed(Kind.NOTHING_PRESSED))
                .plan();

        assertThat(TELECOM.after(plan, at("Mon 09:01:00")))
                .isInstanceOfSatisfying(
                        NextMove.Close.class,
                        close -> assertThat(close.reason()).isEqualTo(CloseReason.NOTHING_PRESSED));
    }

    @Test
    void whoever_is_not_at_home_is_asked_again_by_the_same_rule_as_anybody() {
        var plan = new Story().tried("Mon 16:30:00", Story.off()).plan();
        var asked = new CallbackPlan(
                Story.request(CallbackReason.SURVEY, Instant.EPOCH),
                plan.profile(),
                plan.createdAt(),
                plan.state(),
                plan.attempts(),
                plan.problem());

        assertThat(TELECOM.after(asked, at("Mon 16:31:00"))).isEqualTo(TELECOM.after(plan, at("Mon 16:31:00")));
    }

    @Test
    void the_order_in_which_it_was_heard_does_not_matter() {
        var pressed = answer("satisfaction", Optional.of(4), 9);
        var hungUp = answer("satisfaction", Optional.empty(), 10);
        List<CallFact> facts = new ArrayList<>(List.of(recorded(), hungUp, pressed));
        CallRecord one = call(facts.toArray(CallFact[]::new));
        Collections.reverse(facts);

        assertThat(call(facts.toArray(CallFact[]::new))).isEqualTo(one);
        assertThat(one.survey()).containsExactly(pressed.answer());
    }

    private static CallFact.SurveyAnswered answer(String question, Optional<Integer> key, int second) {
        return new CallFact.SurveyAnswered(START.plusSeconds(second), LEG, new SurveyAnswer(question, key, 0, 0));
    }

    private static CallFact recorded() {
        return new CallFact.RecordingBegan(START.plusSeconds(1), LEG, new SoundFile("/monitor/a.wav"));
    }

    private static CallRecord call(CallFact... more) {
        return callEnding(NORMAL, more);
    }

    private static CallRecord callEnding(HangupCause cause, CallFact... more) {
        List<CallFact> facts = new ArrayList<>(List.of(new CallFact.LegAnswered(START.plusSeconds(1), LEG)));
        facts.addAll(List.of(more));
        facts.add(new CallFact.LegEnded(START.plusSeconds(20), LEG, cause, LegState.UP));
        facts.add(new CallFact.Ended(START.plusSeconds(20)));
        return Call.of(CallId.bornOf(LEG), facts).record(new Lines(Map.of(), Set.of()));
    }
}
