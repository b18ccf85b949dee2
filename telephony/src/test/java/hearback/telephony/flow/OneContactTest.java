package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.profile.Retry;
import hearback.telephony.call.CallId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.BestTimes;
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
import hearback.telephony.callback.RetryRule;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// faults.md case 38: two tickets, one telephone.
class OneContactTest {
    /// Monday 09:00 in Shanghai.
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final CallbackId FIRST = new CallbackId(new UUID(6, 1));
    private static final CallbackId SECOND = new CallbackId(new UUID(6, 2));
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final AttemptOutcome OFF =
            new AttemptOutcome.NotReached(Kind.SWITCHED_OFF, new HangupCause(19, 480));

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final ScriptedDialer dialer = new ScriptedDialer();
    private RetryRule rule = CallbackNode.RULE;
    private final RetryRules rules = new GuardedRules(_ -> rule, plans);
    private final SettleAttempt settle = new SettleAttempt(plans, rules, time);
    private final AllowedNumbers allowed = new AllowedNumbers(List.of("+86"));
    private final PlanCallback ask = new PlanCallback(plans, rules, allowed, () -> {}, time);
    private final RunDueCallbacks due = new RunDueCallbacks(
            plans,
            rules,
            () -> Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX)),
            new RingCustomer(plans, dialer, settle, allowed, rules, time),
            new PlanStore.Limits(10, 10),
            new Pace(1_000),
            time,
            (_, work) -> work.run());

    @BeforeEach
    void hold() {
        plans.fence(CallbackNode.MAIN, 1);
    }

    @Test
    void one_dial_serves_both_and_four_are_all_that_are_made() {
        ask.plan(request(FIRST), Optional.empty());
        ask.plan(request(SECOND), Optional.empty());

        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            due.runOnce();
            failWhatRings();
            time.turn(Duration.ofMinutes(1));
        }

        assertThat(dialer.dialled()).hasSize(4);
        for (CallbackId one : List.of(FIRST, SECOND)) {
            assertThat(plans.find(one).orElseThrow().state())
                    .isInstanceOfSatisfying(
                            CallbackState.Closed.class,
                            closed -> assertThat(closed.reason()).isEqualTo(CloseReason.UNREACHABLE));
            assertThat(((NextMove.Close) plans.decisions(one).getLast().move()).why())
                    .isEqualTo("3 further attempts failed on the customer's side within 48 h");
        }
    }

    @Test
    void nobody_is_rung_for_the_second_ticket_right_after_the_first_failed_and_the_reason_says_so() {
        ask.plan(request(FIRST), Optional.empty());
        ask.plan(request(SECOND), Optional.empty());
        due.runOnce();

        time.turn(Duration.ofSeconds(45));
        failWhatRings();

        assertThat(due.runOnce().handedOn()).isZero();
        assertThat(plans.find(SECOND).orElseThrow().state())
                .isEqualTo(new CallbackState.Planned(
                        Instant.parse("2026-11-23T06:30:00Z"),
                        "3 h after the end of attempt 1 of callback " + FIRST + " to the same number at Mon 23 Nov"
                                + " 09:00:45 UTC+08:00, 12:00-14:30 Asia/Shanghai not allowed, open from Mon 23 Nov"
                                + " 14:30:00 UTC+08:00"));
    }

    @Test
    void a_ticket_that_comes_after_the_failure_waits_too_but_begins_its_own_series() {
        ask.plan(request(FIRST), Optional.empty());
        due.runOnce();
        failWhatRings();
        time.turn(Duration.ofMinutes(20));

        ask.plan(request(SECOND), Optional.empty());

        assertThat(plans.find(SECOND).orElseThrow().state())
                .extracting("dueAt")
                .isEqualTo(Instant.parse("2026-11-23T06:30:00Z"));
        assertThat(plans.find(SECOND).orElseThrow().attempts()).isEmpty();
    }

    /// Who settled the first died before it moved the second.
    @Test
    void the_store_refuses_what_nobody_planned_anew_and_then_it_is() {
        ask.plan(request(FIRST), Optional.empty());
        ask.plan(request(SECOND), Optional.empty());
        due.runOnce();
        var later = new NextMove.DialAt(MORNING.plus(Duration.ofDays(1)), "later", Optional.empty());
        plans.settle(dialer.dialled().getFirst().attempt(), OFF, MORNING, later, MORNING);
        time.turn(Duration.ofMinutes(1));

        assertThat(due.runOnce().handedOn()).as("claimed").isEqualTo(1);

        assertThat(dialer.dialled()).as("not dialled").hasSize(1);
        assertThat(plans.find(SECOND).orElseThrow().state())
                .isInstanceOfSatisfying(CallbackState.Planned.class, planned -> {
                    assertThat(planned.dueAt()).isEqualTo(Instant.parse("2026-11-23T06:30:00Z"));
                    assertThat(planned.why()).startsWith("3 h after the end of attempt 1 of callback " + FIRST);
                });
    }

    @Test
    void news_told_twice_moves_the_others_all_the_same() {
        ask.plan(request(FIRST), Optional.empty());
        ask.plan(request(SECOND), Optional.empty());
        due.runOnce();
        var attempt = dialer.dialled().getFirst().attempt();
        var later = new NextMove.DialAt(MORNING.plus(Duration.ofDays(1)), "later", Optional.empty());
        plans.settle(attempt, OFF, MORNING, later, MORNING);

        assertThat(settle.settle(attempt, OFF, MORNING)).as("it was before").isFalse();

        assertThat(plans.find(SECOND).orElseThrow().state())
                .extracting("dueAt")
                .isEqualTo(Instant.parse("2026-11-23T06:30:00Z"));
    }

    @Test
    void a_failure_on_our_side_moves_nobody_else() {
        ask.plan(request(FIRST), Optional.empty());
        ask.plan(request(SECOND), Optional.empty());
        due.runOnce();
        var congested = new AttemptOutcome.LineFailed(AttemptOutcome.Fault.TRUNK_CONGESTED, new HangupCause(34, 503));

        settle.settle(dialer.dialled().getFirst().attempt(), congested, MORNING);

        assertThat(plans.decisions(SECOND)).hasSize(1);
        assertThat(due.runOnce().handedOn()).isEqualTo(1);
    }

    @Test
    void a_ceiling_counts_the_dials_of_every_ticket() {
        rule = new RetryRule(
                3,
                Duration.ofDays(2),
                Duration.ofHours(3),
                CallbackNode.RING_TIME,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                CallbackNode.HOURS,
                new Ceilings(1, 0),
                Retry.Spread.EARLIEST);
        ask.plan(request(FIRST), Optional.empty());
        due.runOnce();
        failWhatRings();
        ask.plan(request(SECOND), Optional.empty());

        assertThat(plans.find(SECOND).orElseThrow().state())
                .isEqualTo(new CallbackState.Planned(
                        MORNING.plus(Duration.ofDays(1)),
                        "at most 1 call to this number in 24 h, 1 since Mon 23 Nov 09:00:00 UTC+08:00"));
        assertThat(plans.find(FIRST).orElseThrow().problem())
                .hasValue("only 2 of 3 further attempts fit before Wed 25 Nov 09:00:00 UTC+08:00, 48 h after the first"
                        + " failure: the next is Tue 24 Nov 09:00:00 UTC+08:00; at most 1 call to this number in 24 h");
    }

    @Test
    void a_household_is_rung_no_oftener_than_the_profile_says_at_whatever_of_its_numbers() {
        rule = perHousehold(1);
        ask.plan(ofHousehold(FIRST, NUMBER), Optional.empty());
        ask.plan(ofHousehold(SECOND, new PhoneNumber.Known("+8613800138001")), Optional.empty());

        due.runOnce();

        assertThat(dialer.dialled()).hasSize(1);
        assertThat(plans.find(SECOND).orElseThrow().state())
                .as("while the first rings")
                .isEqualTo(new CallbackState.Planned(
                        MORNING.plus(Duration.ofDays(1)),
                        "at most 1 call to this household in 24 h, 1 since Mon 23 Nov 09:00:00 UTC+08:00"));
        assertThat(plans.find(SECOND).orElseThrow().problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("at most 1 call to this household in 24 h"));
    }

    @Test
    void whoever_waits_for_the_household_is_moved_when_it_was_rung() {
        rule = perHousehold(1);
        ask.plan(ofHousehold(FIRST, NUMBER), Optional.empty());
        due.runOnce();
        var later = MORNING.plus(Duration.ofHours(5));
        var second = ofHousehold(SECOND, new PhoneNumber.Known("+8613800138001"));
        plans.add(second, Optional.empty(), new NextMove.DialAt(later, "later", Optional.empty()), MORNING);

        failWhatRings();

        assertThat(plans.find(SECOND).orElseThrow().state())
                .extracting("dueAt")
                .isEqualTo(MORNING.plus(Duration.ofDays(1)));
    }

    @Test
    void a_household_is_moved_when_an_agent_rang_one_of_its_numbers_by_hand() {
        rule = perHousehold(1);
        var later = new NextMove.DialAt(MORNING.plus(Duration.ofHours(5)), "later", Optional.empty());
        plans.add(ofHousehold(FIRST, NUMBER), Optional.empty(), later, MORNING);
        var second = ofHousehold(SECOND, new PhoneNumber.Known("+8613800138001"));
        plans.add(second, Optional.empty(), later, MORNING);

        settle.byHand(new DialledByHand(
                new CallId("main-1"), NUMBER, MORNING.plusSeconds(1), MORNING.plusSeconds(9), OFF, false));

        for (CallbackId one : List.of(FIRST, SECOND)) {
            assertThat(plans.find(one).orElseThrow().state())
                    .isEqualTo(new CallbackState.Planned(
                            MORNING.plusSeconds(1).plus(Duration.ofDays(1)),
                            "at most 1 call to this household in 24 h, 1 since Mon 23 Nov 09:00:01 UTC+08:00"));
        }
    }

    @Test
    void who_names_no_household_is_nobodys() {
        rule = perHousehold(1);
        ask.plan(request(FIRST), Optional.empty());
        ask.plan(
                new CallbackRequest(
                        SECOND,
                        new CallbackSubject("ticket:2"),
                        new PhoneNumber.Known("+8613800138001"),
                        CallbackReason.REPLY,
                        MORNING),
                Optional.empty());

        due.runOnce();

        assertThat(dialer.dialled()).hasSize(2);
    }

    private static RetryRule perHousehold(int inDay) {
        return new RetryRule(
                3,
                Duration.ofDays(2),
                Duration.ofHours(3),
                CallbackNode.RING_TIME,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                CallbackNode.HOURS,
                new Ceilings(0, 0, inDay),
                Retry.Spread.EARLIEST);
    }

    private static CallbackRequest ofHousehold(CallbackId id, PhoneNumber.Known number) {
        return new CallbackRequest(
                id,
                new CallbackSubject("ticket:" + id),
                number,
                CallbackReason.REPLY,
                MORNING,
                BestTimes.ANY,
                new Household("meter:1"));
    }

    private void failWhatRings() {
        for (ScriptedDialer.Dialled one : dialer.dialled()) {
            boolean rings = plans.findByAttempt(one.attempt()).orElseThrow().state() instanceof CallbackState.Dialling;
            if (rings && isLast(one.attempt())) {
                settle.settle(one.attempt(), OFF, time.instant());
            }
        }
    }

    private boolean isLast(AttemptId attempt) {
        return plans.findByAttempt(attempt)
                .orElseThrow()
                .attempts()
                .getLast()
                .id()
                .equals(attempt);
    }

    private static CallbackRequest request(CallbackId id) {
        return new CallbackRequest(id, new CallbackSubject("ticket:" + id), NUMBER, CallbackReason.REPLY, MORNING);
    }
}
