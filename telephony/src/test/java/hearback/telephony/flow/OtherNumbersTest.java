package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryHoldStore;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A customer's numbers, one after the other: one attempt (regulation S0-40, b.2).
class OtherNumbersTest {
    /// Monday 09:00 in Shanghai.
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final CallbackId CALLBACK = new CallbackId(new UUID(9, 1));
    private static final PhoneNumber.Known FIRST = new PhoneNumber.Known("+8613800138000");
    private static final PhoneNumber.Known SECOND = new PhoneNumber.Known("+8613800138001");
    private static final PhoneNumber.Known THIRD = new PhoneNumber.Known("+8613800138002");
    private static final PhoneNumber.Known ABROAD = new PhoneNumber.Known("+882131234567");
    private static final PhoneNumber.Known OTHER_ABROAD = new PhoneNumber.Known("+882131234568");
    private static final AttemptOutcome UNKNOWN = new AttemptOutcome.NotReached(
            Kind.NUMBER_UNKNOWN,
            new HangupCause(1, 404),
            Optional.of(new Announcement(AnnouncementClass.EMPTY_NUMBER, Announcement.Source.SOUND, 1)));
    private static final AttemptOutcome OFF =
            new AttemptOutcome.NotReached(Kind.SWITCHED_OFF, new HangupCause(19, 480));

