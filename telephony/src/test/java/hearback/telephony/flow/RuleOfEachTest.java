package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.calendar.CallingHours;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.RetryRule;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each callback goes by the rule of its own profile, and the hours of one hold up nobody else (S0-39, b.2).
class RuleOfEachTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Optional<ProfileVersion> DAY = Optional.of(new ProfileVersion("telecom", 2));
    private static final Optional<ProfileVersion> NIGHT = Optional.of(new ProfileVersion("watch", 1));
    private static final Optional<ProfileVersion> LOST = Optional.of(new ProfileVersion("lost", 1));
    /// 19:59:30 in Shanghai: half a minute before the quiet hours of the day.
    private static final Instant EVENING = Instant.parse("2026-11-23T11:59:30Z");

    private static final AttemptOutcome OFF =
            new AttemptOutcome.NotReached(AttemptOutcome.Kind.SWITCHED_OFF, new HangupCause(19, 480));

    private final HandCrankedTime time = new HandCrankedTime(EVENING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final ScriptedDialer dialer = new ScriptedDialer();
    private final RetryRules rules = profile -> {
        if (profile.equals(LOST)) {
            throw new IllegalStateException("there is no profile lost/1");
        }
        return profile.equals(NIGHT)
                ? rule(Duration.ofHours(4), new CallingHours(SHANGHAI, List.of()))
                : CallbackNode.RULE;
    };
    private final SettleAttempt settle = new SettleAttempt(plans, rules, time);
    private final RunDueCallbacks due = new RunDueCallbacks(
            plans,
            rules,
            () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)),
            new RingCustomer(plans, dialer, settle, new AllowedNumbers(List.of("+86")), rules, time),
            new PlanStore.Limits(10, 10),
            new Pace(1_000),
            time,
            (_, work) -> work.run());
    private int planned;
    private final PlanCallback ask =
            new PlanCallback(plans, rules, new AllowedNumbers(List.of("+86")), () -> planned++, time);

    @BeforeEach
    void hold() {
        plans.fence(CallbackNode.MAIN, 1);
    }

    @Test
    void what_fell_due_before_the_quiet_hours_waits_while_others_are_rung() {
        ask.plan(request(1), DAY);
        ask.plan(request(2), NIGHT);
        time.turn(Duration.ofMinutes(1));

        assertThat(due.runOnce())
                .isEqualTo(new RunDueCallbacks.Round(
                        1, Optional.of(Instant.parse("2026-11-24T00:00:00Z")), Duration.ZERO));
        assertThat(plans.find(id(1)).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
        assertThat(plans.find(id(2)).orElseThrow().state()).isInstanceOf(CallbackState.Dialling.class);
    }

    @Test
    void the_next_attempt_is_planned_by_the_rule_it_was_asked_under() {
        ask.plan(request(1), DAY);
        ask.plan(request(2), NIGHT);
        var _ = due.runOnce();

        settle.settle(AttemptId.of(id(1), 1), OFF, EVENING);
        settle.settle(AttemptId.of(id(2), 1), OFF, EVENING);

        assertThat(plans.find(id(1)).orElseThrow().state())
                .extracting("dueAt")
                .isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(plans.find(id(2)).orElseThrow().state())
                .extracting("dueAt")
                .isEqualTo(EVENING.plus(Duration.ofHours(4)));
    }

    @Test
    void asking_again_under_another_rule_changes_nothing() {
        ask.plan(request(1), DAY);

        assertThat(ask.plan(request(1), NIGHT))
                .isEqualTo(new Callbacks.Planned.Accepted(plans.find(id(1)).orElseThrow(), false));
        assertThat(plans.find(id(1)).orElseThrow().profile()).isEqualTo(DAY);
        assertThat(planned).as("told of one more").isEqualTo(1);
    }

    @Test
    void a_rule_that_cannot_be_found_holds_up_only_its_own() {
        plans.add(request(1), LOST, new NextMove.DialAt(EVENING, "at once", Optional.empty()), EVENING);
        ask.plan(request(2), DAY);

        assertThat(due.runOnce().handedOn()).isEqualTo(1);
        assertThat(plans.find(id(1)).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
    }

    @Test
    void the_rest_lasts_until_the_next_one_is_due_and_no_longer_than_others_may_be_overlooked() {
        ask.plan(request(EVENING.plusMillis(80), 1), DAY);
        var most = Duration.ofMillis(200);

        assertThat(due.runOnce().rest(EVENING, most)).isEqualTo(Duration.ofMillis(80));
        assertThat(due.runOnce().rest(EVENING.plusMillis(90), most)).isEqualTo(Duration.ZERO);
        time.turn(Duration.ofMillis(80));
        assertThat(due.runOnce().rest(time.instant(), most)).isEqualTo(Duration.ZERO);
        assertThat(due.runOnce().rest(time.instant(), most)).as("nothing waits").isEqualTo(most);
    }

    private static RetryRule rule(Duration gap, CallingHours hours) {
        var telecom = CallbackNode.RULE;
        return new RetryRule(
                telecom.furtherAttempts(),
                telecom.window(),
                gap,
                telecom.ringTime(),
                telecom.ownFailureWait(),
                telecom.abandonedCallWait(),
                hours);
    }

    private static CallbackId id(int n) {
        return new CallbackId(new UUID(7, n));
    }

    private static CallbackRequest request(int n) {
        return request(EVENING, n);
    }

    private static CallbackRequest request(Instant notBefore, int n) {
        return new CallbackRequest(
                id(n),
                new CallbackSubject("ticket:" + n),
                new PhoneNumber.Known("+861380013800" + n),
                CallbackReason.REPLY,
                notBefore);
    }
}
