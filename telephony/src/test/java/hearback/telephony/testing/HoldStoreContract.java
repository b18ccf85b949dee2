package hearback.telephony.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of pauses and of the do-not-call list must do, and what the plans beside it make of them.
public abstract class HoldStoreContract {
    private static final ServerName MAIN = new ServerName("main");
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
    private static final PauseScope EVERYTHING = new PauseScope.Everything();
    private static final PauseScope.OfTrunk CARRIER = new PauseScope.OfTrunk(MAIN, new TrunkName("carrier"));
    private static final PauseScope HOTLINE = new PauseScope.OfHotline("4001");

    private HoldStore holds;
    private PlanStore plans;

    /// Empty stores that know each other.
    protected abstract HoldStore emptyStore();

    protected abstract PlanStore plansBeside();

    protected abstract void fence(ServerName server, long fence);

    /// A call of this customer is under way at a hotline.
    protected abstract void rings(PhoneNumber.Known number, Instant since);

    protected abstract void rangOff(PhoneNumber.Known number);

    @BeforeEach
    void begin() {
        holds = emptyStore();
        plans = plansBeside();
        fence(MAIN, 1);
    }

    @Test
    void a_scope_is_paused_once_until_it_is_resumed() {
        var first = pause(1, HOTLINE, Optional.empty());

        assertThat(holds.pause(first, Set.of("4001"))).isEqualTo(first);
        assertThat(holds.pause(pause(2, HOTLINE, Optional.empty()), Set.of("4001")))
                .isEqualTo(first);
        assertThat(holds.pauses(NOW)).containsExactly(first);

        assertThat(holds.resume(HOTLINE, "lead", NOW.plusSeconds(5))).hasValue(first);
        assertThat(holds.resume(HOTLINE, "lead", NOW.plusSeconds(6))).isEmpty();
        assertThat(holds.pauses(NOW.plusSeconds(6))).isEmpty();
    }

    @Test
    void a_pause_that_has_run_out_ends_by_itself_and_makes_room_for_the_next() {
        var short_ = pause(1, EVERYTHING, Optional.of(NOW.plusSeconds(60)));
        holds.pause(short_, Set.of());

        assertThat(holds.pauses(NOW.plusSeconds(59))).containsExactly(short_);
        assertThat(holds.pauses(NOW.plusSeconds(60))).isEmpty();
        assertThat(holds.resume(EVERYTHING, "lead", NOW.plusSeconds(60))).isEmpty();
        var next = new Pause(new UUID(5, 2), EVERYTHING, "again", "lead", NOW.plusSeconds(60), Optional.empty());
        assertThat(holds.pause(next, Set.of())).isEqualTo(next);
    }

    @Test
    void nothing_of_a_paused_hotline_is_claimed_and_plans_keep_their_times() {
        plan(1, "4001");
        plan(2, "4002");
        plan(3, "");
        holds.pause(pause(1, HOTLINE, Optional.empty()), Set.of("4001"));

        assertThat(claim()).extracting(Attempt::callback).containsExactlyInAnyOrder(id(2), id(3));

        holds.resume(HOTLINE, "lead", NOW);
        assertThat(claim()).extracting(Attempt::callback).containsExactly(id(1));
        assertThat(plans.decisions(id(1))).hasSize(1);
    }

    @Test
    void a_paused_queue_holds_up_every_hotline_that_leads_to_it() {
        plan(1, "4001");
        plan(2, "4002");
        holds.pause(
                pause(1, new PauseScope.OfQueue(new QueueName("complaints")), Optional.empty()),
                Set.of("4001", "4002"));

        assertThat(claim()).isEmpty();
    }

    @Test
    void of_a_paused_line_nothing_is_claimed_while_another_may() {
        plan(1, "4001");
        fence(new ServerName("second"), 7);
        holds.pause(pause(1, new PauseScope.OfLine(MAIN), Optional.empty()), Set.of());

        assertThat(claim()).isEmpty();
        assertThat(plans.claimDue(
                        new LineLease.Held(new ServerName("second"), 7, Instant.MAX),
                        NOW,
                        List.of(Optional.empty()),
                        new PlanStore.Limits(9, 9)))
                .hasSize(1);
    }

    @Test
    void of_a_line_all_of_whose_trunks_are_paused_nothing_is_claimed() {
        plan(1, "4001");
        holds.pause(pause(1, CARRIER, Optional.empty()), Set.of());

        assertThat(plans.loads(MAIN, List.of(CARRIER.trunk(), TrunkName.NOT_SAID), NOW))
                .containsEntry(CARRIER.trunk(), new PlanStore.Load(0, true))
                .containsEntry(TrunkName.NOT_SAID, new PlanStore.Load(0, false));
        assertThat(claim(CARRIER.trunk())).isEmpty();
        assertThat(claim()).as("through another trunk").hasSize(1);
    }

