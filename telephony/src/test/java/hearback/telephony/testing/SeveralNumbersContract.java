package hearback.telephony.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Ceilings;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.NumberHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.NumberStore.NumberGuard;
import hearback.telephony.flow.PlanStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of callbacks must do for those that have several numbers.
public abstract class SeveralNumbersContract {
    private static final ServerName MAIN = new ServerName("main");
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
    private static final Instant OVER = NOW.plusSeconds(45);
    private static final PhoneNumber.Known FIRST = new PhoneNumber.Known("+8613800138000");
    private static final PhoneNumber.Known SECOND = new PhoneNumber.Known("+8613800138001");
    private static final PhoneNumber.Known ELSEWHERE = new PhoneNumber.Known("+8613800138009");
    private static final Optional<ProfileVersion> TELECOM = Optional.of(new ProfileVersion("telecom", 2));
    private static final AttemptOutcome OFF =
            new AttemptOutcome.NotReached(AttemptOutcome.Kind.SWITCHED_OFF, new HangupCause(19, 480));
    private static final NextMove.Close CONTACTED = new NextMove.Close(CloseReason.CONTACTED, "the customer rang us");

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
    void they_are_found_as_they_were_asked_for_whichever_is_in_turn() {
        plans.add(ofBoth(1), TELECOM, at(SECOND, NOW), NOW);

        var found = plans.find(id(1)).orElseThrow();
        assertThat(found.request()).isEqualTo(ofBoth(1));
        assertThat(found.inTurn()).isEqualTo(SECOND);
        assertThat(plans.decisions(id(1)))
                .as("the number is told by the words")
                .containsExactly(new CallbackDecision(NOW, 0, dialAt(NOW)));

        var attempt = claim(NOW);
        assertThat(attempt.number()).isEqualTo(SECOND);
        assertThat(plans.inTheAir(attempt.id()).orElseThrow().request()).isEqualTo(ofBoth(1));
        assertThat(plans.findByAttempt(attempt.id()).orElseThrow().request()).isEqualTo(ofBoth(1));
    }

    @Test
    void the_next_move_says_which_is_in_turn_and_it_is_rung() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        var first = claim(NOW);
        plans.settle(first.id(), OFF, OVER, at(SECOND, OVER), OVER);

        var second = claim(OVER);