    private int ids;
    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryHoldStore holdStore = new InMemoryHoldStore();
    private final InMemoryPlanStore plans = new InMemoryPlanStore(holdStore);
    private final ScriptedDialer dialer = new ScriptedDialer();
    private final RetryRules rules = new GuardedRules(_ -> CallbackNode.RULE, plans);
    private final AllowedNumbers allowed = new AllowedNumbers(List.of("+86"));
    private final SettleAttempt settle = new SettleAttempt(plans, rules, allowed, time);
    private final PlanCallback ask = new PlanCallback(plans, rules, allowed, holdStore, () -> {}, time);
    private final HoldCallbacks holds = new HoldCallbacks(
            holdStore, plans, Map.of(), new Lines(Map.of(), Set.of()), () -> new UUID(7, ++ids), time);
    private final RunDueCallbacks due = new RunDueCallbacks(
            plans,
            rules,
            () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)),
            new RingCustomer(plans, dialer, settle, allowed, holdStore, rules, time),
            new PlanStore.Limits(10, 10),
            new Pace(1_000),
            time,
            (_, work) -> work.run());

    OtherNumbersTest() {
        plans.fence(CallbackNode.MAIN, 1);
    }

    @Test
    void are_dialled_at_once_and_then_left_alone_together() {
        ask(request(FIRST).alsoAt(List.of(SECOND)));

        fail();
        fail();

        assertThat(dialled()).containsExactly(FIRST, SECOND);
        assertThat(plans.find(CALLBACK).orElseThrow().attempts())
                .extracting(Attempt::startedAt)
                .containsExactly(MORNING, MORNING.plusSeconds(45));
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .extracting("dueAt")
                .as("14:30, as the noon is quiet")
                .isEqualTo(MORNING.plus(Duration.ofMinutes(330)));
    }

    @Test
    void that_were_listed_meanwhile_are_passed_over_for_the_next() {
        ask(request(FIRST).alsoAt(List.of(SECOND, THIRD)));
        due.runOnce();
        time.turn(Duration.ofSeconds(45));
        settle.settle(dialer.dialled().getLast().attempt(), OFF, time.instant());

        assertThat(holds.list(SECOND, "he asked not to be rung there", "lead", Optional.empty())
                        .ended())
                .isEmpty();
        due.runOnce();
        due.runOnce();

        assertThat(dialled()).containsExactly(FIRST, THIRD);
    }

    @Test
    void end_the_series_only_when_all_of_them_are_listed() {
        ask(request(FIRST).alsoAt(List.of(SECOND)));
        holds.list(FIRST, "no", "lead", Optional.empty());
        holds.list(SECOND, "no", "lead", Optional.empty());

        due.runOnce();
        due.runOnce();

        assertThat(dialled()).isEmpty();
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.NOT_ALLOWED, MORNING));
        assertThat(lastMove())
                .isEqualTo(new NextMove.Close(
                        CloseReason.NOT_ALLOWED,
                        "the number is on the do-not-call list: no; the second number is on the do-not-call list"));
    }

    @Test
    void go_on_at_once_with_the_first_that_the_settings_still_allow() {
        planned(request(ABROAD).alsoAt(List.of(OTHER_ABROAD, SECOND)));

        due.runOnce();
        due.runOnce();

        assertThat(dialled()).containsExactly(SECOND);
        assertThat(lastMove())
                .isEqualTo(new NextMove.DialAt(MORNING, "at once, at the third number", Optional.empty()));
        assertThat(plans.find(CALLBACK).orElseThrow().attempts().getFirst().state())
                .as("no failure of the trunk's")
                .isEqualTo(new AttemptState.Settled(
                        new AttemptOutcome.LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID), MORNING));
    }

    @Test
    void that_the_settings_do_not_allow_any_more_are_no_part_of_an_attempt() {
        planned(request(FIRST).alsoAt(List.of(ABROAD, THIRD)));

        fail();
        fail();

        assertThat(dialled()).containsExactly(FIRST, THIRD);
        assertThat(plans.find(CALLBACK).orElseThrow().attempts()).hasSize(2);
        assertThat(plans.find(CALLBACK).orElseThrow().inTurn()).isEqualTo(FIRST);
    }

    @Test
    void end_the_series_only_when_the_settings_or_the_list_bar_each_of_them_and_say_so_of_each() {
        planned(request(ABROAD).alsoAt(List.of(SECOND, THIRD)));
        holds.list(SECOND, "he asked not to be rung there", "lead", Optional.empty());
        due.runOnce();
        due.runOnce();
        time.turn(Duration.ofSeconds(45));
        settle.settle(dialer.dialled().getLast().attempt(), UNKNOWN, time.instant());

        due.runOnce();

        assertThat(dialled()).containsExactly(THIRD);
        assertThat(lastMove())
                .isEqualTo(new NextMove.Close(
                        CloseReason.NOT_ALLOWED,
                        "the number must begin with one of +86; the second number is on the do-not-call list; the third"
                                + " number is not the customer's, as the network says"));
    }

    @Test
    void of_which_the_last_is_refused_after_all_the_attempts_that_were_promised_leave_him_unreachable() {
        planned(request(FIRST).alsoAt(List.of(SECOND)));
        for (int attempt = 1; attempt <= 4; attempt++) {
            failAt(FIRST);
            if (attempt < 4) {
                failAt(SECOND);
                time.set(dueAt());
            }
        }
        holds.list(SECOND, "no", "lead", Optional.empty());

        due.runOnce();

        assertThat(dialled()).hasSize(7);
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.UNREACHABLE, time.instant()));
    }

    @Test
    void are_each_checked_before_anything_is_planned_and_the_asker_is_told_which_is_at_fault() {
        holds.list(SECOND, "he asked not to be rung there", "lead", Optional.empty());

        assertThat(ask(request(FIRST).alsoAt(List.of(SECOND))))
                .isEqualTo(new Callbacks.Planned.NotAllowed(
                        SECOND, "is on the do-not-call list: he asked not to be rung there"));
        assertThat(ask(request(FIRST).alsoAt(List.of(ABROAD))))
                .isEqualTo(new Callbacks.Planned.NotAllowed(ABROAD, "must begin with one of +86"));
        assertThat(ask(request(ABROAD).alsoAt(List.of(FIRST))))
                .isEqualTo(new Callbacks.Planned.NotAllowed(ABROAD, "must begin with one of +86"));
        assertThat(plans.find(CALLBACK)).isEmpty();
    }

    @Test
    void that_another_callback_rang_move_this_one_too() {
        ask(request(FIRST).alsoAt(List.of(SECOND)));
        var other = new CallbackId(new UUID(9, 2));
        plans.add(
                new CallbackRequest(other, new CallbackSubject("ticket:2"), SECOND, CallbackReason.REPLY, MORNING),
                Optional.empty(),
                new NextMove.DialAt(MORNING, "because", Optional.empty()),
                MORNING);
        fail();
        fail();

        // One after the other, as he is one person: the third ring would be the second telephone's second.
        assertThat(dialled()).containsExactly(FIRST, SECOND);
        assertThat(plans.find(CALLBACK).orElseThrow().state())
                .extracting("dueAt")
                .isEqualTo(MORNING.plus(Duration.ofMinutes(330)));
    }

    /// What rings is not answered.
    private void fail() {
        due.runOnce();
        time.turn(Duration.ofSeconds(45));
        assertThat(settle.settle(dialer.dialled().getLast().attempt(), OFF, time.instant()))
                .isTrue();
    }

    /// What is due rings this number and is not answered.
    private void failAt(PhoneNumber.Known number) {
        fail();
        assertThat(dialled().getLast()).isEqualTo(number);
    }

    /// As it was before the settings said otherwise.
    private void planned(CallbackRequest request) {
        new PlanCallback(plans, rules, AllowedNumbers.ALL, holdStore, () -> {}, time).plan(request, Optional.empty());
    }

    private Instant dueAt() {
        return switch (plans.find(CALLBACK).orElseThrow().state()) {
            case CallbackState.Planned planned -> planned.dueAt();
            case CallbackState.Dialling _, CallbackState.Closed _ -> throw new IllegalStateException("is not planned");
        };
    }

    private NextMove lastMove() {
        return plans.decisions(CALLBACK).getLast().move();
    }

    private Callbacks.Planned ask(CallbackRequest request) {
        return ask.plan(request, Optional.empty());
    }

    private List<PhoneNumber.Known> dialled() {
        return dialer.dialled().stream().map(ScriptedDialer.Dialled::number).toList();
    }

    private static CallbackRequest request(PhoneNumber.Known number) {
        return new CallbackRequest(CALLBACK, new CallbackSubject("ticket:1"), number, CallbackReason.REPLY, MORNING);
    }
}
