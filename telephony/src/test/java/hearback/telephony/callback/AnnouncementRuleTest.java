package hearback.telephony.callback;

import static hearback.telephony.callback.Story.TELECOM;
import static hearback.telephony.callback.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.Lines;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Case 42: what was announced in early media and what the network then said, each class with each code.
class AnnouncementRuleTest {
    private static final Instant START = at("Mon 09:00:00");
    private static final LegId LEG = new AttemptId(new UUID(7, 1)).leg(new ServerName("main"));
    private static final List<HangupCause> FINAL_CODES = List.of(
            new HangupCause(1, 404),
            new HangupCause(19, 480),
            new HangupCause(17, 486),
            new HangupCause(127, 487),
            new HangupCause(38, 500),
            new HangupCause(21, 603));

    @ParameterizedTest
    @CsvSource({
        "BUSY, BUSY",
        "SWITCHED_OFF, SWITCHED_OFF",
        "SUSPENDED, SUSPENDED",
        "OUT_OF_AREA, OUT_OF_AREA",
        "EMPTY_NUMBER, NUMBER_UNKNOWN",
        "NUMBER_CHANGED, NUMBER_CHANGED",
        "BARRED, BARRED",
        "NO_ANSWER, NO_ANSWER",
        "ANSWERING_MACHINE, ANSWERING_MACHINE",
    })
    void what_was_announced_decides_whatever_the_final_code_is_and_both_are_kept(AnnouncementClass said, Kind kind) {
        for (HangupCause cause : FINAL_CODES) {
            var heard = heard(said, Announcement.SURE);

            assertThat(outcome(heard, early(), ended(cause)))
                    .isEqualTo(new NotReached(kind, cause, Optional.of(heard)));
        }
    }

    @Test
    void a_busy_network_is_not_the_customers_failure() {
        for (HangupCause cause : FINAL_CODES) {
            var heard = heard(AnnouncementClass.NETWORK_BUSY, 0.9);

            assertThat(outcome(heard, early(), ended(cause)))
                    .isEqualTo(new LineFailed(Fault.TRUNK_CONGESTED, cause, Optional.of(heard)));
        }
    }

    @Test
    void a_network_that_says_it_is_busy_after_it_rang_has_rung_him() {
        var cause = new HangupCause(34, 503);
        var heard = heard(AnnouncementClass.NETWORK_BUSY, 0.9);
        var rang = new CallFact.LegRang(START.plusSeconds(2), LEG);

        assertThat(outcome(heard, early(), rang, ended(cause)))
                .isEqualTo(new LineFailed(Fault.FAILED_WHILE_RINGING, cause, Optional.of(heard)));
    }

    @ParameterizedTest
    @CsvSource({
        "1,   404, NUMBER_UNKNOWN",
        "19,  480, SWITCHED_OFF",
        "17,  486, BUSY",
        "21,  603, REJECTED",
    })
    void what_is_not_certain_enough_is_kept_and_the_networks_cause_decides(int q850, int sip, Kind kind) {
        var cause = new HangupCause(q850, sip);
        for (AnnouncementClass said : AnnouncementClass.values()) {
            var heard = heard(said, Math.nextDown(Announcement.SURE));

            assertThat(outcome(heard, early(), ended(cause)))
                    .isEqualTo(new NotReached(kind, cause, Optional.of(heard)));
        }
    }

    @ParameterizedTest
    @CsvSource({"127, 487, CUT_OFF", "38, 500, TRUNK_CONGESTED"})
    void a_failure_on_our_side_stays_one_when_the_announcement_is_not_certain(int q850, int sip, Fault fault) {
        var cause = new HangupCause(q850, sip);
        var heard = heard(AnnouncementClass.SWITCHED_OFF, 0.5);

        assertThat(outcome(heard, early(), ended(cause))).isEqualTo(new LineFailed(fault, cause, Optional.of(heard)));
    }

    @Test
    void what_nobody_recognised_decides_nothing_however_sure_that_is() {
        var cause = new HangupCause(19, 480);
        var heard = heard(AnnouncementClass.UNRECOGNISED, 1);

        assertThat(outcome(heard, early(), ended(cause)))
                .isEqualTo(new NotReached(Kind.SWITCHED_OFF, cause, Optional.of(heard)));
    }

    @Test
    void an_announcement_until_our_own_time_out_says_why_nobody_answered() {
        var cause = new HangupCause(19, 480);
        var heard = heard(AnnouncementClass.SUSPENDED, 0.9);
        var timedOut = new CallFact.DialReported(START.plusSeconds(45), LEG, false, 3);

        assertThat(outcome(heard, early(), timedOut, ended(cause)))
                .isEqualTo(new NotReached(Kind.SUSPENDED, cause, Optional.of(heard)));
    }

