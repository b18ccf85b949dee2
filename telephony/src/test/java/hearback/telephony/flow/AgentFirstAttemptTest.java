package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An attempt that rings an agent first, from its claim on.
class AgentFirstAttemptTest {
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final RetryRules RULES = _ -> CallbackNode.RULE;
    private static final LegId CUSTOMER = new LegId(CallbackNode.MAIN, "1795313984.2");
    private static final Duration RINGS = Duration.ofSeconds(15);
    private static final PlanStore.Limits AGENT_FIRST = new PlanStore.Limits(1, 1, 1).agentFirst(RINGS);

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final ScriptedDialer line = new ScriptedDialer();
    private final OutboundCalls calls = new OutboundCalls();
    private final CallbackNode node = new CallbackNode(1, plans, line, calls, time);

    @BeforeEach
    void plan() {
        plans.fence(CallbackNode.MAIN, 1);
        plans.add(
                new CallbackRequest(CALLBACK, new CallbackSubject("ticket:1"), NUMBER, CallbackReason.REPLY, MORNING),
                Optional.empty(),
                new NextMove.DialAt(MORNING, "because", Optional.empty()),
                MORNING);
    }

    @Test
    void for_which_no_agent_is_free_any_more_has_rung_nobody_and_is_made_again_soon() {
        line.answers(new Dialer.Sent.NoAgent());
        node.ring(claimed());

        assertThat(attempt().state())
                .isEqualTo(new AttemptState.Settled(
                        new AttemptOutcome.LineFailed(Fault.AGENT_ABSENT, HangupCause.NOT_SAID), MORNING));
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .isInstanceOfSatisfying(CallbackState.Planned.class, planned -> {
                    assertThat(planned.dueAt()).isEqualTo(MORNING.plus(Duration.ofMinutes(10)));
                    assertThat(planned.why()).contains("AGENT_ABSENT");
                });
    }

    @Test
    void whose_agent_has_handed_the_customer_on_is_alive_as_long_as_the_customer_is_there() {
        var attempt = claimed();
        node.ring(attempt);
        calls.speakingAfterTheAgent(attempt.id(), MORNING, CUSTOMER);
        node.channels().add(CUSTOMER);

        sweepForAnHour();
        assertThat(attempt().state()).isInstanceOf(AttemptState.Released.class);

        node.channels().clear();
        sweepForAnHour();
        assertThat(attempt().state()).isInstanceOf(AttemptState.Settled.class);
    }

    /// The agent may take as long as that, and then the customer is rung: found by the simulation's rules.
    @Test
    void whose_customer_could_be_rung_in_quiet_hours_is_not_begun() {
        time.turn(Duration.between(MORNING, NOON.minusSeconds(15)));
        assertThat(dispatcher().runOnce().handedOn()).isZero();

        assertThat(line.dialled()).isEmpty();
        assertThat(dispatcher().runOnce().next()).contains(NOON.plus(Duration.ofMinutes(150)));
    }

    @Test
    void whose_customer_is_rung_before_the_quiet_hours_is_begun() {
        time.turn(Duration.between(MORNING, NOON.minusSeconds(16)));
        assertThat(dispatcher().runOnce().handedOn()).isOne();

        assertThat(line.dialled()).hasSize(1);
    }

    @Test
    void that_was_held_up_until_its_customer_could_be_rung_in_quiet_hours_is_taken_back() {
        time.turn(Duration.between(MORNING, NOON.minusSeconds(20)));
        var claimed = claimed();
        time.turn(Duration.ofSeconds(10));
        ringing().ring(new PlanStore.Claimed(claimed, Optional.empty(), CallbackReason.REPLY));

        assertThat(line.dialled()).isEmpty();
        assertThat(attempt().state())
                .isInstanceOfSatisfying(
                        AttemptState.Settled.class,
                        settled -> assertThat(settled.outcome())
                                .isEqualTo(new AttemptOutcome.LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID)));
    }

    private RingCustomer ringing() {
        return new RingCustomer(
                        plans,
                        line,
                        new SettleAttempt(plans, RULES, time),
                        new AllowedNumbers(List.of("+86")),
                        RULES,
                        time)
                .afterAgents(RINGS);
    }

    private RunDueCallbacks dispatcher() {
        var held = new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX);
        return new RunDueCallbacks(
                plans,
                RULES,
                () -> Optional.of(held),
                ringing(),
                AGENT_FIRST,
                new Pace(1_000),
                time,
                (_, work) -> work.run());
    }

    private void sweepForAnHour() {
        for (int minute = 0; minute < 60; minute++) {
            time.turn(Duration.ofMinutes(1));
            var _ = node.sweep();
        }
    }

    private Attempt claimed() {
        var held = new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX);
        return plans.claimDue(held, MORNING, List.of(Optional.empty()), AGENT_FIRST)
                .getFirst()
                .attempt();
    }

    private Attempt attempt() {
        return plans.find(CALLBACK).orElseThrow().attempts().getFirst();
    }
}
