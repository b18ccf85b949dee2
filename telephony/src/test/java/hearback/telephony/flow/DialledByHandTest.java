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
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.CallbackDecision;
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
    private static final Instant PLANNED = MORNING.plusSeconds(900);
    private static final CallbackState.Planned AFTER_THE_CALL = new CallbackState.Planned(
            Instant.parse("2026-11-23T06:30:00Z"),
            "3 h after the end of a call by hand at Mon 23 Nov 09:00:05 UTC+08:00, 12:00-14:30 Asia/Shanghai not"
                    + " allowed, open from Mon 23 Nov 14:30:00 UTC+08:00");

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
    void that_reaches_nobody_moves_them_to_the_gap_after_its_end_once() {
        planned();
        var over = inVain(new HangupCause(17, 486));

        tell(over);
        tell(over);

        assertThat(plans.find(CALLBACK).orElseThrow().state()).isEqualTo(AFTER_THE_CALL);
        assertThat(plans.decisions(CALLBACK))
                .extracting(CallbackDecision::move)
                .containsExactly(
                        new NextMove.DialAt(PLANNED, "because", Optional.empty()),
                        new NextMove.DialAt(AFTER_THE_CALL.dueAt(), AFTER_THE_CALL.why(), Optional.empty()));
    }

    /// Who followed it died after it had kept the call and before it had moved the callback.
    @Test
    void is_told_again_to_whoever_follows_after_a_crash() {
        var over = inVain(new HangupCause(17, 486));
        tell(over);
        planned();

        tell(over);

        assertThat(plans.find(CALLBACK).orElseThrow().state()).isEqualTo(AFTER_THE_CALL);
    }

    @Test
    void holds_the_engine_off_until_then_and_no_longer() {
        planned();
        plans.fence(CallbackNode.MAIN, 1);
        tell(inVain(new HangupCause(17, 486)));

        int rung = 0;
        while (time.instant().isBefore(AFTER_THE_CALL.dueAt())) {
            rung += node.run();
            time.turn(Duration.ofMinutes(1));
        }

        assertThat(rung).isZero();
        assertThat(node.run()).isEqualTo(1);
    }

    @Test
    void in_vain_is_remembered_for_a_callback_that_is_asked_for_afterwards() {
        tell(inVain(new HangupCause(17, 486)));

        node.callbacks().plan(request(), Optional.empty());

        assertThat(plans.find(CALLBACK).orElseThrow().state()).isEqualTo(AFTER_THE_CALL);
    }

    @Test
    void through_a_trunk_that_fails_before_it_rang_leaves_them_as_they_are() {
        planned();
        hear(appeared(AGENT, "PJSIP/1001-0000001a", "from-agents", "13800138000", 0));
        hear(appeared(CUSTOMER, "PJSIP/trunk-0000001b", "from-trunk", "", 1));
        hangUp(CUSTOMER, new HangupCause(34, 503), LegState.DOWN, 5);
        hangUp(AGENT, NORMAL, LegState.RING, 5);

        tell(over());

        assertThat(plans.decisions(CALLBACK)).hasSize(1);
    }

    /// Nobody was rung, whatever the agent was played: his telephone was up.
    @Test
    void with_no_leg_of_the_customers_leaves_them_as_they_are() {
        planned();
        hear(appeared(AGENT, "PJSIP/1001-0000001a", "from-agents", "13800138000", 0));
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(1), AGENT, AGENT, LegState.UP));
        hangUp(AGENT, NORMAL, LegState.UP, 5);

        tell(over());

        assertThat(record().customerLeg()).isEmpty();
        assertThat(record().result()).hasValue(CallResult.NOT_REACHED);
        assertThat(plans.decisions(CALLBACK)).hasSize(1);
    }

    /// Nobody can tell then whether the customer was rung.
    @Test
    void with_a_part_that_was_missed_counts_as_a_call_that_rang() {
        planned();
        hear(appeared(AGENT, "PJSIP/1001-0000001a", "from-agents", "13800138000", 0));
        hear(new CallSignal.LegChanged(MORNING.plusSeconds(1), AGENT, AGENT, LegState.UP));
        var _ = desk.missed(
                AGENT, new MissedPart(MORNING.plusSeconds(2), "connection lost", MissedPart.Witness.EVENT_LOG));
        hangUp(AGENT, NORMAL, LegState.UP, 5);

        tell(over());

        assertThat(plans.find(CALLBACK).orElseThrow().state()).isEqualTo(AFTER_THE_CALL);
    }

    @Test
    void does_not_touch_what_is_under_way() {
        planned();
        plans.fence(CallbackNode.MAIN, 1);
        time.turn(Duration.between(MORNING, PLANNED));
        assertThat(node.run()).isEqualTo(1);
        var ringing = plans.find(CALLBACK).orElseThrow();

        tell(inVain(new HangupCause(17, 486)));

        assertThat(plans.find(CALLBACK)).hasValue(ringing);
        assertThat(plans.decisions(CALLBACK)).hasSize(1);
    }

    @Test
    void in_vain_does_not_hold_off_what_the_customer_was_promised_since() {
        planned();
        tell(inVain(new HangupCause(17, 486)));
        var spokenTo = time.instant().plusSeconds(60);
        time.turn(Duration.ofSeconds(90));
        plans.closeAll(
                new PlanStore.Contact(NUMBER, spokenTo, Optional.empty()),
                new NextMove.Close(CloseReason.CONTACTED, "the customer rang us"),
                time.instant());
        var promised = new CallbackId(new UUID(3, 2));

        node.callbacks().plan(request(promised), Optional.empty());

        assertThat(plans.find(promised).orElseThrow().state())
                .isInstanceOfSatisfying(
                        CallbackState.Planned.class,
                        planned -> assertThat(planned.dueAt()).isEqualTo(PLANNED));
    }

    /// The server's clock was set back in the middle of the call: its end is just now, and its length what it was.
    @Test
    void is_counted_from_now_when_the_servers_clock_cannot_be_right() {
        planned();
        var over = inVain(new HangupCause(17, 486));
        time.turn(Duration.ofMinutes(30));

        tell(over);

        assertThat(plans.history(NUMBER, CALLBACK, Instant.EPOCH).byHand())
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.endedAt()).isEqualTo(time.instant());
                    assertThat(call.startedAt()).isEqualTo(time.instant().minusSeconds(5));
                });
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
                request(),
                Optional.empty(),
                new NextMove.DialAt(PLANNED, "because", Optional.empty()),
                MORNING.minusSeconds(1));
    }

    private static CallbackRequest request() {
        return request(CALLBACK);
    }

    private static CallbackRequest request(CallbackId id) {
        return new CallbackRequest(id, new CallbackSubject("ticket:1"), NUMBER, CallbackReason.REPLY, PLANNED);
    }

    /// A call of five seconds.
    private CallFact inVain(HangupCause cause) {
        dials("13800138000");
        hangUp(CUSTOMER, cause, LegState.DOWN, 5);
        hangUp(AGENT, NORMAL, LegState.RING, 5);
        return over();
    }

    private CallFact over() {
        time.turn(Duration.ofSeconds(9));
        return desk.settle(time.instant()).getFirst().news().getFirst();
    }

    private void tell(CallFact fact) {
        node.follower().on(new CallFollower.CallNews(1, fact, record(), reader.customer(record())));
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
