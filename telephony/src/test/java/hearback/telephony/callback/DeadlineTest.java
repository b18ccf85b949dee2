package hearback.telephony.callback;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.testing.CallbackNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Three further attempts in 48 hours, three hours apart, each ringing 35 seconds.
class DeadlineTest {
    private static final Instant ASKED = Instant.parse("2026-11-23T00:30:00Z");
    private static final Instant FIRST = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant WINDOW_END = FIRST.plus(Duration.ofDays(2));
    private static final Duration EACH = Duration.ofHours(3).plusSeconds(35);
    private static final AttemptOutcome OFF =
            new AttemptOutcome.NotReached(AttemptOutcome.Kind.SWITCHED_OFF, new HangupCause(19, 480));
    private static final AttemptOutcome OURS =
            new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TRUNK_CONGESTED, new HangupCause(34, 503));

    private final List<Attempt> attempts = new ArrayList<>();

    @Test
    void a_first_attempt_should_be_made_when_it_was_asked_for() {
        assertThat(Deadline.first(plan().request())).isEqualTo(ASKED);
        assertThat(after()).isEqualTo(ASKED);
    }

    @Test
    void a_failure_of_ours_leaves_it_so() {
        tried(FIRST, OURS);

        assertThat(after()).isEqualTo(ASKED);
    }

    @Test
    void from_the_first_failure_on_the_others_must_still_fit_into_the_window() {
        tried(FIRST, OFF);

        assertThat(after()).isEqualTo(WINDOW_END.minus(EACH).minus(EACH));
    }

    @Test
    void the_more_are_made_the_more_time_is_left() {
        tried(FIRST, OFF);
        tried(FIRST.plus(Duration.ofHours(6)), OFF);
        assertThat(after()).isEqualTo(WINDOW_END.minus(EACH));

        tried(FIRST.plus(Duration.ofDays(1)), OFF);
        assertThat(after()).isEqualTo(WINDOW_END);
    }

    @Test
    void one_too_soon_after_the_one_before_leaves_as_many_missing() {
        tried(FIRST, OFF);
        tried(FIRST.plus(Duration.ofHours(1)), OFF);

        assertThat(after()).isEqualTo(WINDOW_END.minus(EACH).minus(EACH));
    }

    private Instant after() {
        return Deadline.after(CallbackNode.RULE, plan(), NumberHistory.NONE);
    }

    private void tried(Instant start, AttemptOutcome outcome) {
        int ordinal = attempts.size() + 1;
        attempts.add(new Attempt(
                AttemptId.of(new CallbackId(new UUID(4, 1)), ordinal),
                new CallbackId(new UUID(4, 1)),
                ordinal,
                new PhoneNumber.Known("+8613800138000"),
                new ServerName("main"),
                1,
                start,
                new AttemptState.Settled(outcome, start.plusSeconds(20))));
    }

    private CallbackPlan plan() {
        return new CallbackPlan(
                new CallbackRequest(
                        new CallbackId(new UUID(4, 1)),
                        new CallbackSubject("ticket:1"),
                        new PhoneNumber.Known("+8613800138000"),
                        CallbackReason.REPLY,
                        ASKED),
                Optional.empty(),
                ASKED,
                new CallbackState.Dialling(),
                attempts,
                Optional.empty());
    }
}
