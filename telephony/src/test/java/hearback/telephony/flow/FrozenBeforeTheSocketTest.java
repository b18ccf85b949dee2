package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
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
import hearback.telephony.callback.CloseReason;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The process stands still after its attempt was released and before anything was written (faults.md 2.5 rule 6).
class FrozenBeforeTheSocketTest {
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final ScriptedDialer line = new ScriptedDialer();

    @BeforeEach
    void hold() {
        plans.fence(CallbackNode.MAIN, 1);
    }

    @Test
    void for_a_moment_and_rings_all_the_same() {
        ringFrozenFor(Duration.ofMillis(4_999), () -> {});

        assertThat(line.dialled()).hasSize(1);
        assertThat(attempt().state()).isEqualTo(new AttemptState.Released(MORNING));
    }

    @Test
    void for_longer_and_rings_nobody_but_says_that_nothing_was_sent() {
        ringFrozenFor(Duration.ofSeconds(5), () -> {});

        assertThat(line.dialled()).isEmpty();
        assertThat(attempt().state())
                .isEqualTo(new AttemptState.Settled(
                        new AttemptOutcome.LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID), MORNING.plusSeconds(5)));
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .isInstanceOfSatisfying(
                        CallbackState.Planned.class,
                        planned -> assertThat(planned.dueAt()).isEqualTo(MORNING.plusSeconds(5)));
    }

    @Test
    void and_does_not_ring_a_customer_who_has_withdrawn_meanwhile() {
        ringFrozenFor(Duration.ofMinutes(1), () -> node(plans).callbacks().withdraw(CALLBACK));

        assertThat(line.dialled()).isEmpty();
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.WITHDRAWN, MORNING.plusSeconds(60)));
    }

    private void ringFrozenFor(Duration frozen, Runnable meanwhile) {
        PlanStore slow = (PlanStore) Proxy.newProxyInstance(
                PlanStore.class.getClassLoader(), new Class<?>[] {PlanStore.class}, (_, method, given) -> {
                    try {
                        var answer = method.invoke(plans, given);
                        if (method.getName().equals("release")) {
                            time.turn(frozen);
                            meanwhile.run();
                        }
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        var node = node(slow);
        node.callbacks()
                .plan(
                        new CallbackRequest(
                                CALLBACK, new CallbackSubject("ticket:1"), NUMBER, CallbackReason.REPLY, MORNING),
                        Optional.empty());
        assertThat(node.run()).isEqualTo(1);
    }

    private CallbackNode node(PlanStore store) {
        return new CallbackNode(1, store, line, new OutboundCalls(), time);
    }

    private Attempt attempt() {
        return plans.find(CALLBACK).orElseThrow().attempts().getFirst();
    }
}