    @Test
    void what_would_go_through_a_paused_trunk_is_not_released_and_what_goes_through_another_is() {
        plan(1, "4001");
        var mine = claim(CARRIER.trunk()).getFirst();
        var other = claimed(2, "4001");
        holds.pause(pause(1, CARRIER, Optional.of(NOW.plusSeconds(60))), Set.of());

        assertThat(plans.release(mine.id(), NOW)).isFalse();
        assertThat(plans.heldUp(mine.id(), NOW)).hasValue(PlanStore.HeldUp.PAUSED);
        assertThat(plans.release(other.id(), NOW)).isTrue();
        assertThat(holds.pauses(NOW)).extracting(Pause::scope).containsExactly(CARRIER);

        assertThat(plans.release(mine.id(), NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void what_was_committed_before_the_pause_is_not_released_after_it() {
        var attempt = claimed(1, "4001");
        holds.pause(pause(1, EVERYTHING, Optional.of(NOW.plusSeconds(60))), Set.of());

        assertThat(plans.release(attempt.id(), NOW)).isFalse();
        assertThat(plans.heldUp(attempt.id(), NOW)).hasValue(PlanStore.HeldUp.PAUSED);

        assertThat(plans.heldUp(attempt.id(), NOW.plusSeconds(60))).isEmpty();
        assertThat(plans.release(attempt.id(), NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void a_pause_of_one_hotline_holds_up_no_attempt_of_another() {
        var mine = claimed(1, "4001");
        var other = claimed(2, "4002");
        holds.pause(pause(1, HOTLINE, Optional.empty()), Set.of("4001"));

        assertThat(plans.release(mine.id(), NOW)).isFalse();
        assertThat(plans.release(other.id(), NOW)).isTrue();
    }

    @Test
    void a_number_is_listed_once_until_it_is_taken_off_or_its_time_is_over() {
        var listing = listing(1, number(1), NOW, Optional.of(NOW.plusSeconds(60)));
        assertThat(holds.list(listing)).isEqualTo(listing);
        assertThat(holds.list(listing(2, number(1), NOW, Optional.empty()))).isEqualTo(listing);

        assertThat(holds.listed(number(1), NOW)).hasValue(listing);
        assertThat(holds.listed(number(2), NOW)).isEmpty();
        assertThat(holds.listed(number(1), NOW.plusSeconds(60))).isEmpty();
        var later = listing(3, number(1), NOW.plusSeconds(60), Optional.empty());
        assertThat(holds.list(later)).isEqualTo(later);

        assertThat(holds.unlist(number(1), "lead", NOW.plusSeconds(70))).hasValue(later);
        assertThat(holds.unlist(number(1), "lead", NOW.plusSeconds(70))).isEmpty();
        assertThat(holds.listed(number(1), NOW.plusSeconds(70))).isEmpty();
    }

    @Test
    void the_list_comes_newest_first_and_in_pages() {
        for (int one = 1; one <= 3; one++) {
            holds.list(listing(one, number(one), NOW.plusSeconds(one), Optional.empty()));
        }

        assertThat(holds.listed(Optional.empty(), NOW, 2))
                .extracting(Listing::number)
                .containsExactly(number(3), number(2));
        assertThat(holds.listed(Optional.of(new UUID(6, 2)), NOW, 2))
                .extracting(Listing::number)
                .containsExactly(number(1));
    }

    @Test
    void a_number_listed_between_the_claim_and_the_socket_is_not_dialled() {
        var attempt = claimed(1, "");
        holds.list(listing(1, number(1), NOW, Optional.empty()));

        assertThat(plans.release(attempt.id(), NOW)).isFalse();
        assertThat(plans.heldUp(attempt.id(), NOW)).hasValue(PlanStore.HeldUp.LISTED);
    }

    @Test
    void a_customer_who_is_ringing_us_is_not_rung() {
        var attempt = claimed(1, "");
        var other = claimed(2, "");
        rings(number(1), NOW.minusSeconds(20));

        assertThat(plans.release(attempt.id(), NOW)).isFalse();
        assertThat(plans.heldUp(attempt.id(), NOW)).hasValue(PlanStore.HeldUp.CALLING);
        assertThat(plans.release(other.id(), NOW)).isTrue();

        rangOff(number(1));
        assertThat(plans.release(attempt.id(), NOW)).isTrue();
        assertThat(state(attempt)).isEqualTo(new AttemptState.Released(NOW));
    }

    private AttemptState state(Attempt attempt) {
        return plans.findByAttempt(attempt.id())
                .orElseThrow()
                .attempts()
                .getLast()
                .state();
    }

    private Attempt claimed(int number, String hotline) {
        plan(number, hotline);
        return claim().getFirst();
    }

    private void plan(int number, String hotline) {
        var request = new CallbackRequest(
                id(number), new CallbackSubject("ticket:" + number), number(number), CallbackReason.REPLY, NOW);
        plans.add(request, Optional.empty(), hotline, new NextMove.DialAt(NOW, "because", Optional.empty()), NOW, NOW);
    }

    private List<Attempt> claim() {
        return plans
                .claimDue(
                        new LineLease.Held(MAIN, 1, Instant.MAX),
                        NOW,
                        List.of(Optional.empty()),
                        new PlanStore.Limits(9, 9))
                .stream()
                .map(PlanStore.Claimed::attempt)
                .toList();
    }

    private List<Attempt> claim(TrunkName trunk) {
        var room = new Room(trunk, List.of(), 1, Instant.MIN, Duration.ZERO, 9);
        return plans
                .claimDue(
                        new LineLease.Held(MAIN, 1, Instant.MAX),
                        NOW,
                        List.of(Optional.empty()),
                        new PlanStore.Limits(9, 9, 9).through(List.of(room)))
                .stream()
                .map(PlanStore.Claimed::attempt)
                .toList();
    }

    private static Pause pause(int name, PauseScope scope, Optional<Instant> until) {
        return new Pause(new UUID(5, name), scope, "the agents have a meeting", "lead", NOW, until);
    }

    private static Listing listing(int name, PhoneNumber.Known number, Instant since, Optional<Instant> until) {
        return new Listing(new UUID(6, name), number, "he asked not to be rung", "lead", since, until);
    }

    private static CallbackId id(int number) {
        return new CallbackId(new UUID(1, number));
    }

    private static PhoneNumber.Known number(int number) {
        return new PhoneNumber.Known("+86138000%05d".formatted(number));
    }
}
