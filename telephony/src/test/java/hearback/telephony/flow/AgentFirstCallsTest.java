package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import hearback.telephony.call.BridgeId;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.Direction;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.DialLevel;
import hearback.telephony.callback.OutcomeRule;
import hearback.telephony.disk.CelFile;
import hearback.telephony.testing.Story;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Calls that ring an agent before the customer, as a real Asterisk told of them and as it wrote them down: what they
/// come to is the customer's, and without a customer it is ours.
class AgentFirstCallsTest {
    private static final Path CALLS = Path.of("src/test/resources/calls");
    private static final Path JOURNAL = Path.of("src/test/resources/journal");
    private static final ServerName MAIN = new ServerName("main");
    private static final AttemptId ATTEMPT = AttemptId.ofAgentFirst(new CallbackId(new UUID(3, 1)), 1);
    private static final LegId AGENT = ATTEMPT.leg(MAIN);
    private static final LegId CUSTOMER = new LegId(MAIN, "1795313984.2");
    private static final LegId COLLEAGUE = new LegId(MAIN, "1795313984.1");
    private static final BridgeId BRIDGE = new BridgeId("b1");
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

    private final CallDesk desk = new CallDesk(Story.LINES, Duration.ofSeconds(1));

    /// What it comes to as it was heard; as the journal tells it, which knows nothing of ringing and of SIP.
    static Stream<Arguments> recorded() {
        return Stream.of(
                arguments("answered", new Reached(), new Reached()),
                arguments(
                        "486",
                        new NotReached(Kind.BUSY, new HangupCause(17, 486)),
                        new NotReached(Kind.BUSY, new HangupCause(17, 0))),
                arguments(
                        "noanswer",
                        new NotReached(Kind.NO_ANSWER, HangupCause.NOT_SAID),
                        new NotReached(Kind.NEVER_RANG, HangupCause.NOT_SAID)),
                arguments(
                        "agent-leaves",
                        new LineFailed(Fault.CUT_OFF, new HangupCause(16, 0)),
                        new LineFailed(Fault.CUT_OFF, new HangupCause(16, 0))),
                arguments(
                        "no-agent",
                        new LineFailed(Fault.AGENT_ABSENT, new HangupCause(19, 480)),
                        new LineFailed(Fault.AGENT_ABSENT, new HangupCause(19, 0))),
                arguments(
                        "no-channel",
                        new LineFailed(Fault.NO_CHANNEL, new HangupCause(34, 503)),
                        new LineFailed(Fault.NO_CHANNEL, new HangupCause(34, 0))));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void come_to_what_became_of_the_customer(String name, AttemptOutcome heard, AttemptOutcome written) {
        var story = Story.all(CALLS).stream()
                .filter(one -> one.name().equals("agent-first-" + name))
                .findFirst()
                .orElseThrow();
        var call = Story.told(story.said()).values().iterator().next().record(Story.LINES);

        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(OutcomeRule.of(call, call.startedAt())).isEqualTo(heard);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void come_to_the_same_by_the_servers_own_journal(String name, AttemptOutcome heard, AttemptOutcome written) {
        var told = new CelFile(MAIN, JOURNAL.resolve("agent-first-" + name + ".json")).since(Instant.EPOCH);
        assertThat(told.whole()).isTrue();
        told.signals().forEach(signal -> desk.after(signal, signal.at()));
        var last = told.signals().getLast();
        desk.settle(last.at().plusSeconds(9));

        var call = desk.find(CallId.bornOf(last.linked())).orElseThrow().record(Story.LINES);

        assertThat(OutcomeRule.of(call, call.startedAt())).isEqualTo(written);
        assertThat(call.answeredAt().isPresent()).isEqualTo(heard instanceof Reached);
    }

    @Test
    void where_something_was_missed_nobody_can_say_that_the_customer_was_not_rung() {
        rings();
        hangUp(AGENT, new HangupCause(19, 480), LegState.RINGING, 15);
        over();
        var call = record();
        assertThat(OutcomeRule.of(call, MORNING))
                .isEqualTo(new LineFailed(Fault.AGENT_ABSENT, new HangupCause(19, 480)));
        assertThat(OutcomeRule.of(call, MORNING).mayHaveRung()).isFalse();

        var _ = desk.missed(AGENT, new MissedPart(MORNING, "connection lost", MissedPart.Witness.EVENT_LOG));

        assertThat(OutcomeRule.of(record(), MORNING)).isEqualTo(new NeverKnown());
    }

    @Test
    void of_an_agent_whose_telephone_was_never_there_rang_nobody_if_everything_was_heard() {
        hear(new CallSignal.DialReported(MORNING, AGENT, AGENT, false, 0));
        hear(new CallSignal.NeverCame(MORNING.plusSeconds(5), AGENT, AGENT, MORNING.minusSeconds(60)));
        over();

        assertThat(OutcomeRule.of(record(), MORNING))
                .isEqualTo(new LineFailed(Fault.AGENT_ABSENT, HangupCause.NOT_SAID));
        assertThat(OutcomeRule.of(record(), MORNING.minusSeconds(61))).isEqualTo(new NeverKnown());
    }

    @Test
    void a_colleague_who_takes_the_agents_call_is_not_the_customer() {
        rings();
        appeared(COLLEAGUE, "PJSIP/1002-0000001b", "from-agents", 2);
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(2), COLLEAGUE, AGENT, LegState.UP));
        answers(3);
        appeared(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 4);
        hangUp(CUSTOMER, new HangupCause(17, 486), LegState.DOWN, 5);
        hangUp(COLLEAGUE, new HangupCause(16, 0), LegState.UP, 5);
        hangUp(AGENT, new HangupCause(34, 503), LegState.UP, 5);
        over();

        assertThat(OutcomeRule.of(record(), MORNING)).isEqualTo(new NotReached(Kind.BUSY, new HangupCause(17, 486)));
    }

