package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.ScriptedDialer;
import hearback.telephony.testing.SendMoments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// faults.md cases 36 and 46: no second holds more calls than the trunk takes, whatever has gathered.
class PaceTest {
    private static final Instant NOON = Instant.parse("2026-11-23T02:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 10, 33, 100, 299, 1_000})
    void no_second_holds_more_than_it_may(int perSecond) {
        var random = new Random(perSecond);
        var pace = new Pace(perSecond);
        var begun = new ArrayList<Instant>();
        var now = NOON;
        while (begun.size() < 3 * perSecond) {
            int free = pace.free(now, Duration.ofMillis(200));
            for (int n = random.nextInt(free + 1); n > 0; n--) {
                begun.add(pace.take(now));
            }
            now = now.plusMillis(random.nextInt(300));
        }

        assertThat(begun).isSorted();
        for (int i = perSecond; i < begun.size(); i++) {
            assertThat(Duration.between(begun.get(i - perSecond), begun.get(i))).isGreaterThanOrEqualTo(SECOND);
        }
    }

    @Test
    void who_was_idle_begins_at_once_and_has_saved_nothing_up() {
        var pace = new Pace(5);

        assertThat(pace.take(NOON)).isEqualTo(NOON);
        assertThat(pace.take(NOON)).isEqualTo(NOON.plusMillis(200));
        assertThat(pace.free(NOON, Duration.ofMillis(400))).isZero();
        assertThat(pace.free(NOON, Duration.ofMillis(401))).isEqualTo(1);
        var later = NOON.plusSeconds(3_600);
        assertThat(pace.free(later, SECOND)).isEqualTo(5);
        assertThat(pace.take(later)).isEqualTo(later);
        assertThatThrownBy(() -> new Pace(0)).hasMessageContaining("nobody could be rung");
    }

    @Test
    void a_backlog_is_let_go_at_the_trunks_pace_the_longest_waiting_first() {
        var plans = new InMemoryPlanStore();
        plans.fence(CallbackNode.MAIN, 1);
        for (int n = 0; n < 40; n++) {
            plans.add(
                    request(n),
                    Optional.empty(),
                    new NextMove.DialAt(NOON.minusSeconds(n), "at once", Optional.empty()),
                    NOON.minusSeconds(60));
        }
        var time = new HandCrankedTime(NOON);
        var dialer = new ScriptedDialer();
        var sent = new SendMoments(dialer);
        var due = due(plans, dialer, sent, time);

        for (int step = 0; step < 100; step++) {
            var round = due.runOnce();
            if (round.handedOn() == 0) {
                time.turn(round.rest(time.instant(), Duration.ofMillis(200)));
            }
        }

        var begun = sent.moments();
        assertThat(begun).hasSize(40);
        for (int i = 10; i < begun.size(); i++) {
            assertThat(Duration.between(begun.get(i - 10), begun.get(i))).isEqualTo(SECOND);
        }
        assertThat(plans.find(id(39)).orElseThrow().attempts().getFirst().startedAt())
                .isEqualTo(NOON);
        assertThat(plans.find(id(0)).orElseThrow().attempts().getFirst().startedAt())
                .isAfter(NOON.plusSeconds(3));
    }

    @Test
    void what_is_claimed_ahead_is_begun_at_its_time_and_those_that_follow_are_claimed_together() {
        var plans = new InMemoryPlanStore();
        plans.fence(CallbackNode.MAIN, 1);
        for (int n = 0; n < 40; n++) {
            var at = NOON.plusSeconds(1).plusMillis(5L * n);
            plans.add(request(n), Optional.empty(), new NextMove.DialAt(at, "then", Optional.empty()), NOON);
        }
        var time = new HandCrankedTime(NOON);
        var dialer = new ScriptedDialer();
        var sent = new SendMoments(dialer);
        RetryRules rules = _ -> CallbackNode.RULE;
        var due = new RunDueCallbacks(
                plans,
                rules,
                () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)),
                new RingCustomer(
                        plans,
                        dialer,
                        new SettleAttempt(plans, rules, time),
                        new AllowedNumbers(List.of("+86")),
                        rules,
                        time),
                new PlanStore.Limits(20, 100).ahead(RunDueCallbacks.LEAD),
                new Pace(1_000),
                time,
                sent);

