package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.NextMove;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A callback that is due and cannot be begun: no line, no trunk, no agent.
class NameOverdueTest {
    private static final CallbackId CALLBACK = new CallbackId(new UUID(6, 1));
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    /// Monday 09:00 in Shanghai.
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final OutboundCalls calls = new OutboundCalls();
    private final CallbackNode node = new CallbackNode(1, plans, new ScriptedDialer(), calls, time);
    private final NameOverdue overdue = new NameOverdue(plans, new GuardedRules(_ -> CallbackNode.RULE, plans), time);

    @BeforeEach
    void firstFailure() {
        plans.fence(CallbackNode.MAIN, 1);
        node.callbacks()
                .plan(
                        new CallbackRequest(
                                CALLBACK, new CallbackSubject("ticket:1"), NUMBER, CallbackReason.REPLY, MORNING),
                        Optional.empty());
        assertThat(node.run()).isOne();
        AttemptId attempt = current().attempts().getFirst().id();
        time.turn(Duration.ofSeconds(20));
        node.follower().on(calls.switchedOff(attempt, MORNING, MORNING.plusSeconds(20)));
    }

    @Test
    void has_no_problem_while_its_floor_can_be_kept() {
        // Tuesday 12:00; three attempts fit until Wednesday 09:00: Tuesday 14:30 and 17:30, Wednesday 08:00.
        time.turn(Duration.between(time.instant(), MORNING.plus(Duration.ofHours(27))));

        assertThat(overdue.runOnce()).isZero();
        assertThat(current().problem()).isEmpty();
    }

    @Test
    void has_the_problem_named_once_with_its_reason_and_keeps_its_place() {
        var due = planned();
        // Tuesday 18:00.
        time.turn(Duration.between(time.instant(), MORNING.plus(Duration.ofHours(33))));

        assertThat(overdue.runOnce()).isOne();

        assertThat(current().problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("only 2 of 3 further attempts fit before Wed 25 Nov 09:00:00")
                        .endsWith("no capacity: due Mon 23 Nov 14:30:00 UTC+08:00 and not begun by Tue 24 Nov 18:00:00"
                                + " UTC+08:00"));
        assertThat(planned()).isEqualTo(due);
        assertThat(plans.decisions(CALLBACK).getLast().move())
                .isInstanceOfSatisfying(
                        NextMove.DialAt.class,
                        move -> assertThat(move.problem()).isEqualTo(current().problem()));
        assertThat(overdue.runOnce()).isZero();
    }

    @Test
    void that_was_due_just_now_is_not_looked_at() {
        time.turn(Duration.between(time.instant(), planned().dueAt().plusSeconds(59)));

        assertThat(plans.overdue(time.instant().minus(Duration.ofMinutes(1)), 9))
                .isEmpty();
    }

    private CallbackState.Planned planned() {
        return (CallbackState.Planned) current().state();
    }

    private CallbackPlan current() {
        return plans.find(CALLBACK).orElseThrow();
    }
}
