package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryEarlyMedia;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the network said before any answer, and what the attempt then comes to.
class EarlyMediaTest {
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final HangupCause OFF = new HangupCause(19, 480);

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final OutboundCalls calls = new OutboundCalls();
    private final CallbackNode node = new CallbackNode(1, plans, new ScriptedDialer(), calls, time);
    private final List<Boolean> settledWhenForgotten = new ArrayList<>();
    private final InMemoryEarlyMedia sounds =
            new InMemoryEarlyMedia(_ -> settledWhenForgotten.add(attempt().state() instanceof AttemptState.Settled));
    private final SettleAttempts follower = new SettleAttempts(
            plans, new SettleAttempt(plans, _ -> CallbackNode.RULE, time), CallDropper.NONE, sounds, time);

    @BeforeEach
    void ring() {
        plans.fence(CallbackNode.MAIN, 1);
        node.callbacks()
                .plan(
                        new CallbackRequest(
                                CALLBACK, new CallbackSubject("ticket:1"), NUMBER, CallbackReason.REPLY, MORNING),
                        Optional.empty());
        node.run();
    }

    @Test
    void an_announced_empty_number_goes_before_the_networks_code_and_both_are_kept() {
        sounds.hear(attempt().id(), Optional.of(announced(AnnouncementClass.EMPTY_NUMBER, 0.9)));

        follower.on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(9)));

        assertThat(outcome())
                .isEqualTo(new AttemptOutcome.NotReached(
                        Kind.NUMBER_UNKNOWN, OFF, Optional.of(announced(AnnouncementClass.EMPTY_NUMBER, 0.9))));
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.NUMBER_UNKNOWN, MORNING));
    }

    @Test
    void what_was_heard_is_forgotten_once_it_is_written_down() {
        sounds.hear(attempt().id(), Optional.of(announced(AnnouncementClass.SUSPENDED, 0.9)));

        follower.on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(9)));

        assertThat(sounds.kept()).isEmpty();
        assertThat(settledWhenForgotten).containsExactly(true);
    }

    @Test
    void whoever_answered_is_not_listened_to_and_what_was_heard_before_is_forgotten() {
        sounds.hear(attempt().id(), Optional.of(announced(AnnouncementClass.SWITCHED_OFF, 1)));

        follower.on(calls.reached(attempt().id(), MORNING, MORNING.plusSeconds(60)));

        assertThat(sounds.asked()).isEmpty();
        assertThat(sounds.kept()).isEmpty();
        assertThat(outcome()).isEqualTo(new AttemptOutcome.Reached());
    }

    @Test
    void where_nobody_listens_the_networks_code_decides() {
        follower.on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(9)));

        assertThat(outcome()).isEqualTo(new AttemptOutcome.NotReached(Kind.SWITCHED_OFF, OFF));
    }

    private static Announcement announced(AnnouncementClass said, double confidence) {
        return new Announcement(said, Announcement.Source.SOUND, confidence);
    }

    private AttemptOutcome outcome() {
        return ((AttemptState.Settled) attempt().state()).outcome();
    }

    private Attempt attempt() {
        return plans.find(CALLBACK).orElseThrow().attempts().getFirst();
    }
}
