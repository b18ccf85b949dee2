package hearback.telephony.callback;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.CustomerEnd;
import hearback.telephony.call.CallRecord.LegClosed;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.Direction;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegState;
import hearback.telephony.call.MissedPart;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// faults.md 2.6 row by row, each with and without early media (case 41).
class OutcomeRuleTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1,  404, NUMBER_UNKNOWN",
        "1,  485, NUMBER_UNKNOWN",
        "1,  604, NUMBER_UNKNOWN",
        "17, 486, BUSY",
        "17, 600, BUSY",
        "18, 408, NO_ANSWER",
        "19, 480, SWITCHED_OFF",
        "19, 483, SWITCHED_OFF",
        "21, 603, REJECTED",
        "22, 410, NUMBER_CHANGED",
        "1,  0,   NUMBER_UNKNOWN",
        "17, 0,   BUSY",
        "18, 0,   NO_ANSWER",
        "19, 0,   SWITCHED_OFF",
        "20, 0,   SWITCHED_OFF",
        "22, 0,   NUMBER_CHANGED",
    })
    void the_customers_side(int q850, int sip, Kind kind) {
        var cause = new HangupCause(q850, sip);

        for (boolean early : List.of(true, false)) {
            assertThat(outcome(new Leg().earlyMedia(early).reason(0), cause, LegState.DOWN))
                    .isEqualTo(new NotReached(kind, cause));
            assertThat(outcome(new Leg().earlyMedia(early), cause, LegState.DOWN))
                    .as("also when OriginateResponse was not heard")
                    .isEqualTo(new NotReached(kind, cause));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "21,  401, TRUNK_REFUSED",
        "21,  403, TRUNK_REFUSED",
        "21,  407, TRUNK_REFUSED",
        "28,  484, NUMBER_MALFORMED",
        "27,  502, TRUNK_CONGESTED",
        "34,  503, TRUNK_CONGESTED",
        "38,  500, TRUNK_CONGESTED",
        "102, 504, TRUNK_CONGESTED",
        "58,  488, MEDIA_REFUSED",
        "58,  606, MEDIA_REFUSED",
        "127, 487, CUT_OFF",
        "28,  0,   NUMBER_MALFORMED",
        "27,  0,   TRUNK_CONGESTED",
        "34,  0,   TRUNK_CONGESTED",
        "38,  0,   TRUNK_CONGESTED",
        "42,  0,   TRUNK_CONGESTED",
        "102, 0,   TRUNK_CONGESTED",
        "58,  0,   MEDIA_REFUSED",
        "127, 0,   CUT_OFF",
        "16,  200, OTHER",
        "99,  0,   OTHER",
        "0,   0,   OTHER",
    })
    void our_side_and_the_networks(int q850, int sip, Fault fault) {
        var cause = new HangupCause(q850, sip);

        for (boolean early : List.of(true, false)) {
            assertThat(outcome(new Leg().earlyMedia(early).reason(0), cause, LegState.DOWN))
                    .isEqualTo(new LineFailed(fault, cause));
        }
    }

    @Test
    void rang_until_our_time_out_is_no_answer_and_never_rang_is_told_apart_by_the_state_at_the_hangup() {
        // Both carry reason 3, cause 19 and 480 (originate-noanswer.ami, originate-unreachable.ami).
        var cause = new HangupCause(19, 480);

        assertThat(outcome(new Leg().reason(3).rang(true), cause, LegState.RINGING))
                .isEqualTo(new NotReached(Kind.NO_ANSWER, cause));
        assertThat(outcome(new Leg().reason(3), cause, LegState.RINGING))
                .isEqualTo(new NotReached(Kind.NO_ANSWER, cause));
        assertThat(outcome(new Leg().reason(3), cause, LegState.DOWN))
                .isEqualTo(new NotReached(Kind.NEVER_RANG, cause));
    }

    @Test
    void a_time_out_over_early_media_is_no_answer_because_the_far_end_was_heard() {
        var cause = new HangupCause(19, 480);

        assertThat(outcome(new Leg().reason(3).earlyMedia(true), cause, LegState.DOWN))
                .isEqualTo(new NotReached(Kind.NO_ANSWER, cause));
    }

    @Test
    void the_networks_480_after_ringing_is_no_answer() {
        var cause = new HangupCause(19, 480);

        assertThat(outcome(new Leg().reason(0).rang(true), cause, LegState.RINGING))
                .isEqualTo(new NotReached(Kind.NO_ANSWER, cause));
    }

    @Test
    void rejected_without_a_sip_status_is_the_persons_only_when_something_was_heard_of_him() {
        var cause = new HangupCause(21, 0);

        assertThat(outcome(new Leg().reason(0).rang(true), cause, LegState.RINGING))
                .isEqualTo(new NotReached(Kind.REJECTED, cause));
        assertThat(outcome(new Leg().reason(0), cause, LegState.DOWN))
                .isEqualTo(new LineFailed(Fault.TRUNK_REFUSED, cause));
    }

    /// He was rung: whoever made the call again ten minutes later would ring him twice within the gap.
    @ParameterizedTest
    @CsvSource({"34, 503", "38, 500", "27, 502", "21, 403", "58, 488", "28, 484", "34, 0", "58, 0"})
    void a_failure_of_the_trunk_after_ringing_has_rung_the_customer(int q850, int sip) {
        var cause = new HangupCause(q850, sip);
        var failed = new LineFailed(Fault.FAILED_WHILE_RINGING, cause);

        assertThat(outcome(new Leg().rang(true).reason(0), cause, LegState.DOWN))
                .isEqualTo(failed);
        assertThat(outcome(new Leg(), cause, LegState.RINGING)).isEqualTo(failed);
        assertThat(failed.mayHaveRung()).isTrue();
        assertThat(failed.side()).isEqualTo(AttemptOutcome.Side.OURS);
        assertThat(outcome(new Leg().earlyMedia(true), cause, LegState.DOWN).mayHaveRung())
                .as("what is heard before any answer need not be ringing")
                .isFalse();
    }

    @Test
    void without_any_cause_the_report_of_originate_is_taken() {
        assertThat(outcome(new Leg().reason(5), HangupCause.NOT_SAID, LegState.DOWN))
                .isEqualTo(new NotReached(Kind.BUSY, HangupCause.NOT_SAID));
        assertThat(outcome(new Leg().reason(8), HangupCause.NOT_SAID, LegState.DOWN))
                .isEqualTo(new LineFailed(Fault.TRUNK_CONGESTED, HangupCause.NOT_SAID));
    }

    @Test
    void answered_and_no_agent_came_is_our_failure() {
        var cause = new HangupCause(16, 0);

        assertThat(outcome(new Leg().answered(true).reason(4), cause, LegState.UP))
                .isEqualTo(new LineFailed(Fault.NO_AGENT, cause));
        assertThat(outcome(new Leg().reason(3), cause, LegState.UP))
                .as("case 43: an answer at the instant of the time-out wins")
                .isEqualTo(new LineFailed(Fault.NO_AGENT, cause));
    }

    @Test
    void customer_and_agent_heard_each_other_whatever_else_was_lost() {
        var lost = new Leg().answered(true).end(HangupCause.NOT_SAID, LegState.OTHER, true);

        assertThat(OutcomeRule.of(call(lost, Optional.of(START.plusSeconds(9))), START))
                .isEqualTo(new Reached());
    }

    @Test
    void an_end_that_was_not_heard_is_never_known_unless_the_report_proves_it() {
        assertThat(OutcomeRule.of(call(lost(new Leg().rang(true)), Optional.empty()), START))
                .isEqualTo(new NeverKnown());
        assertThat(OutcomeRule.of(call(lost(new Leg().answered(true)), Optional.empty()), START))
                .as("an agent may have come")
                .isEqualTo(new NeverKnown());
        assertThat(OutcomeRule.of(call(lost(new Leg().reason(0)), Optional.empty()), START))
                .as("reason 0 is every refusal and every fault")
                .isEqualTo(new NeverKnown());
        assertThat(OutcomeRule.of(call(lost(new Leg().rang(true).reason(3)), Optional.empty()), START))
                .isEqualTo(new NotReached(Kind.NO_ANSWER, HangupCause.NOT_SAID));
        assertThat(OutcomeRule.of(call(new Leg().end(), Optional.empty()), START))
                .isEqualTo(new NeverKnown());
    }

    @Test
    void a_channel_that_never_came_is_our_failure() {
        CustomerEnd heardAllAlong = new Leg().reason(0).neverCame(START);

        assertThat(OutcomeRule.of(call(heardAllAlong, Optional.empty()), START))
                .isEqualTo(new LineFailed(Fault.NO_CHANNEL, HangupCause.NOT_SAID));
        assertThat(Fault.NO_CHANNEL.mayHaveRung()).isFalse();
    }

    @Test
    void a_channel_that_may_have_come_and_gone_in_a_gap_after_the_commit_proves_nothing() {
        CustomerEnd heardSinceAfterTheCommit = new Leg().reason(0).neverCame(START.plusNanos(1));

        assertThat(OutcomeRule.of(call(heardSinceAfterTheCommit, Optional.empty()), START))
                .isEqualTo(new NeverKnown());
    }

    private static CustomerEnd lost(Leg leg) {
        return leg.end(HangupCause.NOT_SAID, LegState.OTHER, true);
    }

    private static AttemptOutcome outcome(Leg leg, HangupCause cause, LegState state) {
        return OutcomeRule.of(call(leg.end(cause, state, false), Optional.empty()), START);
    }

    /// Found by the simulation: a customer rejected the call after ringing, nobody listened, and the journal has
    /// only the cause 21, which a trunk that lets us not in has too.
    @ParameterizedTest
    @CsvSource({"21, TRUNK_REFUSED", "34, TRUNK_CONGESTED", "28, NUMBER_MALFORMED", "58, MEDIA_REFUSED"})
    void a_refusal_of_a_call_that_was_missed_in_part_may_have_come_after_ringing(int q850, Fault heardWhole) {
        var cause = new HangupCause(q850, 0);
        var end = new Leg().end(cause, LegState.OTHER, false);
        var part = new MissedPart(START, "connection lost", MissedPart.Witness.EVENT_LOG);

        assertThat(OutcomeRule.of(call(end, Optional.empty()), START)).isEqualTo(new LineFailed(heardWhole, cause));
        assertThat(OutcomeRule.of(call(end, Optional.empty(), List.of(part)), START))
                .isEqualTo(new LineFailed(Fault.OTHER, cause));
    }

    private static CallRecord call(CustomerEnd end, Optional<Instant> answeredAt) {
        return call(end, answeredAt, List.of());
    }

    private static CallRecord call(CustomerEnd end, Optional<Instant> answeredAt, List<MissedPart> missed) {
        return new CallRecord(
                new CallId("main-hb00000000000000070000000000000001"),
                Direction.OUTBOUND,
                "",
                InertText.NOTHING,
                InertText.NOTHING,
                START,
                Optional.empty(),
                Optional.empty(),
                answeredAt,
                Optional.of(START.plusSeconds(40)),
                Optional.of(answeredAt.isPresent() ? CallResult.ANSWERED : CallResult.NOT_REACHED),
                List.of(),
                List.of(),
                end,
                false,
                missed);
    }

    private record Leg(boolean hasRung, boolean early, boolean up, Optional<Integer> report) {
        Leg() {
            this(false, false, false, Optional.empty());
        }

        Leg rang(boolean value) {
            return new Leg(value, early, up, report);
        }

        Leg earlyMedia(boolean value) {
            return new Leg(hasRung, value, up, report);
        }

        Leg answered(boolean value) {
            return new Leg(hasRung, early, value, report);
        }

        Leg reason(int value) {
            return new Leg(hasRung, early, up, Optional.of(value));
        }

        CustomerEnd end() {
            return new CustomerEnd(hasRung, early, up, report, Optional.empty(), Optional.empty());
        }

        CustomerEnd end(HangupCause cause, LegState state, boolean lost) {
            return new CustomerEnd(
                    hasRung,
                    early,
                    up,
                    report,
                    Optional.of(new LegClosed(START.plusSeconds(40), cause, state, lost)),
                    Optional.empty());
        }

        CustomerEnd neverCame(Instant heardSince) {
            return new CustomerEnd(hasRung, early, up, report, Optional.empty(), Optional.of(heardSince));
        }
    }
}
