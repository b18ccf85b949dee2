package hearback.telephony.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.CallId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AnswerRates;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Ceilings;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.NumberHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.NumberStore.NumberGuard;
import hearback.telephony.flow.PlanStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of callbacks must keep of a number that several of them ring.
public abstract class NumberStoreContract {
    private static final ServerName MAIN = new ServerName("main");
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(60));
    private static final Duration GAP = Duration.ofHours(3);
    private static final Duration MOMENT = Duration.of(1, ChronoUnit.MICROS);
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final PhoneNumber.Known ANOTHER = new PhoneNumber.Known("+8613800138001");
    private static final Optional<ProfileVersion> TELECOM = Optional.of(new ProfileVersion("telecom", 2));
    private static final AttemptOutcome OFF =
            new AttemptOutcome.NotReached(Kind.SWITCHED_OFF, new HangupCause(19, 480));

    private static final Household METER = new Household("meter:1");

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
    void nothing_is_released_while_another_callback_rang_the_number_in_vain_less_than_the_gap_ago() {
        plans.guard(TELECOM, new NumberGuard(GAP, Ceilings.NONE));
        rang(1, OFF, NOW, NOW.plusSeconds(45));
        var second = claimed(2, NOW.plusSeconds(60));

        assertThat(plans.release(second.id(), NOW.plusSeconds(60))).isFalse();
        assertThat(plans.release(second.id(), NOW.plusSeconds(45).plus(GAP).minus(MOMENT)))
                .isFalse();
        assertThat(state(second)).isEqualTo(new AttemptState.Committed());
        assertThat(plans.release(second.id(), NOW.plusSeconds(45).plus(GAP))).isTrue();
    }

    @Test
    void only_what_may_have_rung_in_vain_holds_another_callback_off() {
        plans.guard(TELECOM, new NumberGuard(GAP, Ceilings.NONE));
        int n = 10;
        for (AttemptOutcome outcome : everyOutcome()) {
            var number = new PhoneNumber.Known("+861380013%04d".formatted(n));
            rang(n, number, outcome, NOW, NOW.plusSeconds(1));
            var second = claimed(n + 1, number, NOW.plusSeconds(2));
            boolean inVain = outcome.mayHaveRung() && !(outcome instanceof AttemptOutcome.Reached);

            assertThat(plans.release(second.id(), NOW.plusSeconds(2)))
                    .as("after %s", outcome)
                    .isEqualTo(!inVain);
            n += 2;
        }
        assertThat(n).as("there are more than a few").isGreaterThan(40);
    }

    @Test
    void another_number_and_the_callbacks_own_attempts_hold_nobody_off_here() {
        plans.guard(TELECOM, new NumberGuard(GAP, Ceilings.NONE));
        rang(1, ANOTHER, OFF, NOW, NOW.plusSeconds(45));
        var first = claimed(2, NOW.plusSeconds(50));

        assertThat(plans.release(first.id(), NOW.plusSeconds(50))).isTrue();
        plans.settle(first.id(), OFF, NOW.plusSeconds(60), dialAt(NOW.plusSeconds(61)), NOW.plusSeconds(60));
        var again = claim(NOW.plusSeconds(61));
        assertThat(plans.release(again.id(), NOW.plusSeconds(61)))
                .as("the plan's own spacing is its policy's business")
                .isTrue();
    }

    @Test
    void answers_are_counted_by_the_hour_of_the_zone_and_by_district() {
        var kathmandu = ZoneId.of("Asia/Kathmandu");
        int n = 10;
        int answers = 0;
        int told = 0;
        for (AttemptOutcome outcome : everyOutcome()) {
            rang(n, new PhoneNumber.Known("+861380013%04d".formatted(n)), outcome, NOW, NOW.plusSeconds(1));
            answers += AnswerRates.isAnswer(outcome) ? 1 : 0;
            told += AnswerRates.tells(outcome) ? 1 : 0;
            n++;
        }
        rang(n, new PhoneNumber.Known("+861390013%04d".formatted(n)), OFF, NOW.plusSeconds(900), NOW.plusSeconds(901));

        assertThat(answers).as("reached, heard nobody, pressed nothing").isEqualTo(4);
        assertThat(told).isEqualTo(answers + 7);
        assertThat(plans.answers(kathmandu, NOW))
                .isEqualTo(AnswerRates.of(List.of(counted("+861380", 7, answers, told), counted("+861390", 8, 0, 1))));
        assertThat(plans.answers(ZoneId.of("Asia/Shanghai"), NOW.plus(MOMENT)))
                .as("what began before is left out")
                .isEqualTo(AnswerRates.of(List.of(counted("+861390", 10, 0, 1))));
    }

    private static AnswerRates.Counted counted(String district, int hour, long answered, long tried) {
        return new AnswerRates.Counted(
                new AnswerRates.Place(new AnswerRates.District(district), hour), new AnswerRates.Rate(answered, tried));
    }

    @Test
    void nobody_is_held_off_who_was_spoken_to_since() {
        plans.guard(TELECOM, new NumberGuard(GAP, Ceilings.NONE));
        rang(1, OFF, NOW, NOW.plusSeconds(45));
        plans.close(id(1), new NextMove.Close(CloseReason.CONTACTED, "the customer rang us"), NOW.plusSeconds(50));
        var promised = claimed(2, NOW.plusSeconds(60));

        assertThat(plans.release(promised.id(), NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void nothing_is_released_above_a_ceiling_of_the_number() {
        plans.guard(TELECOM, new NumberGuard(Duration.ZERO, new Ceilings(2, 3)));
        rang(1, OFF, NOW, NOW.plusSeconds(1));
        rang(
                2,
                new AttemptOutcome.LineFailed(Fault.NOT_SENT, HangupCause.NOT_SAID),
                NOW.plusSeconds(2),
                NOW.plusSeconds(3));
        rang(3, new AttemptOutcome.Reached(), NOW.plusSeconds(4), NOW.plusSeconds(9));
        var third = claimed(4, NOW.plusSeconds(10));
        var day = NOW.plus(Duration.ofHours(24));

        assertThat(plans.release(third.id(), NOW.plusSeconds(10))).isFalse();
        assertThat(plans.release(third.id(), day.minus(MOMENT))).isFalse();
        assertThat(plans.release(third.id(), day)).isTrue();
        plans.settle(third.id(), OFF, day.plusSeconds(1), dialAt(LATER), day.plusSeconds(1));

        var fourth = claimed(5, day.plus(Duration.ofDays(3)));
        var month = NOW.plus(Duration.ofDays(30));
        assertThat(plans.release(fourth.id(), month.minus(MOMENT))).isFalse();
        assertThat(plans.release(fourth.id(), month)).isTrue();
    }

    @Test
    void nothing_is_released_above_a_ceiling_of_the_household_at_whatever_of_its_numbers() {
        plans.guard(TELECOM, new NumberGuard(Duration.ZERO, new Ceilings(0, 0, 2)));
        var first = ofHousehold(1, NUMBER, NOW);
        var second = ofHousehold(2, ANOTHER, NOW.plusSeconds(5));
        var third = ofHousehold(3, new PhoneNumber.Known("+8613800138002"), NOW.plusSeconds(9));
        assertThat(plans.release(first.id(), NOW)).isTrue();
        plans.settle(first.id(), OFF, NOW.plusSeconds(1), dialAt(LATER), NOW.plusSeconds(1));
        assertThat(plans.release(second.id(), NOW.plusSeconds(5))).isTrue();

        assertThat(plans.release(third.id(), NOW.plusSeconds(9)))
                .as("the second rings")
                .isFalse();
        assertThat(state(third)).isEqualTo(new AttemptState.Committed());
        plans.settle(
                second.id(),
                new AttemptOutcome.LineFailed(Fault.TRUNK_CONGESTED, HangupCause.NOT_SAID),
                NOW.plusSeconds(10),
                dialAt(LATER),
                NOW.plusSeconds(10));
        assertThat(plans.release(third.id(), NOW.plusSeconds(11)))
                .as("the second never rang")
                .isTrue();
        plans.settle(third.id(), OFF, NOW.plusSeconds(12), dialAt(LATER), NOW.plusSeconds(12));

        var fourth = ofHousehold(4, NUMBER, NOW.plusSeconds(20));
        var day = NOW.plus(Duration.ofHours(24));
        assertThat(plans.release(fourth.id(), day.minus(MOMENT))).isFalse();
        assertThat(plans.release(fourth.id(), day)).isTrue();
    }

    @Test
    void dials_of_a_household_are_known_and_who_waits_for_it() {
        var first = ofHousehold(1, NUMBER, NOW);
        var second = ofHousehold(2, ANOTHER, NOW.plusSeconds(5));
        plans.add(request(3, ANOTHER, METER), TELECOM, dialAt(LATER), NOW);
        plans.add(request(4, ANOTHER, new Household("meter:2")), TELECOM, dialAt(LATER), NOW);
        plans.add(request(5, ANOTHER), TELECOM, dialAt(LATER), NOW);

        assertThat(plans.dialled(METER, id(9), NOW))
                .as("nothing was let go yet")
                .isEmpty();
        plans.release(first.id(), NOW);
        plans.release(second.id(), NOW.plusSeconds(5));
        plans.settle(second.id(), OFF, NOW.plusSeconds(6), dialAt(LATER), NOW.plusSeconds(6));

        assertThat(plans.dialled(METER, id(9), NOW)).containsExactly(NOW, NOW.plusSeconds(5));
        assertThat(plans.dialled(METER, id(1), NOW)).containsExactly(NOW.plusSeconds(5));
        assertThat(plans.dialled(METER, id(9), NOW.plus(MOMENT))).containsExactly(NOW.plusSeconds(5));
        assertThat(plans.dialled(Household.NONE, id(9), NOW)).isEmpty();
        assertThat(plans.planned(METER, id(2)))
                .extracting(plan -> plan.request().id())
                .containsExactly(id(3));
        assertThat(plans.planned(METER, id(3)))
                .extracting(plan -> plan.request().household())
                .containsExactly(METER);
        assertThat(plans.planned(Household.NONE, id(9))).isEmpty();
    }

    @Test
    void a_call_by_hand_is_kept_once_in_the_history_of_its_number() {
        var call = byHand(1, NUMBER, OFF, NOW);
        plans.keep(call);
        plans.keep(byHand(2, ANOTHER, OFF, NOW));
        plans.keep(byHand(3, NUMBER, new AttemptOutcome.NeverKnown(), NOW.minus(MOMENT)));
        plans.keep(byHand(1, NUMBER, OFF, NOW.plusSeconds(99)));

        assertThat(plans.history(NUMBER, id(1), NOW)).isEqualTo(history(call));
        assertThat(plans.known(NUMBER, id(1), NOW).othersWait()).isFalse();
        assertThat(plans.history(NUMBER, id(1), NOW.plus(MOMENT))).isEqualTo(NumberHistory.NONE);
        assertThat(plans.history(NUMBER, id(1), NOW.minus(MOMENT)).byHand())
                .extracting(DialledByHand::outcome)
                .containsExactly(new AttemptOutcome.NeverKnown(), OFF);
    }

    @Test
    void what_may_have_rung_by_hand_is_kept_as_it_came_out() {
        int n = 0;
        for (AttemptOutcome outcome : everyOutcome()) {
            if (outcome.mayHaveRung()) {
                plans.keep(byHand(n, NUMBER, outcome, NOW.plusSeconds(n)));
                n++;
            }
        }

        assertThat(plans.history(NUMBER, id(1), NOW).byHand())
                .hasSize(n)
                .extracting(DialledByHand::outcome)
                .containsExactlyElementsOf(everyOutcome().stream()
                        .filter(AttemptOutcome::mayHaveRung)
                        .toList());
    }

    @Test
    void calls_by_hand_stand_beside_the_attempts_of_other_callbacks() {
        rang(1, OFF, NOW, NOW.plusSeconds(1));
        var call = byHand(1, NUMBER, OFF, NOW.plusSeconds(2));
        plans.keep(call);

        var history = plans.history(NUMBER, id(2), NOW);

        assertThat(history.attempts()).extracting(Attempt::callback).containsExactly(id(1));
        assertThat(history.byHand()).containsExactly(call);
        assertThat(plans.history(NUMBER, id(1), NOW)).isEqualTo(history(call));
    }

    @Test
    void a_call_by_hand_holds_nobody_off_once_the_customer_was_spoken_to() {
        var before = byHand(1, NUMBER, OFF, NOW);
        var elsewhere = byHand(2, ANOTHER, OFF, NOW);
        var after = byHand(3, NUMBER, OFF, NOW.plusSeconds(30));
        List.of(before, elsewhere, after).forEach(plans::keep);

        plans.closeAll(
                new PlanStore.Contact(NUMBER, before.endedAt(), Optional.empty()),
                new NextMove.Close(CloseReason.CONTACTED, "rang us"),
                NOW.plusSeconds(40));

        assertThat(plans.history(NUMBER, id(1), NOW)).isEqualTo(history(before.spokenTo(), after));
        assertThat(plans.history(ANOTHER, id(1), NOW)).isEqualTo(history(elsewhere));
        plans.keep(before);
        assertThat(plans.history(NUMBER, id(1), NOW).byHand())
                .as("told again")
                .containsExactly(before.spokenTo(), after);
    }

    @Test
    void calls_by_hand_to_any_number_of_a_household_are_dials_of_it() {
        plans.add(request(1, NUMBER, METER), TELECOM, dialAt(LATER), NOW);
        plans.add(request(2, ANOTHER, METER), TELECOM, dialAt(LATER), NOW);
        plans.keep(byHand(1, NUMBER, OFF, NOW.plusSeconds(5)));
        plans.keep(byHand(2, ANOTHER, OFF, NOW));
        plans.keep(byHand(3, new PhoneNumber.Known("+8613800138002"), OFF, NOW));

        assertThat(plans.dialled(METER, id(1), NOW)).containsExactly(NOW, NOW.plusSeconds(5));
        assertThat(plans.dialled(METER, id(9), NOW.plus(MOMENT))).containsExactly(NOW.plusSeconds(5));
        assertThat(plans.dialled(Household.NONE, id(9), NOW)).isEmpty();
    }

    private static NumberHistory history(DialledByHand... calls) {
        return new NumberHistory(List.of(), List.of(calls), Optional.empty());
    }

    /// Of ten seconds.
    private static DialledByHand byHand(int n, PhoneNumber.Known number, AttemptOutcome outcome, Instant at) {
        return new DialledByHand(new CallId("main-" + n), number, at, at.plusSeconds(10), outcome, false);
    }

    private Attempt ofHousehold(int n, PhoneNumber.Known number, Instant at) {
        plans.add(request(n, number, METER), TELECOM, dialAt(at), at);
        return claim(at);
    }

    private static CallbackRequest request(int n, PhoneNumber.Known number, Household household) {
        var any = request(n, number);
        return new CallbackRequest(
                any.id(), any.subject(), any.number(), any.reason(), any.notBefore(), any.bestTimes(), household);
    }

    @Test
    void a_guard_can_be_changed_and_without_one_nothing_is_refused() {
        rang(1, OFF, NOW, NOW.plusSeconds(1));
        var second = claimed(2, NOW.plusSeconds(2));
        plans.guard(TELECOM, new NumberGuard(GAP, Ceilings.NONE));
        assertThat(plans.release(second.id(), NOW.plusSeconds(2))).isFalse();

        plans.guard(TELECOM, new NumberGuard(Duration.ofSeconds(1), Ceilings.NONE));
        assertThat(plans.release(second.id(), NOW.plusSeconds(2))).isTrue();
    }

    @Test
    void without_a_guard_nothing_is_refused() {
        rang(1, OFF, NOW, NOW.plusSeconds(1));

        assertThat(plans.release(claimed(2, NOW.plusSeconds(2)).id(), NOW.plusSeconds(2)))
                .isTrue();
    }

    @Test
    void the_history_of_a_number_is_what_other_callbacks_tried_since() {
        rang(1, OFF, NOW, NOW.plusSeconds(1));
        rang(2, OFF, NOW.plusSeconds(2), NOW.plusSeconds(3));
        rang(3, OFF, NOW.plusSeconds(4), NOW.plusSeconds(5));
        rang(4, ANOTHER, OFF, NOW.plusSeconds(4), NOW.plusSeconds(5));
        claimed(5, NOW.plusSeconds(6));

        var history = plans.history(NUMBER, id(3), NOW.plusSeconds(1));

        assertThat(history.attempts()).extracting(Attempt::callback).containsExactly(id(2));
        assertThat(history.attempts())
                .extracting(Attempt::state)
                .containsExactly(new AttemptState.Settled(OFF, NOW.plusSeconds(3)));
        assertThat(history.spokenTo()).isEmpty();
        assertThat(plans.history(NUMBER, id(9), LATER)).isEqualTo(NumberHistory.NONE);
    }

    @Test
    void the_history_tells_when_the_customer_was_last_spoken_to() {
        rang(1, OFF, NOW, NOW.plusSeconds(1));
        rang(2, OFF, NOW.plusSeconds(2), NOW.plusSeconds(3));
        plans.close(id(1), new NextMove.Close(CloseReason.CONTACTED, "rang us"), NOW.plusSeconds(7));
        plans.close(id(2), new NextMove.Close(CloseReason.WITHDRAWN, "taken back"), NOW.plusSeconds(9));

        assertThat(plans.history(NUMBER, id(3), NOW).spokenTo()).hasValue(NOW.plusSeconds(7));
    }

    @Test
    void those_that_wait_for_a_number_are_found_and_given_another_time_with_a_decision() {
        plans.add(request(1, NUMBER), TELECOM, dialAt(NOW), NOW);
        plans.add(request(2, NUMBER), TELECOM, dialAt(NOW), NOW);
        plans.add(request(3, ANOTHER), TELECOM, dialAt(NOW), NOW);
        plans.add(request(4, NUMBER), TELECOM, dialAt(NOW), NOW);
        plans.close(id(4), new NextMove.Close(CloseReason.WITHDRAWN, "taken back"), NOW);
        var move = new NextMove.DialAt(NOW.plusSeconds(9), "after the other", Optional.of("too late"));

        var waiting = plans.planned(NUMBER, id(1));

        assertThat(waiting).extracting(plan -> plan.request().id()).containsExactly(id(2));
        assertThat(plans.replan(waiting.getFirst(), move, NOW.plusSeconds(1))).isTrue();
        var moved = plans.find(id(2)).orElseThrow();
        assertThat(moved.state()).isEqualTo(new CallbackState.Planned(NOW.plusSeconds(9), "after the other"));
        assertThat(moved.problem()).hasValue("too late");
        assertThat(plans.decisions(id(2)).getLast()).isEqualTo(new CallbackDecision(NOW.plusSeconds(1), 0, move));
    }

    @Test
    void what_was_moved_or_claimed_meanwhile_is_not_moved_again() {
        plans.add(request(1, NUMBER), TELECOM, dialAt(NOW), NOW);
        var before = plans.find(id(1)).orElseThrow();
        assertThat(plans.replan(before, dialAt(NOW.plusSeconds(5)), NOW)).isTrue();

        assertThat(plans.replan(before, dialAt(NOW.plusSeconds(6)), NOW)).isFalse();
        var moved = plans.find(id(1)).orElseThrow();
        claim(NOW.plusSeconds(5));
        assertThat(plans.replan(moved, dialAt(NOW.plusSeconds(7)), NOW)).isFalse();
        assertThat(plans.decisions(id(1))).hasSize(2);
    }

    private void rang(int n, AttemptOutcome outcome, Instant start, Instant end) {
        rang(n, NUMBER, outcome, start, end);
    }

    private void rang(int n, PhoneNumber.Known number, AttemptOutcome outcome, Instant start, Instant end) {
        var attempt = claimed(n, number, start);
        NextMove next = outcome instanceof AttemptOutcome.Reached
                ? new NextMove.Close(CloseReason.REACHED, "reached")
                : dialAt(LATER);
        assertThat(plans.settle(attempt.id(), outcome, end, next, end)).isTrue();
    }

    private Attempt claimed(int n, Instant at) {
        return claimed(n, NUMBER, at);
    }

    private Attempt claimed(int n, PhoneNumber.Known number, Instant at) {
        plans.add(request(n, number), TELECOM, dialAt(at), at);
        return claim(at);
    }

    private Attempt claim(Instant at) {
        return plans.claimDue(
                        new LineLease.Held(MAIN, 1, Instant.MAX), at, List.of(TELECOM), new PlanStore.Limits(1, 1_000))
                .getFirst()
                .attempt();
    }

    private AttemptState state(Attempt attempt) {
        return plans.findByAttempt(attempt.id())
                .orElseThrow()
                .attempts()
                .getFirst()
                .state();
    }

    private static List<AttemptOutcome> everyOutcome() {
        var all = new ArrayList<AttemptOutcome>(List.of(new AttemptOutcome.Reached(), new AttemptOutcome.NeverKnown()));
        for (Kind kind : Kind.values()) {
            all.add(new AttemptOutcome.NotReached(kind, HangupCause.NOT_SAID));
        }
        for (Fault fault : Fault.values()) {
            all.add(new AttemptOutcome.LineFailed(fault, HangupCause.NOT_SAID));
        }
        return all;
    }

    private static CallbackId id(int n) {
        return new CallbackId(new UUID(3, n));
    }

    private static CallbackRequest request(int n, PhoneNumber.Known number) {
        return new CallbackRequest(id(n), new CallbackSubject("ticket:" + n), number, CallbackReason.REPLY, NOW);
    }

    private static NextMove.DialAt dialAt(Instant at) {
        return new NextMove.DialAt(at, "because", Optional.empty());
    }
}
