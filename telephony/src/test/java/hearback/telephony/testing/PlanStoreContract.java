package hearback.telephony.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.BestTimes;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of callbacks must do, the one in memory and the one in PostgreSQL.
public abstract class PlanStoreContract {
    protected static final ServerName MAIN = new ServerName("main");
    protected static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
    protected static final AttemptOutcome OFF =
            new AttemptOutcome.NotReached(AttemptOutcome.Kind.SWITCHED_OFF, new HangupCause(19, 480));
    protected static final NextMove.Close WITHDRAWN = new NextMove.Close(CloseReason.WITHDRAWN, "taken back");
    private static final AttemptOutcome TAKEN_BACK =
            new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TAKEN_BACK, HangupCause.NOT_SAID);

    protected static final Optional<ProfileVersion> TELECOM = Optional.of(new ProfileVersion("telecom", 2));
    private static final Optional<ProfileVersion> GAS = Optional.of(new ProfileVersion("gas", 1));

    private static final TrunkName CARRIER = new TrunkName("carrier");
    private static final TrunkName OTHER = new TrunkName("other-carrier");

    private PlanStore plans;

    /// An empty store.
    protected abstract PlanStore emptyStore();

    /// Makes this the fence of the server's present lease.
    protected abstract void fence(ServerName server, long fence);

    @BeforeEach
    void begin() {
        plans = emptyStore();
        fence(MAIN, 1);
    }

    @Test
    void what_was_added_is_found_as_it_was() {
        var move = new NextMove.DialAt(NOW.plusSeconds(60), "not before then as asked", Optional.of("too narrow"));

        assertThat(plans.add(request(1), TELECOM, move, NOW)).isTrue();

        assertThat(plans.find(id(1)))
                .hasValue(new CallbackPlan(
                        request(1),
                        TELECOM,
                        NOW,
                        new CallbackState.Planned(NOW.plusSeconds(60), "not before then as asked"),
                        List.of(),
                        Optional.of("too narrow")));
        assertThat(plans.decisions(id(1))).containsExactly(new CallbackDecision(NOW, 0, move));
        assertThat(plans.find(id(2))).isEmpty();
    }

    @Test
    void adding_again_changes_nothing() {
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);

        assertThat(plans.add(request(1), TELECOM, dialAt(NOW.plusSeconds(9)), NOW.plusSeconds(9)))
                .isFalse();
        assertThat(plans.find(id(1)).orElseThrow().state()).isEqualTo(new CallbackState.Planned(NOW, "because"));
        assertThat(plans.decisions(id(1))).hasSize(1);
    }

    @Test
    void the_customers_best_times_and_household_are_kept_and_known_to_whoever_settles() {
        var any = request(1);
        var wished = new CallbackRequest(
                any.id(),
                any.subject(),
                any.number(),
                any.reason(),
                any.notBefore(),
                BestTimes.read("18:00-20:00, 08:00-09:00"),
                new Household("meter:00417"));
        plans.add(wished, TELECOM, dialAt(NOW), NOW);

        var claimed = claim(1, 10).getFirst();

        assertThat(plans.find(id(1)).orElseThrow().request()).isEqualTo(wished);
        assertThat(plans.inTheAir(claimed.id()).orElseThrow().request()).isEqualTo(wished);
        assertThat(plans.findByAttempt(claimed.id()).orElseThrow().request()).isEqualTo(wished);
    }

    @Test
    void only_what_is_due_is_claimed_the_longest_waiting_first_and_no_more_than_asked_for() {
        plans.add(request(1), TELECOM, dialAt(NOW.plusSeconds(1)), NOW);
        plans.add(request(2), TELECOM, dialAt(NOW), NOW);
        plans.add(request(3), TELECOM, dialAt(NOW.minusSeconds(5)), NOW);

        assertThat(claim(1, 10)).extracting(Attempt::callback).containsExactly(id(3));
        assertThat(claim(5, 10)).extracting(Attempt::callback).containsExactly(id(2));
        assertThat(claim(5, 10)).isEmpty();
        assertThat(plans.counts(NOW)).isEqualTo(new PlanStore.Counts(1, 0, 2, 0, 0));
    }

    @Test
    void only_so_many_that_need_an_agent_are_claimed_as_there_are_agents_for_and_a_survey_needs_none() {
        for (int number = 1; number <= 3; number++) {
            plans.add(request(number), TELECOM, dialAt(NOW.minusSeconds(9)), NOW);
        }
        var asked = request(4);
        var survey = new CallbackRequest(
                asked.id(), asked.subject(), asked.number(), CallbackReason.SURVEY, asked.notBefore());
        plans.add(survey, TELECOM, dialAt(NOW.minusSeconds(1)), NOW);

        assertThat(plans.claimDue(held(1), NOW, List.of(TELECOM), needAgents(0)))
                .extracting(claimed -> claimed.attempt().callback())
                .containsExactly(id(4));
        assertThat(plans.claimDue(held(1), NOW, List.of(TELECOM), needAgents(2)))
                .extracting(claimed -> claimed.attempt().callback())
                .containsExactly(id(1), id(2));
    }

    @Test
    void what_will_be_due_soon_may_be_claimed_ahead_and_begins_at_its_time() {
        plans.add(request(1), TELECOM, dialAt(NOW.plusMillis(50)), NOW);
        plans.add(request(2), TELECOM, dialAt(NOW.plusMillis(51)), NOW);
        plans.add(request(3), TELECOM, dialAt(NOW.minusSeconds(1)), NOW);
        var ahead = new PlanStore.Limits(10, 10).ahead(Duration.ofMillis(50));

        var claimed = plans.claimDue(held(1), NOW, List.of(TELECOM), ahead);

        assertThat(claimed)
                .extracting(one -> one.attempt().startedAt())
                .containsExactlyInAnyOrder(NOW.plusMillis(50), NOW);
        for (PlanStore.Claimed one : claimed) {
            assertThat(plans.findByAttempt(one.attempt().id()).orElseThrow().attempts())
                    .as("as it is kept")
                    .extracting(Attempt::startedAt)
                    .containsExactly(one.attempt().startedAt());
        }
        assertThat(plans.find(id(2)).orElseThrow().attempts()).isEmpty();
    }

    @Test
    void of_those_that_are_due_the_earliest_deadline_is_claimed_first_whatever_its_rule() {
        plans.add(request(1), TELECOM, "", dialAt(NOW.minusSeconds(5)), NOW.plusSeconds(700), NOW);
        plans.add(request(2), TELECOM, "", dialAt(NOW.minusSeconds(1)), NOW.plusSeconds(300), NOW);
        plans.add(request(3), GAS, "", dialAt(NOW.minusSeconds(2)), NOW.plusSeconds(500), NOW);
        plans.add(request(4), TELECOM, "", dialAt(NOW.plusSeconds(1)), NOW.plusSeconds(100), NOW);

        assertThat(plans.claimDue(held(1), NOW, List.of(TELECOM, GAS), new PlanStore.Limits(2, 10)))
                .extracting(claimed -> claimed.attempt().callback())
                .containsExactly(id(2), id(3));
        assertThat(plans.claimDue(held(1), NOW, List.of(TELECOM, GAS), new PlanStore.Limits(2, 10)))
                .extracting(claimed -> claimed.attempt().callback())
                .containsExactly(id(1));
    }

    @Test
    void the_deadline_of_the_next_attempt_is_that_of_the_next_move() {
        var first = claimed(1);
        var second = claimed(2);
        plans.settle(first.id(), OFF, NOW, dialAt(NOW.plusSeconds(60)), NOW.plusSeconds(900), NOW);
        plans.takeBack(second.id(), TAKEN_BACK, dialAt(NOW.plusSeconds(61)), NOW.plusSeconds(800), NOW);

        assertThat(plans.claimDue(held(1), NOW.plusSeconds(61), List.of(TELECOM), new PlanStore.Limits(1, 10)))
                .extracting(claimed -> claimed.attempt().callback())
                .containsExactly(id(2));
    }

    @Test
    void what_is_closed_while_it_waits_waits_no_more() {
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);
        plans.close(id(1), WITHDRAWN, NOW);

        assertThat(plans.waiting(NOW)).isEmpty();
        assertThat(claim(1, 10)).isEmpty();
    }

    @Test
    void each_rule_says_when_its_first_one_is_due() {
        plans.add(request(1), TELECOM, dialAt(NOW.plusSeconds(9)), NOW);
        plans.add(request(2), TELECOM, dialAt(NOW.plusSeconds(1)), NOW);
        plans.add(request(3), GAS, dialAt(NOW.minusSeconds(7)), NOW);
        plans.add(request(4), Optional.empty(), dialAt(NOW.plusSeconds(3)), NOW);
        plans.close(id(4), WITHDRAWN, NOW);

        assertThat(plans.waiting(NOW))
                .containsExactlyInAnyOrder(
                        new PlanStore.Waiting(TELECOM, NOW.plusSeconds(1)),
                        new PlanStore.Waiting(GAS, NOW.minusSeconds(7)));
    }

    @Test
    void the_last_attempts_through_a_trunk_come_newest_first() {
        var congested = new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TRUNK_CONGESTED, new HangupCause(34, 503));
        var first = claimed(1);
        var second = claimed(2);
        var third = claimed(3);
        claimed(4);
        plans.settle(second.id(), OFF, NOW.plusSeconds(1), dialAt(NOW.plusSeconds(900)), NOW);
        plans.settle(first.id(), congested, NOW.plusSeconds(2), dialAt(NOW.plusSeconds(900)), NOW);
        plans.settle(third.id(), OFF, NOW.plusSeconds(3), dialAt(NOW.plusSeconds(900)), NOW);

        assertThat(plans.lastAt(MAIN, TrunkName.NOT_SAID, 2))
                .containsExactly(
                        new TrunkHealth.Seen(OFF, NOW.plusSeconds(3)),
                        new TrunkHealth.Seen(congested, NOW.plusSeconds(2)));
        assertThat(plans.lastAt(MAIN, CARRIER, 9)).isEmpty();
        assertThat(plans.lastAt(new ServerName("other"), TrunkName.NOT_SAID, 9)).isEmpty();
    }

    @Test
    void each_attempt_says_through_which_trunk_it_goes_and_each_trunk_what_goes_through_it() {
        for (int number = 1; number <= 4; number++) {
            plans.add(request(number), TELECOM, dialAt(NOW.minusSeconds(9 - number)), NOW);
        }
        var rooms = List.of(room(CARRIER, List.of(), 2), room(OTHER, List.of(), 1));

        var claimed = plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(9, 9, 9).through(rooms));

        assertThat(claimed)
                .extracting(one -> one.attempt().trunk())
                .as("in turn, and the fourth stays due")
                .containsExactly(CARRIER, OTHER, CARRIER);
        var first = claimed.getFirst().attempt();
        assertThat(plans.find(first.callback()).orElseThrow().attempts()).containsExactly(first);
        assertThat(plans.find(id(4)).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
        assertThat(plans.loads(MAIN, List.of(CARRIER, OTHER, TrunkName.NOT_SAID), NOW))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        CARRIER,
                        new PlanStore.Load(2, false),
                        OTHER,
                        new PlanStore.Load(1, false),
                        TrunkName.NOT_SAID,
                        new PlanStore.Load(0, false)));

        plans.settle(first.id(), OFF, NOW.plusSeconds(1), dialAt(NOW.plusSeconds(900)), NOW);

        assertThat(plans.loads(MAIN, List.of(CARRIER), NOW)).containsEntry(CARRIER, new PlanStore.Load(1, false));
        assertThat(plans.lastAt(MAIN, CARRIER, 9)).containsExactly(new TrunkHealth.Seen(OFF, NOW.plusSeconds(1)));
        assertThat(plans.lastAt(MAIN, OTHER, 9)).isEmpty();
        assertThat(plans.find(first.callback())
                        .orElseThrow()
                        .attempts()
                        .getFirst()
                        .trunk())
                .isEqualTo(CARRIER);
    }

    @Test
    void a_number_that_no_trunk_with_room_serves_is_passed_over_and_the_others_do_not_wait_behind_it() {
        for (int number = 1; number <= 5; number++) {
            plans.add(request(number), TELECOM, dialAt(NOW.minusSeconds(9 - number)), NOW);
        }
        var rooms = List.of(
                room(CARRIER, List.of(number(4).e164()), 2),
                room(OTHER, List.of(number(2).e164(), number(5).e164()), 1));

        assertThat(plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(3, 9, 9).through(rooms)))
                .extracting(
                        one -> one.attempt().callback(), one -> one.attempt().trunk())
                .as("the second of the other trunk finds it full")
                .containsExactly(tuple(id(2), OTHER), tuple(id(4), CARRIER));
        assertThat(plans.counts(NOW)).isEqualTo(new PlanStore.Counts(3, 3, 2, 0, 0));
    }

    @Test
    void a_claim_says_what_the_callback_is_for() {
        var asked = request(1);
        plans.add(
                new CallbackRequest(asked.id(), asked.subject(), asked.number(), CallbackReason.SURVEY, NOW),
                TELECOM,
                dialAt(NOW.minusSeconds(1)),
                NOW);
        plans.add(request(2), TELECOM, dialAt(NOW), NOW);

        assertThat(plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(5, 10)))
                .extracting(PlanStore.Claimed::reason)
                .containsExactly(CallbackReason.SURVEY, CallbackReason.REPLY);
    }

    @Test
    void the_attempts_own_id_says_who_is_rung_first_and_a_survey_always_rings_the_customer() {
        var asked = request(1);
        plans.add(
                new CallbackRequest(asked.id(), asked.subject(), asked.number(), CallbackReason.SURVEY, NOW),
                TELECOM,
                dialAt(NOW.minusSeconds(1)),
                NOW);
        plans.add(request(2), TELECOM, dialAt(NOW), NOW);

        var claimed = plans.claimDue(
                held(1), NOW, List.of(TELECOM), new PlanStore.Limits(5, 10, 5).agentFirst(Duration.ofSeconds(15)));

        assertThat(claimed)
                .extracting(one -> one.attempt().id())
                .containsExactly(AttemptId.of(id(1), 1), AttemptId.ofAgentFirst(id(2), 1));
        assertThat(plans.find(id(2)).orElseThrow().attempts())
                .singleElement()
                .extracting(Attempt::id)
                .isEqualTo(AttemptId.ofAgentFirst(id(2), 1));
    }

    @Test
    void only_what_goes_by_a_rule_that_is_open_is_claimed_and_the_longest_waiting_of_them_first() {
        plans.add(request(1), TELECOM, dialAt(NOW.minusSeconds(2)), NOW);
        plans.add(request(2), GAS, dialAt(NOW.minusSeconds(3)), NOW);
        plans.add(request(3), Optional.empty(), dialAt(NOW.minusSeconds(4)), NOW);
        var open = List.of(TELECOM, GAS);

        assertThat(plans.claimDue(held(1), NOW, open, new PlanStore.Limits(1, 10)))
                .extracting(PlanStore.Claimed::profile)
                .containsExactly(GAS);
        assertThat(plans.claimDue(held(1), NOW, open, new PlanStore.Limits(5, 10)))
                .extracting(PlanStore.Claimed::profile)
                .containsExactly(TELECOM);
        assertThat(plans.claimDue(held(1), NOW, List.of(Optional.empty()), new PlanStore.Limits(5, 10)))
                .hasSize(1);
    }

    @Test
    void a_claimed_callback_is_dialling_and_its_attempt_committed() {
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);

        var attempt = claim(1, 1).getFirst();

        assertThat(attempt.ordinal()).isEqualTo(1);
        assertThat(attempt.number()).isEqualTo(number(1));
        assertThat(attempt.fence()).isEqualTo(1);
        assertThat(attempt.startedAt()).isEqualTo(NOW);
        assertThat(attempt.state()).isEqualTo(new AttemptState.Committed());
        var plan = plans.find(id(1)).orElseThrow();
        assertThat(plan.state()).isEqualTo(new CallbackState.Dialling());
        assertThat(plan.attempts()).containsExactly(attempt);
        assertThat(plans.findByAttempt(attempt.id())).hasValue(plan);
    }

    @Test
    void no_more_are_live_on_a_server_than_its_limit() {
        for (int number = 1; number <= 3; number++) {
            plans.add(request(number), TELECOM, dialAt(NOW), NOW);
        }

        assertThat(claim(10, 2)).hasSize(2);
        assertThat(claim(10, 2)).isEmpty();
    }

    @Test
    void a_number_has_one_live_attempt_however_many_callbacks_it_has() {
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);
        plans.add(request(id(2), number(1)), TELECOM, dialAt(NOW), NOW);

        var first = claim(10, 10);
        assertThat(first).hasSize(1);
        assertThat(claim(10, 10)).isEmpty();

        plans.settle(first.getFirst().id(), OFF, NOW, dialAt(NOW.plusSeconds(60)), NOW);
        assertThat(claim(10, 10))
                .extracting(Attempt::callback)
                .doesNotContain(first.getFirst().callback())
                .hasSize(1);
    }

    @Test
    void nothing_is_claimed_under_an_old_fence() {
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);
        fence(MAIN, 2);

        var limits = new PlanStore.Limits(10, 10);
        assertThat(plans.claimDue(held(1), NOW, List.of(TELECOM), limits)).isEmpty();
        assertThat(plans.claimDue(held(2), NOW, List.of(TELECOM), limits)).hasSize(1);
    }

    @Test
    void an_attempt_is_released_once() {
        var attempt = claimed(1);

        assertThat(plans.release(attempt.id(), NOW.plusSeconds(1))).isTrue();
        assertThat(plans.release(attempt.id(), NOW.plusSeconds(2))).isFalse();
        assertThat(state(attempt)).isEqualTo(new AttemptState.Released(NOW.plusSeconds(1)));
    }

    @Test
    void an_attempt_is_not_released_when_the_line_has_a_new_owner() {
        var attempt = claimed(1);
        fence(MAIN, 2);

        assertThat(plans.release(attempt.id(), NOW)).isFalse();
        assertThat(state(attempt)).isEqualTo(new AttemptState.Committed());
    }

    @Test
    void an_attempt_is_not_released_when_its_callback_was_closed() {
        var attempt = claimed(1);
        plans.close(id(1), WITHDRAWN, NOW);

        assertThat(plans.release(attempt.id(), NOW)).isFalse();
    }

    @Test
    void only_a_released_attempt_becomes_unknown() {
        var attempt = claimed(1);
        plans.markUnknown(attempt.id(), NOW);
        assertThat(state(attempt)).isEqualTo(new AttemptState.Committed());

        plans.release(attempt.id(), NOW);
        plans.markUnknown(attempt.id(), NOW.plusSeconds(5));
        assertThat(state(attempt)).isEqualTo(new AttemptState.Unknown(NOW.plusSeconds(5)));
        assertThat(plans.counts(NOW).unknown()).isEqualTo(1);
    }

    @Test
    void an_attempt_is_settled_once_and_its_callback_moves_on_with_the_reason() {
        var attempt = claimed(1);
        plans.release(attempt.id(), NOW);
        var next = new NextMove.DialAt(NOW.plus(Duration.ofHours(3)), "3 h after", Optional.of("too late"));

        assertThat(plans.settle(attempt.id(), OFF, NOW.plusSeconds(30), next, NOW.plusSeconds(31)))
                .isTrue();
        assertThat(plans.settle(attempt.id(), new AttemptOutcome.Reached(), NOW, WITHDRAWN, NOW.plusSeconds(40)))
                .isFalse();

        var plan = plans.find(id(1)).orElseThrow();
        assertThat(plan.state()).isEqualTo(new CallbackState.Planned(next.at(), "3 h after"));
        assertThat(plan.problem()).hasValue("too late");
        assertThat(state(attempt)).isEqualTo(new AttemptState.Settled(OFF, NOW.plusSeconds(30)));
        assertThat(plans.decisions(id(1)))
                .containsExactly(
                        new CallbackDecision(NOW, 0, dialAt(NOW)), new CallbackDecision(NOW.plusSeconds(31), 1, next));
    }

    @Test
    void every_outcome_is_kept_as_it_was() {
        var outcomes = List.of(
                new AttemptOutcome.Reached(),
                OFF,
                new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TRUNK_CONGESTED, new HangupCause(34, 503)),
                new AttemptOutcome.NotReached(
                        AttemptOutcome.Kind.NUMBER_UNKNOWN,
                        new HangupCause(19, 480),
                        heard(AnnouncementClass.EMPTY_NUMBER, 0.9123456789)),
                new AttemptOutcome.LineFailed(
                        AttemptOutcome.Fault.TRUNK_CONGESTED,
                        new HangupCause(38, 500),
                        heard(AnnouncementClass.SWITCHED_OFF, 0.1)),
                new AttemptOutcome.NeverKnown());
        for (int number = 1; number <= outcomes.size(); number++) {
            var outcome = outcomes.get(number - 1);
            var attempt = claimed(number);
            plans.settle(attempt.id(), outcome, NOW, dialAt(NOW.plusSeconds(900)), NOW);

            assertThat(state(attempt)).isEqualTo(new AttemptState.Settled(outcome, NOW));
        }
    }

    @Test
    void what_was_announced_is_known_to_whoever_looks_at_the_trunk_or_the_number() {
        var attempt = claimed(1);
        plans.release(attempt.id(), NOW);
        var empty = new AttemptOutcome.NotReached(
                AttemptOutcome.Kind.NUMBER_UNKNOWN,
                new HangupCause(19, 480),
                heard(AnnouncementClass.EMPTY_NUMBER, 0.95));
        plans.settle(attempt.id(), empty, NOW, dialAt(NOW.plusSeconds(900)), NOW);

        assertThat(plans.lastAt(MAIN, attempt.trunk(), 1)).containsExactly(new TrunkHealth.Seen(empty, NOW));
        assertThat(plans.known(attempt.number(), id(2), NOW.minusSeconds(60))
                        .history()
                        .attempts())
                .extracting(Attempt::state)
                .containsExactly(new AttemptState.Settled(empty, NOW));
    }

    private static Optional<Announcement> heard(AnnouncementClass said, double confidence) {
        return Optional.of(new Announcement(said, Announcement.Source.SOUND, confidence));
    }

    @Test
    void a_callback_closed_while_its_attempt_is_under_way_stays_closed() {
        var attempt = claimed(1);
        plans.release(attempt.id(), NOW);

        assertThat(plans.close(id(1), WITHDRAWN, NOW)).isTrue();
        assertThat(plans.close(id(1), new NextMove.Close(CloseReason.CONTACTED, "rang us"), NOW))
                .isFalse();
        assertThat(plans.settle(attempt.id(), OFF, NOW, dialAt(NOW), NOW)).isTrue();

        assertThat(plans.find(id(1)).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.WITHDRAWN, NOW));
        assertThat(plans.decisions(id(1))).extracting(CallbackDecision::move).containsExactly(dialAt(NOW), WITHDRAWN);
    }

    @Test
    void the_last_attempt_closes_its_callback() {
        var attempt = claimed(1);
        var close = new NextMove.Close(CloseReason.UNREACHABLE, "3 further attempts failed");

        plans.settle(attempt.id(), OFF, NOW, close, NOW.plusSeconds(1));

        assertThat(plans.find(id(1)).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.UNREACHABLE, NOW.plusSeconds(1)));
        assertThat(plans.decisions(id(1)).getLast()).isEqualTo(new CallbackDecision(NOW.plusSeconds(1), 1, close));
        assertThat(plans.counts(NOW)).isEqualTo(new PlanStore.Counts(0, 0, 0, 0, 0));
    }

    @Test
    void a_committed_attempt_is_taken_back_and_never_released_after() {
        var attempt = claimed(1);

        assertThat(plans.takeBack(attempt.id(), TAKEN_BACK, dialAt(NOW), NOW)).isTrue();
        assertThat(plans.release(attempt.id(), NOW)).isFalse();
        assertThat(claim(1, 1)).extracting(Attempt::ordinal).containsExactly(2);
    }

    @Test
    void a_released_attempt_is_not_taken_back() {
        var attempt = claimed(1);
        plans.release(attempt.id(), NOW);

        assertThat(plans.takeBack(attempt.id(), TAKEN_BACK, dialAt(NOW), NOW)).isFalse();
        assertThat(state(attempt)).isInstanceOf(AttemptState.Released.class);
    }

    @Test
    void unsent_attempts_are_those_of_an_older_fence_or_long_committed() {
        var attempt = claimed(1);

        assertThat(plans.unsent(held(1), NOW)).isEmpty();
        assertThat(plans.unsent(held(1), NOW.plusSeconds(1))).containsExactly(attempt);
        assertThat(plans.unsent(held(2), NOW)).containsExactly(attempt);
        assertThat(plans.unsent(new LineLease.Held(new ServerName("other"), 2, NOW), NOW))
                .isEmpty();
        plans.release(attempt.id(), NOW);
        assertThat(plans.unsent(held(2), NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void unsettled_attempts_are_those_released_a_while_ago() {
        var released = claimed(1);
        var unknown = claimed(2);
        claimed(3);
        plans.release(released.id(), NOW);
        plans.release(unknown.id(), NOW);
        plans.markUnknown(unknown.id(), NOW);

        assertThat(plans.unsettled(held(1), NOW)).isEmpty();
        assertThat(plans.unsettled(held(2), NOW.plusSeconds(1)))
                .extracting(Attempt::id)
                .containsExactlyInAnyOrder(released.id(), unknown.id());
    }

    @Test
    void what_ended_without_contact_is_handed_on_once_the_longest_closed_first() {
        var reasons = List.of(
                CloseReason.UNREACHABLE,
                CloseReason.REACHED,
                CloseReason.NUMBER_UNKNOWN,
                CloseReason.CONTACTED,
                CloseReason.NUMBER_CHANGED,
                CloseReason.WITHDRAWN,
                CloseReason.NOT_ALLOWED);
        for (int number = 1; number <= reasons.size(); number++) {
            plans.add(request(number), TELECOM, dialAt(NOW), NOW);
            plans.close(id(number), new NextMove.Close(reasons.get(number - 1), "so"), NOW.minusSeconds(number));
        }
        plans.add(request(9), TELECOM, dialAt(NOW), NOW);

        assertThat(ids(plans.toHandOn(9))).containsExactly(id(7), id(5), id(3), id(1));
        assertThat(ids(plans.toHandOn(2))).containsExactly(id(7), id(5));

        plans.handedOn(id(7), NOW);
        plans.handedOn(id(7), NOW);
        assertThat(ids(plans.toHandOn(2))).containsExactly(id(5), id(3));
    }

    @Test
    void what_was_tried_and_is_not_begun_in_time_is_found_by_deadline_until_its_problem_is_named() {
        for (int number = 1; number <= 4; number++) {
            var attempt = claimed(number);
            plans.settle(attempt.id(), OFF, NOW, dialAt(NOW.plusSeconds(900)), NOW.plusSeconds(9_000 - number), NOW);
        }
        plans.add(request(5), TELECOM, dialAt(NOW), NOW);
        var due = NOW.plusSeconds(900);

        assertThat(plans.overdue(due.minusMillis(1), 9)).isEmpty();
        assertThat(ids(plans.overdue(due, 9))).containsExactly(id(4), id(3), id(2), id(1));
        assertThat(ids(plans.overdue(due, 2))).containsExactly(id(4), id(3));

        plans.replan(
                plans.find(id(4)).orElseThrow(), new NextMove.DialAt(due, "as before", Optional.of("too late")), NOW);
        plans.close(id(3), WITHDRAWN, NOW);
        assertThat(ids(plans.overdue(due, 9))).containsExactly(id(2), id(1));
    }

    @Test
    void an_attempt_of_a_closed_callback_is_in_vain_until_it_is_settled() {
        var committed = claimed(1);
        var ringing = claimed(2);
        var unknown = claimed(3);
        var wanted = claimed(4);
        List.of(ringing, unknown, wanted).forEach(one -> plans.release(one.id(), NOW));
        plans.markUnknown(unknown.id(), NOW);
        assertThat(plans.inVain(MAIN)).isEmpty();

        List.of(committed, ringing, unknown).forEach(one -> plans.close(one.callback(), WITHDRAWN, NOW));

        assertThat(plans.inVain(MAIN)).extracting(Attempt::id).containsExactlyInAnyOrder(ringing.id(), unknown.id());
        assertThat(plans.inVain(new ServerName("other"))).isEmpty();
        plans.settle(ringing.id(), OFF, NOW, WITHDRAWN, NOW);
        assertThat(plans.inVain(MAIN)).extracting(Attempt::id).containsExactly(unknown.id());
    }

    @Test
    void the_live_attempt_of_a_number_is_found_until_it_is_settled() {
        assertThat(plans.liveAt(number(1))).isEmpty();
        var attempt = claimed(1);

        assertThat(plans.liveAt(number(1))).containsExactly(attempt);
        assertThat(plans.liveAt(number(2))).isEmpty();

        plans.settle(attempt.id(), OFF, NOW, dialAt(NOW.plusSeconds(900)), NOW);
        assertThat(plans.liveAt(number(1))).isEmpty();
    }

    @Test
    void all_open_callbacks_of_a_subject_are_closed_and_no_others() {
        var subject = request(1).subject();
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);
        plans.add(request(2), TELECOM, dialAt(NOW), NOW);
        plans.add(
                new CallbackRequest(id(3), subject, number(3), CallbackReason.FOLLOW_UP, NOW),
                TELECOM,
                dialAt(NOW),
                NOW);
        var attempt = claim(1, 1).getFirst();

        assertThat(plans.closeOf(subject, WITHDRAWN, NOW)).containsExactly(id(1), id(3));
        assertThat(plans.closeOf(subject, WITHDRAWN, NOW)).isEmpty();

        assertThat(attempt.callback()).isEqualTo(id(1));
        assertThat(plans.release(attempt.id(), NOW)).isFalse();
        assertThat(plans.decisions(id(3)).getLast()).isEqualTo(new CallbackDecision(NOW, 0, WITHDRAWN));
        assertThat(plans.find(id(2)).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
    }

    @Test
    void contact_closes_what_was_asked_for_before_it_and_nothing_else() {
        plans.add(request(1), TELECOM, dialAt(NOW.plusSeconds(600)), NOW);
        plans.add(request(id(2), number(1)), TELECOM, dialAt(NOW.plusSeconds(600)), NOW.plusSeconds(10));
        plans.add(request(3), TELECOM, dialAt(NOW.plusSeconds(600)), NOW);
        var contacted = new NextMove.Close(CloseReason.CONTACTED, "the customer rang us");

        var heard = new PlanStore.Contact(number(1), NOW.plusSeconds(10), Optional.empty());
        assertThat(plans.closeAll(heard, contacted, NOW.plusSeconds(20))).containsExactly(id(1));
        assertThat(plans.closeAll(heard, contacted, NOW.plusSeconds(30))).isEmpty();

        assertThat(plans.find(id(1)).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.CONTACTED, NOW.plusSeconds(20)));
        assertThat(plans.find(id(2)).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
        assertThat(plans.find(id(3)).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
    }

    @Test
    void contact_by_one_callback_leaves_that_one_to_its_own_rule() {
        var attempt = claimed(1);
        plans.add(request(id(2), number(1)), TELECOM, dialAt(NOW.plusSeconds(600)), NOW);
        var heard = new PlanStore.Contact(number(1), NOW.plusSeconds(10), Optional.of(attempt.callback()));

        assertThat(plans.closeAll(heard, new NextMove.Close(CloseReason.CONTACTED, "spoken to"), NOW.plusSeconds(20)))
                .containsExactly(id(2));

        assertThat(plans.find(id(1)).orElseThrow().state()).isEqualTo(new CallbackState.Dialling());
    }

    @Test
    void lists_come_newest_first_by_subject_and_in_pages() {
        for (int number = 1; number <= 4; number++) {
            plans.add(request(number), TELECOM, dialAt(NOW), NOW.plusSeconds(number / 2));
        }

        assertThat(ids(plans.list(Optional.empty(), Optional.empty(), 3))).containsExactly(id(4), id(3), id(2));
        assertThat(ids(plans.list(Optional.empty(), Optional.of(id(2)), 3))).containsExactly(id(1));
        assertThat(ids(plans.list(Optional.of("ticket:3"), Optional.empty(), 9)))
                .containsExactly(id(3));
    }

    protected static CallbackId id(int number) {
        return new CallbackId(new UUID(1, number));
    }

    protected static PhoneNumber.Known number(int number) {
        return new PhoneNumber.Known("+86138000%05d".formatted(number));
    }

    protected static CallbackRequest request(int number) {
        return request(id(number), number(number));
    }

    private static CallbackRequest request(CallbackId id, PhoneNumber.Known number) {
        return new CallbackRequest(
                id,
                new CallbackSubject("ticket:" + id.value().getLeastSignificantBits()),
                number,
                CallbackReason.REPLY,
                NOW);
    }

    protected static NextMove.DialAt dialAt(Instant at) {
        return new NextMove.DialAt(at, "because", Optional.empty());
    }

    protected static LineLease.Held held(long fence) {
        return new LineLease.Held(MAIN, fence, Instant.MAX);
    }

    private static Room room(TrunkName trunk, List<String> prefixes, int places) {
        return new Room(trunk, prefixes, 1, Instant.MIN, Duration.ofMillis(200), places);
    }

    private Attempt claimed(int number) {
        plans.add(request(number), TELECOM, dialAt(NOW), NOW);
        return claim(1, 10).getFirst();
    }

    private List<Attempt> claim(int most, int mostLive) {
        return plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(most, mostLive)).stream()
                .map(PlanStore.Claimed::attempt)
                .toList();
    }

    private AttemptState state(Attempt attempt) {
        return plans.findByAttempt(attempt.id()).orElseThrow().attempts().stream()
                .filter(one -> one.id().equals(attempt.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static List<CallbackId> ids(List<CallbackPlan> plans) {
        return plans.stream().map(plan -> plan.request().id()).toList();
    }

    private static PlanStore.Limits needAgents(int most) {
        return new PlanStore.Limits(10, 10, most);
    }
}
