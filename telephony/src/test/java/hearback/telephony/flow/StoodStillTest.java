package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A process that stands still between the release of an attempt and the socket (faults.md 2.5 rule 6).
class StoodStillTest {
    private static final Instant MORNING = Instant.parse("2026-11-23T00:30:00Z");
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final ScriptedDialer line = new ScriptedDialer();
    private final InMemoryPlanStore plans = new InMemoryPlanStore();

    @Test
    void one_that_was_released_long_ago_is_not_dialled_and_not_lost() {
        run(Duration.ofHours(1));

        assertThat(line.dialled()).isEmpty();
        assertThat(plans.find(CALLBACK).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
    }

    @Test
    void one_that_was_released_just_now_is_dialled() {
        run(Duration.ofSeconds(1));

        assertThat(line.dialled()).hasSize(1);
    }

    private void run(Duration stands) {
        plans.fence(CallbackNode.MAIN, 1);
        var node = new CallbackNode(1, standing(stands), line, new OutboundCalls(), time);
        node.callbacks()
                .plan(
                        new CallbackRequest(
                                CALLBACK,
                                new CallbackSubject("ticket:1"),
                                new PhoneNumber.Known("+8613800138000"),
                                CallbackReason.REPLY,
                                MORNING),
                        Optional.empty());
        assertThat(node.run()).isEqualTo(1);
    }

    private PlanStore standing(Duration length) {
        return PlanStore.class.cast(Proxy.newProxyInstance(
                PlanStore.class.getClassLoader(), new Class<?>[] {PlanStore.class}, (_, method, values) -> {
                    var answer = method.invoke(plans, values);
                    if (method.getName().equals("release")) {
                        time.turn(length);
                    }
                    return answer;
                }));
    }
}
