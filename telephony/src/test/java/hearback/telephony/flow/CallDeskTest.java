package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.BridgeId;
import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.testing.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallDeskTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final LegId CUSTOMER = leg("1.1");
    private static final LegId AGENT = leg("1.2");
    private static final LegId CONSULTING = leg("1.3");
    private static final LegId COLLEAGUE = leg("1.4");
    private static final BridgeId FIRST = new BridgeId("first");
    private static final BridgeId SECOND = new BridgeId("second");

    private final CallDesk desk = new CallDesk(Story.LINES, Story.SETTLE);

    private static LegId leg(String uniqueid) {
        return new LegId(new ServerName("main"), uniqueid);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static CallSignal seen(int second, LegId leg, LegId linked, String channel, String context, String exten) {
        return new CallSignal.LegSeen(
                at(second), leg, linked, channel, InertText.NOTHING, InertText.NOTHING, context, exten, LegState.DOWN);
    }

    private static CallSignal hungUp(int second, LegId leg, LegId linked) {
        return new CallSignal.HungUp(at(second), leg, linked, new HangupCause(16, 0), LegState.UP);
    }

    private List<CallFact> hear(CallSignal signal) {
        return desk.after(signal, signal.at()).news();
    }

    /// As a phone does it by itself (REFER with Replaces): the consultation is a call of its own, linked only to
    /// itself until the transfer.
    private static List<CallSignal> attendedTransferByPhone() {
        return List.of(
                seen(0, CUSTOMER, CUSTOMER, "PJSIP/trunk-00000001", "from-trunk", "4001"),
                seen(1, AGENT, CUSTOMER, "PJSIP/1001-00000002", "agents", "s"),
                new CallSignal.EnteredBridge(at(2), AGENT, CUSTOMER, FIRST),
                new CallSignal.EnteredBridge(at(2), CUSTOMER, CUSTOMER, FIRST),
                seen(10, CONSULTING, CONSULTING, "PJSIP/1001-00000003", "agents", "1002"),
                seen(11, COLLEAGUE, CONSULTING, "PJSIP/1002-00000004", "agents", "s"),
                new CallSignal.EnteredBridge(at(12), COLLEAGUE, CONSULTING, SECOND),
                new CallSignal.EnteredBridge(at(12), CONSULTING, CONSULTING, SECOND),
                new CallSignal.LeftBridge(at(20), CONSULTING, CONSULTING, SECOND),
                new CallSignal.LeftBridge(at(20), COLLEAGUE, CUSTOMER, SECOND),
                new CallSignal.LeftBridge(at(20), AGENT, CUSTOMER, FIRST),
                new CallSignal.EnteredBridge(at(20), COLLEAGUE, CUSTOMER, FIRST),
                hungUp(21, AGENT, CUSTOMER),
                hungUp(21, CONSULTING, CUSTOMER),
                new CallSignal.LeftBridge(at(30), CUSTOMER, CUSTOMER, FIRST),
                new CallSignal.LeftBridge(at(30), COLLEAGUE, CUSTOMER, FIRST),
                hungUp(31, CUSTOMER, CUSTOMER),
                hungUp(31, COLLEAGUE, CUSTOMER));
    }

    @Test
    void a_consultation_joins_the_customers_call_when_its_legs_are_linked() {
        attendedTransferByPhone().forEach(this::hear);
        List<CallDesk.Change> over = desk.settle(at(32));
        assertThat(over).singleElement().satisfies(change -> {
            CallRecord record = change.call().record(Story.LINES);
            assertThat(record.id()).isEqualTo(CallId.bornOf(CUSTOMER));
            assertThat(record.result()).contains(CallResult.ANSWERED);
            assertThat(record.incomplete()).isFalse();
            assertThat(record.parts())
                    .extracting(part -> part.agent() + " "
                            + Duration.between(START, part.from()).toSeconds() + " "
                            + Duration.between(START, part.until().orElseThrow())
                                    .toSeconds())
                    .containsExactly("1001 2 20", "1002 20 30");
        });
    }

    @Test
    void in_whatever_order_a_consultation_is_heard_it_is_one_call_with_one_record() {
        List<Story.Said> told = new ArrayList<>();
        attendedTransferByPhone().forEach(signal -> told.add(new Story.Said(at(31), signal)));
        CallRecord expected = onlyRecord(told);
        for (int seed = 0; seed < 2_000; seed++) {
            List<Story.Said> shuffled = new ArrayList<>(told);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(onlyRecord(shuffled)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static CallRecord onlyRecord(List<Story.Said> said) {
        List<Call> calls = List.copyOf(Story.told(said).values());
        assertThat(calls).hasSize(1);
        return calls.getFirst().record(Story.LINES);
    }

    @Test
    void a_call_that_is_not_ours_is_never_news_and_is_forgotten() {
        assertThat(hear(seen(0, AGENT, AGENT, "PJSIP/1001-00000001", "agents", "1002")))
                .isEmpty();
        assertThat(hear(hungUp(5, AGENT, AGENT))).isEmpty();
        assertThat(desk.settle(at(6))).isEmpty();
        assertThat(desk.find(CallId.bornOf(AGENT))).isEmpty();
    }

    @Test
    void all_that_was_heard_before_is_news_once_the_call_is_ours() {
        assertThat(hear(new CallSignal.LegChanged(at(1), CUSTOMER, CUSTOMER, LegState.UP)))
                .isEmpty();
        assertThat(hear(new CallSignal.JoinedQueue(at(2), CUSTOMER, CUSTOMER, new QueueName("other"), 1)))
                .isEmpty();
        assertThat(hear(new CallSignal.JoinedQueue(at(3), CUSTOMER, CUSTOMER, new QueueName("hotline"), 1)))
                .hasSize(3);
        assertThat(hear(new CallSignal.JoinedQueue(at(3), CUSTOMER, CUSTOMER, new QueueName("hotline"), 1)))
                .isEmpty();
    }

    @Test
    void a_call_is_over_once_and_only_when_all_is_quiet() {
        hear(seen(0, CUSTOMER, CUSTOMER, "PJSIP/trunk-00000001", "from-trunk", "4001"));
        assertThat(desk.settle(at(100))).isEmpty();
        hear(hungUp(101, CUSTOMER, CUSTOMER));
        assertThat(desk.settle(at(101).plusMillis(999))).isEmpty();
        assertThat(desk.settle(at(102))).hasSize(1);
        assertThat(desk.settle(at(103))).isEmpty();
        assertThat(desk.live()).isEmpty();
    }

    @Test
    void what_comes_late_still_joins_a_call_that_is_over() {
        hear(seen(0, CUSTOMER, CUSTOMER, "PJSIP/trunk-00000001", "from-trunk", "4001"));
        hear(hungUp(1, CUSTOMER, CUSTOMER));
        desk.settle(at(2));
        CallDesk.Change late =
                desk.after(new CallSignal.JoinedQueue(at(0), CUSTOMER, CUSTOMER, new QueueName("hotline"), 1), at(3));
        assertThat(late.news()).hasSize(1);
        assertThat(late.call().record(Story.LINES).queue()).contains(new QueueName("hotline"));
        desk.settle(at(70));
        assertThat(desk.find(CallId.bornOf(CUSTOMER))).isEmpty();
    }

    @Test
    void two_customers_calls_stay_two_when_their_legs_are_linked() {
        LegId other = leg("1.9");
        hear(seen(0, CUSTOMER, CUSTOMER, "PJSIP/trunk-00000001", "from-trunk", "4001"));
        hear(seen(1, other, other, "PJSIP/trunk-00000002", "from-trunk", "4001"));
        hear(new CallSignal.EnteredBridge(at(2), other, CUSTOMER, FIRST));
        assertThat(desk.live()).extracting(Call::id).containsExactly(CallId.bornOf(CUSTOMER), CallId.bornOf(other));
    }

    @Test
    void legs_of_calls_that_are_not_ours_are_open_too_so_that_ghosts_are_found() {
        hear(seen(0, AGENT, AGENT, "PJSIP/1001-00000001", "agents", "1002"));
        assertThat(desk.openLegs()).containsExactly(AGENT);
    }
}