    @Test
    void early_media_is_never_talked_to_whatever_was_heard_in_it() {
        for (HangupCause cause : FINAL_CODES) {
            CallRecord call = call(early(), ended(cause));

            assertThat(call.answeredAt()).isEmpty();
            for (AnnouncementClass said : AnnouncementClass.values()) {
                assertThat(OutcomeRule.of(call, START, Optional.of(heard(said, 1))))
                        .isNotInstanceOf(AttemptOutcome.Reached.class);
            }
        }
    }

    @Test
    void who_answered_was_there_whatever_was_heard_before() {
        var up = new CallFact.LegAnswered(START.plusSeconds(5), LEG);
        var end = new CallFact.LegEnded(START.plusSeconds(9), LEG, new HangupCause(16, 0), LegState.UP);

        assertThat(outcome(heard(AnnouncementClass.SWITCHED_OFF, 1), early(), up, end))
                .isEqualTo(new LineFailed(Fault.NO_AGENT, new HangupCause(16, 0)));
    }

    @Test
    void an_announced_empty_number_ends_the_series_at_once() {
        var plan = new Story().tried("Mon 09:00:00", empty(Announcement.SURE)).plan();

        assertThat(TELECOM.after(plan, at("Mon 09:01:00")))
                .isEqualTo(new NextMove.Close(
                        CloseReason.NUMBER_UNKNOWN, "the network announced that there is no such number"));
    }

    @Test
    void a_code_alone_has_to_come_on_two_days() {
        var plan = new Story()
                .tried("Mon 09:00:00", new NotReached(Kind.NUMBER_UNKNOWN, new HangupCause(1, 404)))
                .plan();

        assertThat(TELECOM.after(plan, at("Mon 09:01:00"))).isInstanceOf(NextMove.DialAt.class);
    }

    @Test
    void a_number_that_was_not_there_again_is_closed_by_what_the_network_said_since() {
        var code = new NotReached(Kind.NUMBER_UNKNOWN, new HangupCause(1, 404));
        var plan = new Story()
                .tried("Mon 09:00:00", empty(Announcement.SURE))
                .tried("Mon 16:00:00", Story.failed(Kind.NO_ANSWER))
                .tried("Tue 09:00:00", code)
                .tried("Wed 08:30:00", code)
                .plan();

        assertThat(TELECOM.after(plan, at("Wed 08:31:00")))
                .isEqualTo(new NextMove.Close(
                        CloseReason.NUMBER_UNKNOWN,
                        "the network said on two different days that there is no such number"));
    }

    @Test
    void an_announced_empty_number_that_was_not_certain_is_only_a_code() {
        var plan = new Story().tried("Mon 09:00:00", empty(0.79)).plan();

        assertThat(TELECOM.after(plan, at("Mon 09:01:00"))).isInstanceOf(NextMove.DialAt.class);
    }

    @Test
    void a_suspended_number_is_tried_on_and_counts() {
        var plan =
                new Story().tried("Mon 09:00:00", Story.failed(Kind.SUSPENDED)).plan();

        assertThat(TELECOM.after(plan, at("Mon 09:01:00")))
                .isEqualTo(TELECOM.after(
                        new Story().tried("Mon 09:00:00", Story.off()).plan(), at("Mon 09:01:00")));
    }

    @Test
    void a_confidence_is_between_none_and_all() {
        assertThatThrownBy(() -> heard(AnnouncementClass.BUSY, 1.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> heard(AnnouncementClass.BUSY, -0.01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> heard(AnnouncementClass.BUSY, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AttemptOutcome empty(double confidence) {
        var announced = Optional.of(heard(AnnouncementClass.EMPTY_NUMBER, confidence));
        return new NotReached(Kind.NUMBER_UNKNOWN, new HangupCause(1, 404), announced);
    }

    private static Announcement heard(AnnouncementClass said, double confidence) {
        return new Announcement(said, Announcement.Source.SOUND, confidence);
    }

    private static AttemptOutcome outcome(Announcement heard, CallFact... facts) {
        return OutcomeRule.of(call(facts), START, Optional.of(heard));
    }

    private static CallFact early() {
        return new CallFact.LegHeardEarly(START.plusSeconds(1), LEG);
    }

    private static CallFact ended(HangupCause cause) {
        return new CallFact.LegEnded(START.plusSeconds(20), LEG, cause, LegState.DOWN);
    }

    private static CallRecord call(CallFact... some) {
        List<CallFact> facts = new ArrayList<>(List.of(some));
        facts.add(new CallFact.Ended(START.plusSeconds(20)));
        return Call.of(CallId.bornOf(LEG), facts).record(new Lines(Map.of(), Set.of()));
    }
}
