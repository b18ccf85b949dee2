package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.callback.Trunk;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryHoldStore;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One server with several trunks (faults.md case 36): each has its own pace, its own room and its own breaker.
class LanesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T02:00:00Z");
    private static final TrunkName CARRIER = new TrunkName("carrier");
    private static final TrunkName OTHER = new TrunkName("other-carrier");
    private static final AttemptOutcome CONGESTED =
            new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TRUNK_CONGESTED, new HangupCause(34, 503));
    private static final AttemptOutcome BUSY =
            new AttemptOutcome.NotReached(AttemptOutcome.Kind.BUSY, new HangupCause(17, 486));

    private final HandCrankedTime time = new HandCrankedTime(NOON);
    private final InMemoryHoldStore holds = new InMemoryHoldStore();
    private final InMemoryPlanStore plans = new InMemoryPlanStore(holds);
    private final SettleAttempt settle = new SettleAttempt(plans, _ -> CallbackNode.RULE, time);
    private final Map<TrunkName, ScriptedDialer> dialers = new HashMap<>();
    private final Set<ScriptedDialer.Dialled> over = new HashSet<>();

    @BeforeEach
    void hold() {
        plans.fence(CallbackNode.MAIN, 1);
    }

    @Test
    void a_trunk_that_failed_five_times_takes_one_call_in_thirty_seconds_and_the_others_go_on() {
        plan(0, 400, "+86138002%05d");
        var run = run(trunk(CARRIER, 1, 5, 20), trunk(OTHER, 2, 5, 20));

        untilMinute(1, run, Map.of(CARRIER, CONGESTED, OTHER, BUSY));

        assertThat(dialled(CARRIER)).as("five and two that found out").hasSizeBetween(6, 8);
        assertThat(run.lanes.health(CARRIER)).isInstanceOf(TrunkHealth.Fails.class);
        assertThat(run.lanes.health(OTHER)).isEqualTo(new TrunkHealth.Works());
        assertThat(dialled(OTHER)).as("five a second").hasSizeGreaterThan(280);

        int before = dialled(OTHER).size();
        untilMinute(2, run, Map.of(CARRIER, BUSY, OTHER, BUSY));

        assertThat(run.lanes.health(CARRIER)).isEqualTo(new TrunkHealth.Works());
        assertThat(dialled(CARRIER)).as("it is preferred again").hasSizeGreaterThan(20);
        assertThat(dialled(OTHER).size() - before + dialled(CARRIER).size()).isGreaterThan(90);
        dialled(CARRIER)
                .forEach(one -> assertThat(
                                plans.findByAttempt(one.attempt()).orElseThrow().attempts())
                        .filteredOn(attempt -> attempt.id().equals(one.attempt()))
                        .allMatch(attempt -> attempt.trunk().equals(CARRIER)));
    }

    @Test
    void what_failed_on_our_side_at_one_trunk_is_tried_through_another_by_the_next_move() {
        plan(0, 5, "+86138002%05d");
        var run = run(trunk(CARRIER, 1, 1_000, 20), trunk(OTHER, 2, 5, 20));

        untilMinute(12, run, Map.of(CARRIER, CONGESTED, OTHER, BUSY));

        var attempts = IntStream.range(0, 5)
                .mapToObj(n -> plans.find(new CallbackId(new UUID(8, n))).orElseThrow())
                .flatMap(plan -> plan.attempts().stream())
                .toList();
        assertThat(attempts)
                .filteredOn(attempt -> attempt.ordinal() == 1)
                .hasSize(5)
                .allMatch(attempt -> attempt.trunk().equals(CARRIER));
        assertThat(attempts)
                .filteredOn(attempt -> attempt.ordinal() == 2)
                .extracting(Attempt::trunk)
                .as("one of them finds out whether the carrier takes calls again")
                .containsExactlyInAnyOrder(CARRIER, OTHER, OTHER, OTHER, OTHER);
    }

    @Test
    void nobody_is_rung_while_all_trunks_fail_but_one_at_a_time_through_each() {
        plan(0, 100, "+86138002%05d");
        var run = run(trunk(CARRIER, 1, 5, 20), trunk(OTHER, 1, 5, 20));

        untilMinute(2, run, Map.of(CARRIER, CONGESTED, OTHER, CONGESTED));

        assertThat(dialled(CARRIER)).hasSizeBetween(7, 10);
        assertThat(dialled(OTHER)).hasSizeBetween(7, 10);
    }

    @Test
    void each_trunk_has_as_many_under_way_as_it_takes() {
        plan(0, 40, "+86138002%05d");
        var run = run(trunk(CARRIER, 1, 50, 3), trunk(OTHER, 1, 50, 5));

        for (int round = 0; round < 20; round++) {
            run.due.runOnce();
            time.turn(Duration.ofMillis(200));
        }

        assertThat(dialled(CARRIER)).hasSize(3);
        assertThat(dialled(OTHER)).hasSize(5);

        settle.settle(dialled(OTHER).getFirst().attempt(), BUSY, time.instant());
        run.due.runOnce();
        assertThat(dialled(CARRIER)).hasSize(3);
        assertThat(dialled(OTHER)).hasSize(6);
    }

    /// A thousand of the one wait, the longest of all; the other trunk has nothing to do with them.
    @Test
    void numbers_of_a_full_trunk_do_not_stand_in_the_way_of_those_of_another() {
        plan(0, 1_000, "+86138002%05d");
        plan(1_000, 3, "+86105550%04d");
        var run = run(new Trunk(CARRIER, List.of("+86138"), 1, 5, 2), new Trunk(OTHER, List.of("+8610"), 1, 50, 9));

        assertThat(run.due.runOnce().handedOn()).isEqualTo(4);

        assertThat(dialled(CARRIER)).hasSize(1);
        assertThat(dialled(OTHER))
                .extracting(one -> one.number().e164())
                .hasSize(3)
                .allMatch(number -> number.startsWith("+8610"));
    }

    @Test
    void a_number_that_no_trunk_serves_stays_due_and_is_rung_by_none() {
        plan(0, 1, "+86215550%04d");
        var run = run(new Trunk(CARRIER, List.of("+86138"), 1, 5, 2), new Trunk(OTHER, List.of("+8610"), 1, 50, 9));

        assertThat(run.due.runOnce().handedOn()).isZero();
        assertThat(plans.counts(time.instant()).due()).isEqualTo(1);
    }

    @Test
    void what_would_go_through_a_paused_trunk_goes_through_another() {
        plan(0, 40, "+86138002%05d");
        var run = run(trunk(CARRIER, 1, 50, 9), trunk(OTHER, 2, 50, 9));
        holds.pause(
                new Pause(
                        new UUID(5, 1),
                        new PauseScope.OfTrunk(CallbackNode.MAIN, CARRIER),
                        "its invoice",
                        "lead",
                        NOON,
                        Optional.empty()),
                Set.of());

        assertThat(run.due.runOnce().handedOn()).isEqualTo(9);

        assertThat(dialled(CARRIER)).isEmpty();
        assertThat(dialled(OTHER)).hasSize(9);
    }

    @Test
    void the_next_round_is_when_a_trunk_that_waits_for_its_pace_may_begin_again() {
        plan(0, 2, "+86138002%05d");
        var run = run(new Trunk(CARRIER, List.of("+86138"), 1, 1, 9), new Trunk(OTHER, List.of("+8610"), 1, 5, 9));
        assertThat(run.due.runOnce().handedOn()).isEqualTo(1);

        assertThat(run.due.runOnce().next()).hasValue(NOON.plusMillis(900));
    }

    private void plan(int first, int many, String shape) {
        for (int n = 0; n < many; n++) {
            plans.add(
                    new CallbackRequest(
                            new CallbackId(new UUID(8, first + n)),
                            new CallbackSubject("ticket:" + first + n),
                            new PhoneNumber.Known(shape.formatted(n)),
                            CallbackReason.REPLY,
                            NOON.minusSeconds(60)),
                    Optional.empty(),
                    new NextMove.DialAt(NOON.minusSeconds(5).plusMillis(first + n), "at once", Optional.empty()),
                    NOON);
        }
    }

    private static Trunk trunk(TrunkName name, int priority, int perSecond, int live) {
        return new Trunk(name, List.of(), priority, perSecond, live);
    }

    private Run run(Trunk... trunks) {
        RetryRules rules = _ -> CallbackNode.RULE;
        var allowed = new AllowedNumbers(List.of("+86"));
        var lanes = new Lanes(
                plans,
                Stream.of(trunks)
                        .map(trunk -> new Lane(
                                trunk,
                                new RingCustomer(
                                        plans,
                                        dialers.computeIfAbsent(trunk.name(), _ -> new ScriptedDialer()),
                                        settle,
                                        allowed,
                                        rules,
                                        time)))
                        .toList());
        var due = new RunDueCallbacks(
                plans,
                rules,
                () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)),
                lanes,
                new PlanStore.Limits(20, 1),
                () -> Integer.MAX_VALUE,
                time,
                (_, work) -> work.run());
        return new Run(lanes, due);
    }

    private void untilMinute(int minute, Run run, Map<TrunkName, AttemptOutcome> comesTo) {
        while (time.instant().isBefore(NOON.plusSeconds(60L * minute))) {
            var round = run.due.runOnce();
            comesTo.forEach((trunk, outcome) -> dialled(trunk).stream()
                    .filter(over::add)
                    .forEach(one -> settle.settle(one.attempt(), outcome, time.instant())));
            time.turn(round.rest(time.instant(), Duration.ofMillis(200)).plusMillis(1));
        }
    }

    private List<ScriptedDialer.Dialled> dialled(TrunkName trunk) {
        return Optional.ofNullable(dialers.get(trunk)).orElseThrow().dialled();
    }

    private record Run(Lanes lanes, RunDueCallbacks due) {}
}
