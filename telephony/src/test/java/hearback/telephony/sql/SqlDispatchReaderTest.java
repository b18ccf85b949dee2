package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
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
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.DueWait;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.LineStates;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.ShowDispatch;
import hearback.telephony.testing.CallbackNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How the ringing goes, as a supervisor sees it.
class SqlDispatchReaderTest {
    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    private static final ServerName MAIN = new ServerName("main");
    private static final Optional<ProfileVersion> TELECOM = Optional.of(new ProfileVersion("telecom", 2));
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-23T04:30:00Z");

    private static final Trunk TRUNK = new Trunk(TrunkName.NOT_SAID, List.of(), 1, 10, 60);
    private static final Trunk CARRIER = new Trunk(new TrunkName("carrier"), List.of("+86138"), 2, 5, 30);

    private final PlanStore plans = TABLES.emptied();
    private final SqlHoldStore holds = new SqlHoldStore(TABLES.database().pool());

    @BeforeEach
    void hold() {
        TABLES.fence(MAIN, 1);
    }

    @Test
    void what_waits_is_told_by_rule_with_how_much_of_it_is_due() {
        plan(1, TELECOM, MORNING.minusSeconds(60), Optional.empty());
        plan(2, TELECOM, MORNING, Optional.empty());
        plan(3, TELECOM, MORNING.plusSeconds(1), Optional.of("too narrow"));
        plan(4, Optional.empty(), MORNING.plusSeconds(9), Optional.empty());

        var seen = at(MORNING);

        assertThat(seen.backlog())
                .containsExactlyInAnyOrder(
                        new Dispatch.Backlog(
                                TELECOM, 2, 0, MORNING.minusSeconds(60), Optional.empty(), Optional.of(DueWait.AGENT)),
                        new Dispatch.Backlog(
                                Optional.empty(), 0, 0, MORNING.plusSeconds(9), Optional.empty(), Optional.empty()));
        assertThat(seen.troubled()).isEqualTo(1);
    }

    @Test
    void what_fell_due_in_quiet_hours_says_until_when_it_waits() {
        plan(1, TELECOM, NOON, Optional.empty());

        assertThat(at(NOON).backlog().getFirst().quietUntil()).hasValue(Instant.parse("2026-11-23T06:30:00Z"));
        assertThat(at(NOON).backlog().getFirst().waitsFor()).hasValue(DueWait.HOURS);
    }

    @Test
    void a_line_says_what_it_may_and_what_it_does() {
        for (int number = 1; number <= 4; number++) {
            plan(number, TELECOM, MORNING, Optional.empty());
        }
        var attempts = claim(3);
        attempts.forEach(attempt -> plans.release(attempt.id(), MORNING));
        plans.settle(attempts.getFirst().id(), off(), MORNING.plusSeconds(1), later(), MORNING.plusSeconds(1));

        assertThat(at(MORNING.plusSeconds(5)).lines())
                .containsExactly(new Dispatch.Line(
                        MAIN,
                        true,
                        4,
                        2,
                        List.of(
                                new Dispatch.Through(TRUNK, new TrunkHealth.Works(), false, 0.3, 2),
                                new Dispatch.Through(CARRIER, new TrunkHealth.Works(), false, 0, 0))));
        assertThat(at(MORNING.plusSeconds(11)).lines().getFirst().trunks())
                .allSatisfy(trunk -> assertThat(trunk.begunPerSecond()).isZero());
    }

    @Test
    void a_trunk_that_fails_says_since_when() {
        var congested = new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TRUNK_CONGESTED, new HangupCause(34, 503));
        for (int number = 1; number <= TrunkHealth.FAILURES; number++) {
            plan(number, TELECOM, MORNING, Optional.empty());
            var attempt = claim(1).getFirst();
            plans.settle(attempt.id(), congested, MORNING.plusSeconds(number), later(), MORNING.plusSeconds(number));
        }