        int rounds = 0;
        while (sent.begun().size() < 40) {
            var round = due.runOnce();
            rounds += round.handedOn() > 0 ? 1 : 0;
            time.turn(round.rest(time.instant(), Duration.ofMillis(200)));
        }

        for (int n = 0; n < 40; n++) {
            assertThat(sent.moments().get(n)).isEqualTo(NOON.plusSeconds(1).plusMillis(5L * n));
        }
        assertThat(rounds).isBetween(5, 25);
    }

    /// The trunk is down for an hour: each call that is let through fails.
    @Test
    void while_the_trunk_fails_one_call_at_a_time_finds_out_and_the_others_wait() {
        var plans = new InMemoryPlanStore();
        plans.fence(CallbackNode.MAIN, 1);
        for (int n = 0; n < 40; n++) {
            plans.add(request(n), Optional.empty(), new NextMove.DialAt(NOON, "at once", Optional.empty()), NOON);
        }
        var time = new HandCrankedTime(NOON);
        var dialer = new ScriptedDialer();
        var sent = new SendMoments(dialer);
        var due = due(plans, dialer, sent, time);
        var settle = new SettleAttempt(plans, _ -> CallbackNode.RULE, time);
        var congested = new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TRUNK_CONGESTED, new HangupCause(34, 503));

        while (time.instant().isBefore(NOON.plusSeconds(300))) {
            var round = due.runOnce();
            dialer.dialled().forEach(one -> settle.settle(one.attempt(), congested, time.instant()));
            time.turn(round.rest(time.instant(), Duration.ofMillis(200)).plusMillis(1));
        }

        var begun = sent.moments();
        var after = begun.subList(TrunkHealth.FAILURES, begun.size());
        assertThat(due.trunk()).isInstanceOf(TrunkHealth.Fails.class);
        assertThat(after).as("in five minutes").hasSizeBetween(7, 12);
        assertThat(plans.counts(time.instant()).due())
                .as("nobody's time was used up")
                .isGreaterThan(20);

        var reached = new AttemptOutcome.Reached();
        time.turn(TrunkHealth.PROBED_EVERY);
        assertThat(due.runOnce().handedOn()).isEqualTo(1);
        assertThat(due.runOnce().handedOn()).as("while that one is under way").isZero();
        settle.settle(dialer.dialled().getLast().attempt(), reached, time.instant());
        time.turn(Duration.ofMillis(200));
        assertThat(due.runOnce().handedOn()).isGreaterThan(1);
        assertThat(due.trunk()).isInstanceOf(TrunkHealth.Works.class);
    }

    private static RunDueCallbacks due(
            InMemoryPlanStore plans, ScriptedDialer dialer, SendMoments sent, HandCrankedTime time) {
        RetryRules rules = _ -> CallbackNode.RULE;
        var allowed = new AllowedNumbers(List.of("+86"));
        return new RunDueCallbacks(
                plans,
                rules,
                () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)),
                new RingCustomer(plans, dialer, new SettleAttempt(plans, rules, time), allowed, rules, time),
                new PlanStore.Limits(20, 100),
                new Pace(10),
                time,
                sent);
    }

    private static CallbackId id(int n) {
        return new CallbackId(new UUID(8, n));
    }

    private static CallbackRequest request(int n) {
        return new CallbackRequest(
                id(n),
                new CallbackSubject("ticket:" + n),
                new PhoneNumber.Known("+86138002380%02d".formatted(n)),
                CallbackReason.REPLY,
                NOON.minusSeconds(60));
    }
}