    @Test
    void a_customers_leg_that_is_said_to_be_older_than_the_agents_answer_is_his_nevertheless() {
        rings();
        appeared(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 4);
        answers(5);
        hangUp(CUSTOMER, new HangupCause(17, 486), LegState.DOWN, 6);
        hangUp(AGENT, new HangupCause(34, 503), LegState.UP, 6);
        over();

        assertThat(OutcomeRule.of(record(), MORNING)).isEqualTo(new NotReached(Kind.BUSY, new HangupCause(17, 486)));
    }

    @Test
    void a_customer_who_answers_while_the_agent_rings_off_was_left_alone() {
        rings();
        answers(3);
        appeared(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 3);
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(8), CUSTOMER, AGENT, LegState.UP));
        hangUp(AGENT, new HangupCause(16, 0), LegState.UP, 8);
        hangUp(CUSTOMER, new HangupCause(16, 0), LegState.UP, 8);
        over();

        assertThat(record().result()).hasValue(CallResult.ANSWERED_WITHOUT_AGENT);
        assertThat(OutcomeRule.of(record(), MORNING)).isEqualTo(new LineFailed(Fault.NO_AGENT, new HangupCause(16, 0)));
    }

    /// Found by the storm: a node took the line in the middle of a talk, which was over before the journal of what
    /// was
    /// missed was read, and whoever was spoken to was rung again.
    @Test
    void whoever_left_a_bridge_together_with_the_agent_was_spoken_to_though_nobody_heard_them_enter_it() {
        rings();
        answers(3);
        appeared(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 3);
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(8), CUSTOMER, AGENT, LegState.UP));
        hear(new CallSignal.LeftBridge(MORNING.plusSeconds(12), CUSTOMER, AGENT, BRIDGE));
        hear(new CallSignal.LeftBridge(MORNING.plusSeconds(12).plusMillis(1), AGENT, AGENT, BRIDGE));
        hangUp(CUSTOMER, new HangupCause(16, 0), LegState.UP, 13);
        hangUp(AGENT, new HangupCause(16, 0), LegState.UP, 13);
        over();

        assertThat(OutcomeRule.of(record(), MORNING)).isEqualTo(new Reached());

        hear(new CallSignal.EnteredBridge(MORNING.plusSeconds(9), CUSTOMER, AGENT, BRIDGE));
        hear(new CallSignal.EnteredBridge(MORNING.plusSeconds(9), AGENT, AGENT, BRIDGE));

        assertThat(record().parts()).singleElement().satisfies(part -> {
            assertThat(part.from()).isEqualTo(MORNING.plusSeconds(9));
            assertThat(part.until()).hasValue(MORNING.plusSeconds(12));
        });
    }

    @Test
    void whoever_left_a_bridge_long_before_the_agent_left_it_is_not_known_to_have_met_him_there() {
        rings();
        answers(3);
        appeared(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 3);
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(8), CUSTOMER, AGENT, LegState.UP));
        hear(new CallSignal.LeftBridge(MORNING.plusSeconds(9), CUSTOMER, AGENT, BRIDGE));
        hear(new CallSignal.LeftBridge(MORNING.plusSeconds(12), AGENT, AGENT, BRIDGE));
        hangUp(CUSTOMER, new HangupCause(16, 0), LegState.UP, 13);
        hangUp(AGENT, new HangupCause(16, 0), LegState.UP, 13);
        over();

        assertThat(record().parts()).isEmpty();
    }

    /// Found by the simulation: whoever was spoken to was rung again, because the end lay before the beginning.
    @Test
    void whoever_was_spoken_to_was_though_the_servers_clock_was_set_back_in_the_talk() {
        rings();
        answers(3);
        appeared(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 3);
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(8), CUSTOMER, AGENT, LegState.UP));
        hear(new CallSignal.EnteredBridge(MORNING.plusSeconds(8), AGENT, AGENT, BRIDGE));
        hear(new CallSignal.EnteredBridge(MORNING.plusSeconds(9), CUSTOMER, AGENT, BRIDGE));
        hear(new CallSignal.LeftBridge(MORNING.minusSeconds(3_570), CUSTOMER, AGENT, BRIDGE));
        hear(new CallSignal.LeftBridge(MORNING.minusSeconds(3_570), AGENT, AGENT, BRIDGE));
        hangUp(CUSTOMER, new HangupCause(16, 0), LegState.UP, -3_570);
        hangUp(AGENT, new HangupCause(16, 0), LegState.UP, -3_570);
        over();

        assertThat(OutcomeRule.of(record(), MORNING)).isEqualTo(new Reached());
        assertThat(record().parts()).singleElement().satisfies(part -> {
            assertThat(part.from()).isEqualTo(MORNING.plusSeconds(9));
            assertThat(part.until()).hasValue(MORNING.plusSeconds(9));
        });
    }

    @Test
    void the_customers_waiting_begins_when_he_answers_and_not_when_the_agent_does() {
        Map<AttemptId, Instant> answered = new HashMap<>();
        var keep = new KeepAgentWaits(new AgentWaits() {
            @Override
            public void answered(AttemptId attempt, Instant at) {
                answered.put(attempt, at);
            }

            @Override
            public void agentCame(AttemptId attempt, Instant at) {}

            @Override
            public void over(AttemptId attempt, Instant at) {}

            @Override
            public void machine(AttemptId attempt) {}

            @Override
            public DialLevel.Answered since(Instant then, Duration patience, Instant now) {
                return new DialLevel.Answered(0, 0);
            }
        });
        rings();
        tell(keep, new CallFact.LegAnswered(MORNING.plusSeconds(3), AGENT));
        answers(3);
        tell(keep, new CallFact.LegAnswered(MORNING.plusSeconds(3), AGENT));
        assertThat(answered).isEmpty();

        appeared(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 3);
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(8), CUSTOMER, AGENT, LegState.UP));
        tell(keep, new CallFact.LegAnswered(MORNING.plusSeconds(8), CUSTOMER));

        assertThat(answered).containsExactly(Map.entry(ATTEMPT, MORNING.plusSeconds(8)));
    }

    @Test
    void an_attempts_own_name_says_who_is_rung_first() {
        var callback = new CallbackId(new UUID(3, 1));

        assertThat(ATTEMPT.isAgentFirst()).isTrue();
        assertThat(AttemptId.of(callback, 1).isAgentFirst()).isFalse();
        assertThat(AttemptId.ofChannel(ATTEMPT.channelId())).isEqualTo(Optional.of(ATTEMPT));
        assertThat(AttemptId.ofAgentFirst(callback, 1)).isEqualTo(ATTEMPT);
        assertThat(AttemptId.ofAgentFirst(callback, 2)).isNotEqualTo(ATTEMPT);
        assertThat(ATTEMPT.channelId()).matches("hb[0-9a-f]{32}");
    }

    private void tell(KeepAgentWaits keep, CallFact fact) {
        keep.on(new CallFollower.CallNews(1, fact, record(), new PhoneNumber.Unknown(InertText.NOTHING)));
    }

    private void rings() {
        appeared(AGENT, "PJSIP/1001-0000001a", "from-agents", 0);
        hear(new CallSignal.LegProgress(MORNING, AGENT, AGENT, true));
    }

    private void answers(int seconds) {
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(seconds), AGENT, AGENT, LegState.UP));
    }

    private void appeared(LegId leg, String channel, String context, int seconds) {
        hear(new CallSignal.LegSeen(
                MORNING.plusSeconds(seconds),
                leg,
                AGENT,
                channel,
                InertText.NOTHING,
                InertText.NOTHING,
                context,
                "s",
                LegState.DOWN));
    }

    private void hangUp(LegId leg, HangupCause cause, LegState state, int seconds) {
        hear(new CallSignal.HungUp(MORNING.plusSeconds(seconds), leg, AGENT, cause, state));
    }

    private void hear(CallSignal signal) {
        var _ = desk.after(signal, MORNING);
    }

    private void over() {
        var _ = desk.settle(MORNING.plusSeconds(60));
    }

    private CallRecord record() {
        return desk.find(CallId.bornOf(AGENT)).orElseThrow().record(Story.LINES);
    }
}
