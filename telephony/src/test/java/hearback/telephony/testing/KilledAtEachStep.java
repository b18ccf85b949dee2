package hearback.telephony.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// faults.md case 27: the process dies at a step; another takes over with a higher fence and plays the callback to its
/// end. Nobody is dialled twice for one attempt, the spacing holds, and nothing is lost.
public abstract class KilledAtEachStep {
    private static final Instant START = Instant.parse("2026-11-23T00:30:00Z");
    private static final int STEP_MINUTES = 5;
    private static final CallbackId CALLBACK = new CallbackId(new UUID(2, 7));
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");

    /// Where the process dies.
    public enum Step {
        BEFORE_COMMIT("claimDue", true),
        AFTER_COMMIT("claimDue", false),
        BEFORE_RELEASE("release", true),
        AFTER_RELEASE("release", false),
        BEFORE_SEND("dial", true),
        AFTER_SEND("dial", false),
        BEFORE_OUTCOME("settle", true),
        AFTER_OUTCOME("settle", false);

        private final String method;
        private final boolean isBefore;

        Step(String method, boolean isBefore) {
            this.method = method;
            this.isBefore = isBefore;
        }
    }

    private final HandCrankedTime time = new HandCrankedTime(START);
    private final ScriptedDialer line = new ScriptedDialer();
    private final OutboundCalls calls = new OutboundCalls();
    private final Set<AttemptId> heard = new HashSet<>();
    private final List<Instant> dialledAt = new ArrayList<>();
    private PlanStore plans;
    private CallbackNode younger;

    protected abstract PlanStore emptyStore();

    protected abstract void fence(long fence);

    @BeforeEach
    void plan() {
        plans = emptyStore();
        fence(1);
        younger = node(2, plans, line);
        younger.callbacks()
                .plan(
                        new CallbackRequest(
                                CALLBACK, new CallbackSubject("ticket:1"), NUMBER, CallbackReason.REPLY, START),
                        Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void the_customer_is_dialled_at_most_once_for_each_attempt_and_the_callback_is_not_lost(Step step) {
        var elder = node(1, dying(PlanStore.class, plans, step), dying(Dialer.class, line, step));

        assertThatThrownBy(() -> {
                    elder.run();
                    turn(Duration.ofMinutes(1));
                    tellEndedCalls(elder);
                })
                .isInstanceOf(ProcessDied.class);
        heard.clear();
        fence(2);
        playToTheEnd();

        assertThat(line.dialled()).extracting(ScriptedDialer.Dialled::attempt).doesNotHaveDuplicates();
        for (int next = 1; next < dialledAt.size(); next++) {
            assertThat(Duration.between(dialledAt.get(next - 1), dialledAt.get(next)))
                    .isGreaterThanOrEqualTo(Duration.ofHours(3));
        }
        var plan = plans.find(CALLBACK).orElseThrow();
        assertThat(((CallbackState.Closed) plan.state()).reason()).isEqualTo(CloseReason.UNREACHABLE);
        // What was released and not sent counts as dialled and not against the customer: four are heard of all the
        // same.
        assertThat(line.dialled()).as("the first and three further ones").hasSize(4);
    }

    @Test
    void a_frozen_elder_that_thaws_is_refused_by_the_fence() {
        var elder = node(1, plans, line);
        var line1 = new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX);
        Attempt claimed = plans.claimDue(line1, START, List.of(Optional.empty()), new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt();

        fence(2);
        turn(Duration.ofSeconds(6));
        assertThat(younger.sweep()).isEqualTo(1);
        assertThat(younger.run()).isEqualTo(1);
        elder.ring(claimed);

        assertThat(line.dialled()).extracting(ScriptedDialer.Dialled::attempt).doesNotContain(claimed.id());
        assertThat(line.dialled()).hasSize(1);
    }

    private void playToTheEnd() {
        for (int minute = 0; minute < 4 * 24 * 60 && isOpen(); minute += STEP_MINUTES) {
            noteDials();
            tellEndedCalls(younger);
            younger.sweep();
            younger.run();
            noteDials();
            turn(Duration.ofMinutes(STEP_MINUTES));
        }
    }

    private boolean isOpen() {
        return !(plans.find(CALLBACK).orElseThrow().state() instanceof CallbackState.Closed);
    }

    private void noteDials() {
        while (dialledAt.size() < line.dialled().size()) {
            dialledAt.add(time.instant());
        }
    }

    /// Every dial comes to a call that ends after 20 s, phone off; told again to whoever takes over.
    private void tellEndedCalls(CallbackNode node) {
        var dialled = line.dialled().stream()
                .map(ScriptedDialer.Dialled::attempt)
                .filter(attempt -> !heard.contains(attempt))
                .toList();
        for (AttemptId attempt : dialled) {
            var start = plans.findByAttempt(attempt).orElseThrow().attempts().stream()
                    .filter(one -> one.id().equals(attempt))
                    .findFirst()
                    .orElseThrow()
                    .startedAt();
            if (!start.plusSeconds(20).isAfter(time.instant())) {
                node.follower().on(calls.switchedOff(attempt, start, start.plusSeconds(20)));
                heard.add(attempt);
            }
        }
    }

    private void turn(Duration by) {
        time.turn(by);
    }

    private CallbackNode node(long fence, PlanStore store, Dialer dialer) {
        return new CallbackNode(fence, store, dialer, calls, time);
    }

    private static <T> T dying(Class<T> port, T real, Step step) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, values) -> {
            boolean isHere = method.getName().equals(step.method);
            if (isHere && step.isBefore) {
                throw new ProcessDied();
            }
            try {
                var result = method.invoke(real, values);
                if (isHere) {
                    throw new ProcessDied();
                }
                return result;
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }

    private static final class ProcessDied extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