        assertThat(at(MORNING.plusSeconds(9)).lines().getFirst().trunks())
                .extracting(Dispatch.Through::health)
                .containsExactly(
                        new TrunkHealth.Fails(
                                MORNING.plusSeconds(1),
                                MORNING.plusSeconds(TrunkHealth.FAILURES).plus(TrunkHealth.PROBED_EVERY),
                                AttemptOutcome.Fault.TRUNK_CONGESTED),
                        new TrunkHealth.Works());
    }

    @Test
    void a_trunk_that_is_paused_says_so_and_the_other_does_not() {
        var carrier = new PauseScope.OfTrunk(MAIN, CARRIER.name());
        holds.pause(new Pause(new UUID(5, 2), carrier, "its invoice", "lead", MORNING, Optional.empty()), Set.of());

        assertThat(at(MORNING).lines().getFirst().trunks())
                .extracting(Dispatch.Through::paused)
                .containsExactly(false, true);
    }

    @Test
    void pauses_stand_beside_it() {
        var pause = new Pause(new UUID(5, 1), new PauseScope.Everything(), "alarm", "lead", MORNING, Optional.empty());
        holds.pause(pause, Set.of());

        assertThat(at(MORNING).pauses()).containsExactly(pause);
    }

    @Test
    void who_was_asked_for_at_a_paused_hotline_or_for_a_paused_queue_is_held_up_by_name() {
        plan(1, "4001", MORNING);
        plan(2, "4002", MORNING);
        plan(3, "4003", MORNING);
        plan(4, "", MORNING);
        plan(5, "4001", MORNING.plusSeconds(1));
        var hotline = pause(1, new PauseScope.OfHotline("4001"), Optional.of(MORNING.plusSeconds(60)));
        var queue = pause(2, new PauseScope.OfQueue(new QueueName("complaints")), Optional.empty());
        holds.pause(hotline, Set.of("4001"));
        holds.pause(queue, Set.of("4001", "4002"));

        assertThat(heldUp(MORNING))
                .containsOnly(Map.entry(id(1), List.of(hotline, queue)), Map.entry(id(2), List.of(queue)));
        assertThat(at(MORNING).backlog().getFirst())
                .isEqualTo(new Dispatch.Backlog(TELECOM, 4, 2, MORNING, Optional.empty(), Optional.of(DueWait.AGENT)));
        assertThat(heldUp(MORNING.plusSeconds(60)))
                .as("the pause of the hotline is over")
                .containsOnly(
                        Map.entry(id(1), List.of(queue)),
                        Map.entry(id(2), List.of(queue)),
                        Map.entry(id(5), List.of(queue)));
        holds.resume(queue.scope(), "lead", MORNING.plusSeconds(61));
        assertThat(heldUp(MORNING.plusSeconds(62))).isEmpty();
    }

    @Test
    void a_rule_of_which_all_that_is_due_is_paused_waits_for_the_end_of_it() {
        plan(1, "4001", MORNING);
        plan(2, "4002", MORNING.plusSeconds(1));
        holds.pause(pause(1, new PauseScope.OfHotline("4001"), Optional.empty()), Set.of("4001"));

        assertThat(at(MORNING).backlog().getFirst().waitsFor()).hasValue(DueWait.PAUSE);
        assertThat(at(MORNING.plusSeconds(1)).backlog().getFirst().waitsFor()).hasValue(DueWait.AGENT);
    }

    @Test
    void pauses_of_everything_of_lines_and_of_trunks_are_named_in_the_same_form() {
        plan(1, "", MORNING);
        var first = pause(1, new PauseScope.OfTrunk(MAIN, TRUNK.name()), Optional.empty());
        var second = pause(2, new PauseScope.OfTrunk(MAIN, CARRIER.name()), Optional.of(MORNING.plusSeconds(9)));
        holds.pause(first, Set.of());
        assertThat(heldUp(MORNING)).as("the other trunk may ring him").isEmpty();
        holds.pause(second, Set.of());

        assertThat(heldUp(MORNING)).containsOnly(Map.entry(id(1), List.of(first, second)));
        assertThat(at(MORNING).backlog().getFirst().waitsFor()).hasValue(DueWait.PAUSE);
    }

    private Map<CallbackId, List<Pause>> heldUp(Instant now) {
        return dispatch(now).heldUp(plans.list(Optional.empty(), Optional.empty(), 100));
    }

    private static Pause pause(int number, PauseScope scope, Optional<Instant> until) {
        return new Pause(new UUID(5, number), scope, "alarm", "lead", MORNING.minusSeconds(9 - number), until);
    }

    private Dispatch.Seen at(Instant now) {
        return dispatch(now).now();
    }

    private Dispatch dispatch(Instant now) {
        return new ShowDispatch(
                plans,
                new SqlDispatchReader(TABLES.database().pool()),
                holds,
                _ -> CallbackNode.RULE,
                new OneLine(),
                new ShowDispatch.Places(_ -> List.of(TRUNK, CARRIER), _ -> 4, _ -> 0),
                () -> now);
    }

    private static CallbackId id(int number) {
        return new CallbackId(new UUID(1, number));
    }

    /// @param hotline at which it was asked for
    private void plan(int number, String hotline, Instant due) {
        plans.add(
                request(number, due),
                TELECOM,
                hotline,
                new NextMove.DialAt(due, "because", Optional.empty()),
                due,
                MORNING);
    }

    private void plan(int number, Optional<ProfileVersion> rule, Instant due, Optional<String> problem) {
        plans.add(request(number, due), rule, new NextMove.DialAt(due, "because", problem), MORNING);
    }

    private static CallbackRequest request(int number, Instant due) {
        return new CallbackRequest(
                id(number),
                new CallbackSubject("ticket:" + number),
                new PhoneNumber.Known("+86138000%05d".formatted(number)),
                CallbackReason.REPLY,
                due);
    }

    private List<Attempt> claim(int most) {
        return plans
                .claimDue(
                        new LineLease.Held(MAIN, 1, Instant.MAX),
                        MORNING,
                        List.of(TELECOM),
                        new PlanStore.Limits(most, 60))
                .stream()
                .map(PlanStore.Claimed::attempt)
                .toList();
    }

    private static AttemptOutcome off() {
        return new AttemptOutcome.NotReached(AttemptOutcome.Kind.SWITCHED_OFF, new HangupCause(19, 480));
    }

    private static NextMove later() {
        return new NextMove.DialAt(MORNING.plus(Duration.ofHours(9)), "3 h after", Optional.empty());
    }

    /// One line that is heard.
    private static final class OneLine implements LineStates {
        @Override
        public List<LineState> lines() {
            return List.of(new LineState(MAIN, true, "22.10.1", 1, 0));
        }

        @Override
        public List<String> problems(ServerName server) {
            return List.of();
        }

        @Override
        public List<Gap> gaps(int limit) {
            return List.of();
        }

        @Override
        public Optional<Gap> gap(ServerName server, Instant from) {
            return Optional.empty();
        }
    }
}