        assertThat(List.of(first.number(), second.number())).containsExactly(FIRST, SECOND);
        assertThat(plans.find(id(1)).orElseThrow().attempts())
                .extracting(Attempt::number)
                .containsExactly(FIRST, SECOND);
        plans.settle(second.id(), OFF, OVER.plusSeconds(9), dialAt(OVER.plusSeconds(9)), OVER.plusSeconds(9));
        assertThat(claim(OVER.plusSeconds(9)).number()).as("the one that is").isEqualTo(SECOND);
    }

    @Test
    void what_is_taken_back_or_planned_anew_may_be_at_another() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        var taken = claim(NOW);
        var takenBack = new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TAKEN_BACK, HangupCause.NOT_SAID);
        plans.takeBack(taken.id(), takenBack, at(SECOND, OVER), OVER);
        var planned = plans.find(id(1)).orElseThrow();
        assertThat(planned.inTurn()).isEqualTo(SECOND);

        assertThat(plans.replan(planned, at(FIRST, OVER.plusSeconds(1)), OVER)).isTrue();

        assertThat(plans.find(id(1)).orElseThrow().inTurn()).isEqualTo(FIRST);
        assertThat(claim(OVER.plusSeconds(1)).number()).isEqualTo(FIRST);
    }

    @Test
    void each_finds_what_waits_for_it() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        plans.add(of(2, SECOND), TELECOM, dialAt(NOW), NOW.plusSeconds(1));
        plans.add(of(3, ELSEWHERE), TELECOM, dialAt(NOW), NOW);

        assertThat(plans.planned(SECOND, id(9)))
                .extracting(plan -> plan.request().id())
                .containsExactly(id(1), id(2));
        assertThat(plans.planned(FIRST, id(9)))
                .extracting(CallbackPlan::request)
                .containsExactly(ofBoth(1));
        assertThat(plans.known(SECOND, id(2), NOW).othersWait()).isTrue();
        assertThat(plans.known(ELSEWHERE, id(3), NOW).othersWait()).isFalse();
    }

    @Test
    void what_rang_a_number_is_known_of_that_number_alone() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        var first = claim(NOW);
        plans.settle(first.id(), OFF, OVER, at(SECOND, OVER), OVER);
        var second = claim(OVER);
        plans.settle(second.id(), OFF, OVER.plusSeconds(9), CONTACTED, OVER.plusSeconds(9));

        assertThat(plans.history(FIRST, id(2), NOW).attempts())
                .extracting(Attempt::id)
                .containsExactly(first.id());
        assertThat(plans.history(SECOND, id(2), NOW).attempts())
                .extracting(Attempt::id)
                .containsExactly(second.id());
        assertThat(plans.history(SECOND, id(2), NOW).spokenTo()).hasValue(OVER.plusSeconds(9));
        assertThat(plans.history(SECOND, id(1), NOW)).isEqualTo(NumberHistory.NONE);
    }

    @Test
    void a_number_is_left_alone_whichever_of_its_callbacks_rang_it() {
        plans.guard(TELECOM, new NumberGuard(Duration.ofHours(3), new Ceilings(2, 0)));
        plans.add(ofBoth(1), TELECOM, at(SECOND, NOW), NOW);
        plans.settle(claim(NOW).id(), OFF, OVER, at(FIRST, OVER.plusSeconds(600)), OVER);
        plans.add(of(2, SECOND), TELECOM, dialAt(OVER), OVER);
        var other = claim(OVER);

        assertThat(plans.release(other.id(), OVER)).isFalse();
        var later = OVER.plus(Duration.ofHours(3));
        assertThat(plans.release(other.id(), later)).isTrue();
        plans.settle(other.id(), OFF, later, dialAt(later.plusSeconds(9_999)), later);

        var own = claim(later);
        assertThat(own.number()).isEqualTo(FIRST);
        assertThat(plans.release(own.id(), later))
                .as("the other number was not rung")
                .isTrue();
    }

    @Test
    void the_ceiling_counts_each_call_of_a_number_once() {
        plans.guard(TELECOM, new NumberGuard(Duration.ZERO, new Ceilings(2, 0)));
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        plans.settle(claim(NOW).id(), OFF, OVER, at(FIRST, OVER), OVER);
        var again = claim(OVER);
        assertThat(plans.release(again.id(), OVER)).as("the second call").isTrue();
        plans.settle(again.id(), OFF, OVER.plusSeconds(1), at(FIRST, OVER.plusSeconds(2)), OVER.plusSeconds(1));

        assertThat(plans.release(claim(OVER.plusSeconds(2)).id(), OVER.plusSeconds(2)))
                .as("the third")
                .isFalse();
    }

    @Test
    void contact_at_any_of_them_ends_the_series() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        plans.add(of(2, FIRST), TELECOM, dialAt(NOW), NOW);

        assertThat(plans.closeAll(new PlanStore.Contact(SECOND, OVER, Optional.empty()), CONTACTED, OVER))
                .containsExactly(id(1));
        assertThat(plans.find(id(2)).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
    }

    @Test
    void who_has_another_number_is_not_closed_with_one() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        plans.add(of(2, FIRST), TELECOM, dialAt(NOW), NOW);

        assertThat(plans.closeOfNumber(FIRST, CONTACTED, OVER)).containsExactly(id(2));
        assertThat(plans.closeOfNumber(FIRST, CONTACTED, OVER)).isEmpty();
    }

    @Test
    void what_is_live_is_found_by_each() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        var _ = claim(NOW);

        assertThat(plans.liveAt(FIRST)).extracting(Attempt::callback).containsExactly(id(1));
        assertThat(plans.liveAt(SECOND)).extracting(Attempt::callback).containsExactly(id(1));
        assertThat(plans.liveAt(ELSEWHERE)).isEmpty();
    }

    /// Never twice at once: a person, not a telephone.
    @Test
    void while_a_person_is_rung_at_one_he_is_not_rung_at_another_for_somebody_else() {
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);
        plans.add(of(2, SECOND), TELECOM, dialAt(NOW), NOW);
        plans.add(of(3, ELSEWHERE), TELECOM, dialAt(NOW), NOW);

        var together = claimAll(NOW);
        assertThat(together).extracting(Attempt::callback).containsExactly(id(1), id(3));
        assertThat(claimAll(NOW)).as("while he is rung").isEmpty();

        plans.settle(together.getFirst().id(), OFF, OVER, CONTACTED, OVER);
        assertThat(claimAll(OVER)).extracting(Attempt::callback).containsExactly(id(2));
    }

    @Test
    void while_a_person_is_rung_for_somebody_else_none_of_his_numbers_is() {
        plans.add(of(2, SECOND), TELECOM, dialAt(NOW), NOW);
        var rung = claim(NOW);
        plans.add(ofBoth(1), TELECOM, at(FIRST, NOW), NOW);

        assertThat(claimAll(NOW)).isEmpty();
        plans.settle(rung.id(), OFF, OVER, dialAt(OVER.plusSeconds(9_999)), OVER);
        assertThat(claimAll(OVER)).extracting(Attempt::callback).containsExactly(id(1));
    }

    private List<Attempt> claimAll(Instant at) {
        return plans.claimDue(held(), at, List.of(TELECOM), new PlanStore.Limits(9, 9)).stream()
                .map(PlanStore.Claimed::attempt)
                .toList();
    }

    private Attempt claim(Instant at) {
        return plans.claimDue(held(), at, List.of(TELECOM), new PlanStore.Limits(1, 9))
                .getFirst()
                .attempt();
    }

    private static LineLease.Held held() {
        return new LineLease.Held(MAIN, 1, Instant.MAX);
    }

    private static CallbackId id(int number) {
        return new CallbackId(new UUID(4, number));
    }

    private static CallbackRequest ofBoth(int callback) {
        return of(callback, FIRST).alsoAt(List.of(SECOND));
    }

    private static CallbackRequest of(int callback, PhoneNumber.Known number) {
        return new CallbackRequest(
                id(callback), new CallbackSubject("ticket:" + callback), number, CallbackReason.REPLY, NOW);
    }

    private static NextMove.DialAt at(PhoneNumber.Known number, Instant at) {
        return new NextMove.DialAt(at, "because", Optional.empty(), Optional.of(number));
    }

    private static NextMove.DialAt dialAt(Instant at) {
        return new NextMove.DialAt(at, "because", Optional.empty());
    }
}
