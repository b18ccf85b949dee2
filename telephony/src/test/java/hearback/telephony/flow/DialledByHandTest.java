package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

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
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An agent rings a customer from his own phone, beside the callbacks (b.2: a manual call counts).
class DialledByHandTest {
    private static final Lines LINES =
            new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk"), Set.of("from-agents"));
    private static final ServerName MAIN = new ServerName("main");
    private static final LegId AGENT = new LegId(MAIN, "1795313984.1");
    private static final LegId CUSTOMER = new LegId(MAIN, "1795313984.2");
    private static final CallId CALL = CallId.bornOf(AGENT);
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final HangupCause NORMAL = new HangupCause(16, 0);

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final CallbackNode node = new CallbackNode(1, plans, new ScriptedDialer(), new OutboundCalls(), time);
    private final CallDesk desk = new CallDesk(LINES, Duration.ofSeconds(1));
    private final CallReader reader = new CallReader(LINES, heard -> new PhoneNumber.Known("+86" + heard.text()));

    @Test
    void is_a_call_of_ours_that_the_agent_began_and_the_customer_answered() {
        dials("13800138000");
        speak();
        end(120);

        var call = record();

        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(call.startedAt()).isEqualTo(MORNING);
        assertThat(call.callerNumber()).isEqualTo(new InertText("13800138000"));
        assertThat(call.parts()).singleElement().satisfies(part -> {
            assertThat(part.agent().text()).isEqualTo("1001");
            assertThat(part.leg()).isEqualTo(AGENT);
        });
        assertThat(call.answeredAt()).hasValue(MORNING.plusSeconds(12));
        assertThat(call.result()).hasValue(CallResult.ANSWERED);
        assertThat(call.customerEnd().answered()).isTrue();
        assertThat(call.incomplete()).isFalse();
    }

    @Test
    void that_the_customer_does_not_answer_reached_nobody() {
        dials("13800138000");
        hangUp(CUSTOMER, new HangupCause(17, 486), LegState.DOWN, 5);
        hangUp(AGENT, NORMAL, LegState.RING, 5);
        time.turn(Duration.ofSeconds(9));
        desk.settle(time.instant());

        assertThat(record().result()).hasValue(CallResult.NOT_REACHED);
        assertThat(record().answeredAt()).isEmpty();
    }

    @Test
    void that_reaches_the_customer_ends_his_callbacks_from_the_first_word_on() {
        planned();
        time.turn(Duration.ofSeconds(1));
        dials("13800138000");
        var bridged = speak();

        node.follower().on(new CallFollower.CallNews(1, bridged, record(), reader.customer(record())));

        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.CONTACTED, time.instant()));
        assertThat(plans.decisions(CALLBACK).getLast().move())
                .isEqualTo(
                        new NextMove.Close(CloseReason.CONTACTED, "an agent rang the customer by hand: call " + CALL));
    }

    @Test
    void that_reaches_nobody_leaves_them_as_they_are() {
        planned();
        dials("13800138000");
        hangUp(CUSTOMER, new HangupCause(17, 486), LegState.DOWN, 5);
        hangUp(AGENT, NORMAL, LegState.RING, 5);
        time.turn(Duration.ofSeconds(9));
        var over = desk.settle(time.instant()).getFirst().news().getFirst();

        node.follower().on(new CallFollower.CallNews(1, over, record(), reader.customer(record())));

        assertThat(plans.find(CALLBACK).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
    }

    @Test
    void to_a_colleague_or_a_hotline_concerns_nobody() {
        dials("1002");
        speak();

        assertThat(desk.live()).isEmpty();
    }

    @Test
    void is_nothing_of_ours_where_no_context_is_named() {
        var without = new CallDesk(
                new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk")), Duration.ofSeconds(1));
        without.after(appeared(AGENT, "PJSIP/1001-0000001a", "from-agents", "13800138000", 0), time.instant());

        assertThat(without.live()).isEmpty();
    }

    private void planned() {
        plans.add(
                new CallbackRequest(
                        CALLBACK,
                        new CallbackSubject("ticket:1"),
                        NUMBER,
                        CallbackReason.REPLY,
                        MORNING.plusSeconds(900)),
                Optional.empty(),
                new NextMove.DialAt(MORNING.plusSeconds(900), "because", Optional.empty()),
                MORNING.minusSeconds(1));
    }

    private void dials(String number) {
        hear(appeared(AGENT, "PJSIP/1001-0000001a", "from-agents", number, 0));
        hear(appeared(CUSTOMER, "PJSIP/trunk-0000001b", "from-trunk", "", 1));
        hear(new CallSignal.LegProgress(MORNING.plusSeconds(3), CUSTOMER, AGENT, true));
    }

    private CallFact speak() {
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(12), CUSTOMER, AGENT, LegState.UP));
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(12), AGENT, AGENT, LegState.UP));
        hear(new CallSignal.EnteredBridge(MORNING.plusSeconds(12), CUSTOMER, AGENT, new BridgeId("b1")));
        return hear(new CallSignal.EnteredBridge(MORNING.plusSeconds(12), AGENT, AGENT, new BridgeId("b1")));
    }

    private void end(int seconds) {
        hear(new CallSignal.LeftBridge(MORNING.plusSeconds(seconds), CUSTOMER, AGENT, new BridgeId("b1")));
        hear(new CallSignal.LeftBridge(MORNING.plusSeconds(seconds), AGENT, AGENT, new BridgeId("b1")));
        hangUp(CUSTOMER, NORMAL, LegState.UP, seconds);
        hangUp(AGENT, NORMAL, LegState.UP, seconds);
        time.turn(Duration.ofSeconds(seconds + 9));
        desk.settle(time.instant());
    }

    private void hangUp(LegId leg, HangupCause cause, LegState state, int seconds) {
        hear(new CallSignal.HungUp(MORNING.plusSeconds(seconds), leg, AGENT, cause, state));
    }

    /// @return the last fact that was concluded from it
    private CallFact hear(CallSignal signal) {
        var news = desk.after(signal, time.instant()).news();
        return news.isEmpty() ? new CallFact.Ended(Instant.EPOCH) : news.getLast();
    }

    private static CallSignal appeared(LegId leg, String channel, String context, String exten, int seconds) {
        return new CallSignal.LegSeen(
                MORNING.plusSeconds(seconds),
                leg,
                AGENT,
                channel,
                InertText.NOTHING,
                InertText.NOTHING,
                context,
                exten,
                LegState.RING);
    }

    private CallRecord record() {
        return reader.record(desk.find(CALL).orElseThrow());
    }
}
