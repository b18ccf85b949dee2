package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.CustomerEnd;
import hearback.telephony.call.Direction;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.flow.CallDropper.Dropped;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryHoldStore;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A dial in the air that nobody wants any more, and a customer who rings us while we ring him (faults.md case 37).
class DropInVainTest {
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final CallbackSubject TICKET = new CallbackSubject("ticket:1");
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryHoldStore holds = new InMemoryHoldStore();
    private final InMemoryPlanStore plans = new InMemoryPlanStore(holds);
    private final ScriptedDialer line = new ScriptedDialer();
    private final OutboundCalls calls = new OutboundCalls();
    private final CallbackNode node = new CallbackNode(1, plans, line, calls, time);
    private final List<Attempt> asked = new ArrayList<>();
    private final Deque<Dropped> answers = new ArrayDeque<>();
    private final CallDropper dropper = attempt -> {
        asked.add(attempt);
        return answers.isEmpty() ? new Dropped.HungUp() : answers.poll();
    };
    private final DropInVain drop = new DropInVain(
            plans, () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)), calls, dropper, time);
    private final SettleAttempts follower = new SettleAttempts(
            plans, new SettleAttempt(plans, _ -> CallbackNode.RULE, time), dropper, EarlyMedia.NOT_HEARD, time);

    @BeforeEach
    void plan() {
        plans.fence(CallbackNode.MAIN, 1);
        node.callbacks()
                .plan(new CallbackRequest(CALLBACK, TICKET, NUMBER, CallbackReason.REPLY, MORNING), Optional.empty());
    }

    @Test
    void a_dial_that_is_wanted_is_left_alone() {
        node.run();

        assertThat(drop.runOnce()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_dial_whose_callback_was_ended_is_hung_up_once() {
        node.run();
        node.callbacks().withdrawAll(TICKET, "the ticket was closed");

        assertThat(drop.runOnce()).isEqualTo(1);
        assertThat(drop.runOnce()).isZero();

        assertThat(asked).extracting(Attempt::id).containsExactly(attempt().id());
    }

    @Test
    void a_channel_that_is_not_there_yet_is_asked_for_again_until_the_attempt_is_settled() {
        node.run();
        node.callbacks().withdraw(CALLBACK);
        answers.add(new Dropped.Gone());
        assertThat(drop.runOnce()).isZero();

        time.turn(DropInVain.AGAIN);
        assertThat(drop.runOnce()).isEqualTo(1);

        node.follower().on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(2)));
        time.turn(DropInVain.AGAIN);
        assertThat(drop.runOnce()).isZero();
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoever_is_heard_to_talk_with_an_agent_is_not_even_asked_after() {
        node.run();
        node.follower().on(calls.speaking(attempt().id(), MORNING));
        node.callbacks().withdraw(CALLBACK);

        assertThat(drop.runOnce()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_node_without_the_line_drops_nothing() {
        node.run();
        node.callbacks().withdraw(CALLBACK);
        var other = new DropInVain(plans, Optional::empty, calls, dropper, time);

        assertThat(other.runOnce()).isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_dropped_dial_stays_ended_and_does_not_count_against_the_customer() {
        node.run();
        node.callbacks().withdraw(CALLBACK);
        drop.runOnce();

        node.follower().on(calls.cutOff(attempt().id(), MORNING, MORNING.plusSeconds(2)));

        assertThat(attempt().state())
                .isEqualTo(new AttemptState.Settled(
                        new AttemptOutcome.LineFailed(AttemptOutcome.Fault.CUT_OFF, new HangupCause(16, 0)), MORNING));
        assertThat(plan(CALLBACK).state()).isInstanceOf(CallbackState.Closed.class);
    }

    @Test
    void a_customer_who_rings_us_has_his_ringing_dial_dropped_before_anybody_answers() {
        node.run();

        follower.on(rings(MORNING));

        assertThat(asked).extracting(Attempt::id).containsExactly(attempt().id());
        assertThat(plan(CALLBACK).state()).isEqualTo(new CallbackState.Dialling());
    }

    @Test
    void a_customer_who_rings_us_takes_back_what_is_only_committed() {
        var line = new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX);
        plans.claimDue(line, MORNING, List.of(Optional.empty()), new PlanStore.Limits(1, 1));

        follower.on(rings(MORNING));

        assertThat(asked).isEmpty();
        assertThat(plan(CALLBACK).state())
                .isEqualTo(new CallbackState.Planned(
                        MORNING.plus(Duration.ofMinutes(1)), "the customer rings us: call main-1795313984.2"));
    }

    @Test
    void a_call_of_long_ago_that_is_told_late_drops_nothing() {
        node.run();

        follower.on(rings(MORNING.minus(Duration.ofHours(2))));

        assertThat(asked).isEmpty();
    }

    @Test
    void a_callback_that_falls_due_while_the_customer_rings_us_is_put_off_by_the_minute() {
        holds.rings(NUMBER);

        node.run();

        assertThat(this.line.dialled()).isEmpty();
        assertThat(plan(CALLBACK).state())
                .isEqualTo(new CallbackState.Planned(
                        MORNING.plus(Duration.ofMinutes(1)),
                        "the customer is ringing us himself; looked at again in a minute"));
        holds.rangOff(NUMBER);
        time.turn(Duration.ofMinutes(1));
        node.run();
        assertThat(this.line.dialled()).hasSize(1);
    }

    private Attempt attempt() {
        return plan(CALLBACK).attempts().getLast();
    }

    private CallbackPlan plan(CallbackId id) {
        return plans.find(id).orElseThrow();
    }

    private static CallFollower.CallNews rings(Instant since) {
        var leg = new LegId(new ServerName("main"), "1795313984.2");
        var call = new CallRecord(
                CallId.bornOf(leg),
                Direction.INBOUND,
                "4001",
                new InertText("13800138000"),
                InertText.NOTHING,
                since,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                new CustomerEnd(false, false, false, Optional.empty(), Optional.empty(), Optional.empty()),
                false,
                List.of());
        var appeared = new CallFact.LegAppeared(
                since, leg, "PJSIP/trunk-1", new InertText("13800138000"), InertText.NOTHING, "from-trunk", "4001");
        return new CallFollower.CallNews(1, appeared, call, NUMBER);
    }
}
