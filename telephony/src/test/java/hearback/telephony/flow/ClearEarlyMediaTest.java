package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryEarlyMedia;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was heard early of an attempt whose end nobody told.
class ClearEarlyMediaTest {
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final CallbackNode node = new CallbackNode(1, plans, new ScriptedDialer(), new OutboundCalls(), time);
    private final InMemoryEarlyMedia early = new InMemoryEarlyMedia();
    private final ClearEarlyMedia clear = new ClearEarlyMedia(early, plans);

    @BeforeEach
    void ring() {
        plans.fence(CallbackNode.MAIN, 1);
        node.callbacks()
                .plan(
                        new CallbackRequest(
                                CALLBACK,
                                new CallbackSubject("ticket:1"),
                                new PhoneNumber.Known("+8613800138000"),
                                CallbackReason.REPLY,
                                MORNING),
                        Optional.empty());
        node.run();
        early.hear(attempt().id(), Optional.empty());
    }

    @Test
    void is_deleted_once_it_counts_as_dialled() {
        neverKnown();

        assertThat(clear.runOnce()).isEqualTo(1);
        assertThat(early.kept()).isEmpty();
        assertThat(clear.runOnce()).isZero();
    }

    @Test
    void is_kept_as_long_as_it_is_live_certain_or_not() {
        assertThat(clear.runOnce()).isZero();
        time.turn(CallbackNode.UNKNOWN_LIMIT.minusSeconds(1));
        node.sweep();
        assertThat(attempt().state()).isInstanceOf(AttemptState.Unknown.class);

        assertThat(clear.runOnce()).isZero();
        assertThat(early.kept()).containsExactly(attempt().id());
    }

    @Test
    void is_deleted_though_the_callback_is_being_rung_again() {
        neverKnown();
        var first = attempt().id();
        time.turn(CallbackNode.RULE.gap());
        time.set(CallbackNode.HOURS.nextOpening(time.instant()));
        node.run();
        var second = plans.find(CALLBACK).orElseThrow().attempts().getLast().id();
        early.hear(second, Optional.empty());
        assertThat(second).isNotEqualTo(first);

        assertThat(clear.runOnce()).isEqualTo(1);
        assertThat(early.kept()).containsExactly(second);
    }

    @Test
    void of_another_installations_attempt_is_left_alone() {
        var stranger = new AttemptId(new UUID(9, 9));
        early.hear(stranger, Optional.empty());

        assertThat(clear.runOnce()).isZero();
        assertThat(early.kept()).contains(stranger);
    }

    private void neverKnown() {
        for (int looks = 0; looks < 2; looks++) {
            time.turn(CallbackNode.UNKNOWN_LIMIT);
            node.sweep();
        }
        assertThat(attempt().state())
                .isEqualTo(new AttemptState.Settled(new AttemptOutcome.NeverKnown(), time.instant()));
    }

    private Attempt attempt() {
        return plans.find(CALLBACK).orElseThrow().attempts().getFirst();
    }
}
