package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.CustomerEnd;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.Direction;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// From the wish to the end of a series, with the line and the time in the test's hand.
class RingingCallbacksTest {
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final Instant MORNING = at("23T09:00:00");

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final ScriptedDialer line = new ScriptedDialer();
    private final OutboundCalls calls = new OutboundCalls();
    private final CallbackNode node = new CallbackNode(1, plans, line, calls, time);

    @BeforeEach
    void hold() {
        plans.fence(CallbackNode.MAIN, 1);
    }

    @Nested
    class Asking {
        @Test
        void twice_for_the_same_is_asking_once() {
            assertThat(plan(request(CALLBACK, NUMBER))).isEqualTo(new Callbacks.Planned.Accepted(current(), true));
            time.turn(Duration.ofHours(1));

            assertThat(plan(request(CALLBACK, NUMBER))).isEqualTo(new Callbacks.Planned.Accepted(current(), false));
        }

        @Test
        void under_a_used_name_for_something_else_is_a_conflict() {
            plan(request(CALLBACK, NUMBER));

            assertThat(plan(request(CALLBACK, new PhoneNumber.Known("+8613800138001"))))
                    .isEqualTo(new Callbacks.Planned.Conflict(current()));
        }

        @Test
        void for_a_number_abroad_is_refused() {
            assertThat(plan(request(CALLBACK, new PhoneNumber.Known("+882131234567"))))
                    .isEqualTo(new Callbacks.Planned.NotAllowed(
                            new PhoneNumber.Known("+882131234567"), "must begin with one of +86"));
            assertThat(plans.find(CALLBACK)).isEmpty();
        }

        @Test
        void and_taking_it_back_before_it_is_due_rings_nobody() {
            plan(request(CALLBACK, NUMBER));

            assertThat(node.callbacks().withdraw(CALLBACK).orElseThrow().state())
                    .isEqualTo(new CallbackState.Closed(CloseReason.WITHDRAWN, MORNING));
            assertThat(node.run()).isZero();
            assertThat(node.callbacks().withdraw(new CallbackId(new UUID(9, 9))))
                    .isEmpty();
        }
    }

    @Nested
    class Dialling {
        @BeforeEach
        void plan() {
            RingingCallbacksTest.this.plan(request(CALLBACK, NUMBER));
        }

        @Test
        void a_due_callback_is_committed_released_and_sent() {
            assertThat(node.run()).isEqualTo(1);

            assertThat(line.dialled())
                    .containsExactly(new ScriptedDialer.Dialled(attempt().id(), NUMBER, false));
            assertThat(attempt().state()).isEqualTo(new AttemptState.Released(MORNING));
            assertThat(node.run()).isZero();
        }

        @Test
        void whoever_is_surveyed_is_connected_with_no_agent() {
            RingingCallbacksTest.this.plan(new CallbackRequest(
                    new CallbackId(new UUID(1, 77)),
                    new CallbackSubject("ticket:2"),
                    new PhoneNumber.Known("+8613800138077"),
                    CallbackReason.SURVEY,
                    MORNING));

            node.run();

            assertThat(line.dialled())
                    .filteredOn(ScriptedDialer.Dialled::survey)
                    .extracting(dialled -> dialled.number().e164())
                    .containsExactly("+8613800138077");
        }

        @Test
        void what_fell_due_while_nobody_was_there_waits_for_the_next_opening() {
            time.set(at("23T12:30:00"));
            assertThat(node.run()).isZero();

            time.set(at("23T14:30:00"));
            assertThat(node.run()).isEqualTo(1);
        }

        @Test
        void a_line_that_is_down_costs_a_short_wait_and_does_not_count() {
            line.isDown();
            node.run();

            assertThat(attempt().state()).isEqualTo(new AttemptState.Settled(ours(Fault.NOT_SENT), MORNING));
            assertThat(dueAt()).isEqualTo(MORNING.plus(Duration.ofMinutes(10)));
        }

        @Test
        void a_refused_originate_costs_a_short_wait_and_does_not_count() {
            line.answers(new Dialer.Sent.Refused("Permission denied"));
            node.run();

            assertThat(attempt().state()).isEqualTo(new AttemptState.Settled(ours(Fault.NOT_SENT), MORNING));
            assertThat(dueAt()).isEqualTo(MORNING.plus(Duration.ofMinutes(10)));
        }

        @Test
        void an_originate_without_an_answer_is_unknown_and_blocks() {
            line.answers(new Dialer.Sent.NotKnown());
            node.run();

            assertThat(attempt().state()).isEqualTo(new AttemptState.Unknown(MORNING));
            assertThat(node.run()).isZero();
        }

        @Test
        void withdrawn_between_commit_and_release_it_is_not_sent() {
            var claimed = claimOne();
            node.callbacks().withdraw(CALLBACK);

            node.ring(claimed);

            assertThat(line.dialled()).isEmpty();
            assertThat(attempt().state()).isEqualTo(new AttemptState.Settled(ours(Fault.TAKEN_BACK), MORNING));
        }

        @Test
        void frozen_into_the_quiet_hours_between_commit_and_release_it_is_not_sent() {
            var claimed = claimOne();
            time.set(at("23T12:00:00"));

            node.ring(claimed);

            assertThat(line.dialled()).isEmpty();
            assertThat(dueAt()).isEqualTo(at("23T14:30:00"));
        }

        @Test
        void another_callback_of_the_same_number_waits_until_the_first_is_over() {
            RingingCallbacksTest.this.plan(request(new CallbackId(new UUID(3, 2)), NUMBER));

            assertThat(node.run()).isEqualTo(1);
            assertThat(node.run()).isZero();
        }
    }

    @Nested
    class TheEndOfACall {
        @BeforeEach
        void dial() {
            plan(request(CALLBACK, NUMBER));
            node.run();
        }

        @Test
        void settles_its_attempt_and_plans_the_next_with_the_reason() {
            var news = calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(20));
            time.turn(Duration.ofSeconds(21));
            node.follower().on(news);

            assertThat(dueAt()).isEqualTo(at("23T14:30:00"));
            assertThat(plans.decisions(CALLBACK))
                    .extracting(CallbackDecision::move)
                    .last()
                    .isEqualTo(new NextMove.DialAt(
                            at("23T14:30:00"),
                            "3 h after the end of attempt 1 at Mon 23 Nov 09:00:20 UTC+08:00,"
                                    + " 12:00-14:30 Asia/Shanghai not allowed, open from Mon 23 Nov 14:30:00 UTC+08:00",
                            Optional.empty()));
        }

        @Test
        void told_twice_changes_nothing_more() {
            var news = calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(20));
            time.turn(Duration.ofSeconds(21));
            node.follower().on(news);
            var after = current();
            time.turn(Duration.ofHours(1));
            node.follower().on(news);

            assertThat(current()).isEqualTo(after);
            assertThat(plans.decisions(CALLBACK)).hasSize(2);
        }

        @Test
        void in_which_they_spoke_closes_the_callback() {
            time.turn(Duration.ofMinutes(2));
            node.follower().on(calls.reached(attempt().id(), MORNING, MORNING.plusSeconds(90)));

            assertThat(((CallbackState.Closed) current().state()).reason()).isEqualTo(CloseReason.REACHED);
        }

        @Test
        void that_the_trunk_refused_is_tried_again_soon() {
            time.turn(Duration.ofSeconds(2));
            node.follower().on(calls.congested(attempt().id(), MORNING, MORNING.plusSeconds(1)));

            assertThat(dueAt()).isEqualTo(MORNING.plusSeconds(601));
        }

        @Test
        void by_a_slow_server_clock_does_not_shorten_the_spacing() {
            var slow = MORNING.minus(Duration.ofHours(1));
            time.turn(Duration.ofSeconds(30));
            node.follower().on(calls.switchedOff(attempt().id(), slow, slow.plusSeconds(20)));

            assertThat(endOfAttempt()).isEqualTo(MORNING.plusSeconds(30));
        }

        @Test
        void by_a_server_clock_that_was_set_back_meanwhile_does_not_shorten_the_spacing() {
            time.turn(Duration.ofSeconds(36));
            node.follower().on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(5)));

            assertThat(endOfAttempt()).isEqualTo(MORNING.plusSeconds(36));
        }

        @Test
        void is_over_when_the_server_says_so_and_not_when_we_are_told() {
            time.turn(Duration.ofSeconds(24));
            node.follower().on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(20)));

            assertThat(endOfAttempt()).isEqualTo(MORNING.plusSeconds(20));
        }

        /// Found by the simulation: a list tells since when a call lives by our clock, and the server's was
        /// behind.
        @Test
        void that_was_first_told_by_a_list_is_over_when_we_are_told() {
            time.turn(Duration.ofSeconds(40));
            node.follower().on(calls.switchedOffListed(attempt().id(), MORNING, MORNING.plusSeconds(5)));

            assertThat(endOfAttempt()).isEqualTo(MORNING.plusSeconds(40));
        }

        /// Found by the simulation: the journal of a gap leaves out the beginning when the server's clock is
        /// behind.
        @Test
        void of_which_a_journal_told_the_end_alone_is_over_when_we_are_told() {
            time.turn(Duration.ofSeconds(40));
            node.follower().on(calls.switchedOffHalfRead(attempt().id(), MORNING.plusSeconds(5)));

            assertThat(endOfAttempt()).isEqualTo(MORNING.plusSeconds(40));
        }

        @Test
        void by_a_fast_server_clock_is_never_later_than_now() {
            var fast = MORNING.plus(Duration.ofDays(1));
            time.turn(Duration.ofSeconds(30));
            node.follower().on(calls.switchedOff(attempt().id(), fast, fast.plusSeconds(20)));

            assertThat(endOfAttempt()).isEqualTo(MORNING.plusSeconds(30));
        }

        private Instant endOfAttempt() {
            return ((AttemptState.Settled) attempt().state()).endedAt();
        }
    }

    @Nested
    class ACustomerWhomACallbackReaches {
        private static final CallbackId OTHER = new CallbackId(new UUID(3, 2));

        @BeforeEach
        void dialTheFirstOfTwo() {
            time.turn(Duration.ofSeconds(-1));
            plan(request(CALLBACK, NUMBER));
            plan(request(OTHER, NUMBER));
            plan(request(new CallbackId(new UUID(3, 4)), new PhoneNumber.Known("+8613800138001")));
            time.turn(Duration.ofSeconds(1));
            node.run();
            time.turn(Duration.ofMinutes(2));
        }

        @Test
        void is_not_rung_again_for_another() {
            node.follower().on(reached());

            assertThat(closed(CALLBACK)).isEqualTo(CloseReason.REACHED);
            assertThat(closed(OTHER)).isEqualTo(CloseReason.CONTACTED);
            assertThat(node.run()).isZero();
        }

        @Test
        void is_not_rung_again_from_the_first_word_on_though_the_call_goes_on() {
            node.follower().on(calls.speaking(attempt().id(), MORNING));

            assertThat(current().state()).isEqualTo(new CallbackState.Dialling());
            assertThat(closed(OTHER)).isEqualTo(CloseReason.CONTACTED);
        }

        @Test
        void told_in_any_order_and_again_comes_to_the_same() {
            var speaking = calls.speaking(attempt().id(), MORNING);
            var reached = reached();
            for (var news : List.of(reached, speaking, reached, speaking)) {
                node.follower().on(news);
            }

            assertThat(closed(CALLBACK)).isEqualTo(CloseReason.REACHED);
            assertThat(closed(OTHER)).isEqualTo(CloseReason.CONTACTED);
            assertThat(plans.decisions(OTHER)).hasSize(2);
        }

        @Test
        void and_is_promised_another_call_in_it_is_rung_for_that() {
            var promised = new CallbackId(new UUID(3, 3));
            plan(request(promised, NUMBER));

            node.follower().on(reached());

            assertThat(plans.find(promised).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
        }

        /// Found by the simulation: he was rung for the other half a second later.
        @Test
        void is_not_rung_again_for_another_though_the_servers_clock_is_behind() {
            var slow = MORNING.minus(Duration.ofHours(1));

            node.follower().on(calls.speaking(attempt().id(), slow));

            assertThat(closed(OTHER)).isEqualTo(CloseReason.CONTACTED);
        }

        @Test
        void is_not_rung_again_for_another_though_the_servers_clock_was_set_back_in_the_call() {
            node.follower().on(calls.speaking(attempt().id(), MORNING, MORNING.minus(Duration.ofHours(1))));

            assertThat(closed(OTHER)).isEqualTo(CloseReason.CONTACTED);
        }

        @Test
        void and_is_promised_another_call_in_it_is_rung_for_that_though_the_servers_clock_is_behind_or_ahead() {
            var promised = new CallbackId(new UUID(3, 3));
            time.turn(Duration.ofMinutes(-1));
            plan(request(promised, NUMBER));
            time.turn(Duration.ofMinutes(1));

            for (var wrong : List.of(MORNING.minus(Duration.ofHours(1)), MORNING.plus(Duration.ofHours(1)))) {
                node.follower().on(calls.reached(attempt().id(), wrong, wrong.plusSeconds(120)));
            }

            assertThat(plans.find(promised).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
            assertThat(closed(OTHER)).isEqualTo(CloseReason.CONTACTED);
        }

        @Test
        void who_does_not_answer_is_still_owed_the_other() {
            node.follower().on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(20)));

            assertThat(plans.find(OTHER).orElseThrow().state()).isInstanceOf(CallbackState.Planned.class);
        }

        private CallFollower.CallNews reached() {
            return calls.reached(attempt().id(), MORNING, MORNING.plusSeconds(90));
        }

        private CloseReason closed(CallbackId id) {
            return ((CallbackState.Closed) plans.find(id).orElseThrow().state()).reason();
        }
    }

    @Nested
    class ACustomerWhoRingsUs {
        @Test
        void and_is_heard_is_not_rung_any_more() {
            plan(request(CALLBACK, NUMBER));
            time.turn(Duration.ofMinutes(5));

            node.follower().on(inbound(time.instant(), Optional.of(time.instant())));

            assertThat(((CallbackState.Closed) current().state()).reason()).isEqualTo(CloseReason.CONTACTED);
            assertThat(node.run()).isZero();
        }

        /// Found by the simulation: nobody tells the one clock from the other but the time at which we hear of
        /// it.
        @Test
        void and_is_heard_is_not_rung_any_more_though_the_servers_clock_is_behind() {
            time.turn(Duration.ofMinutes(5));
            plan(request(CALLBACK, NUMBER));
            time.turn(Duration.ofMinutes(3));
            var behind = time.instant().minus(Duration.ofMinutes(10));

            node.follower().on(inbound(behind, Optional.of(behind.minusSeconds(60))));

            assertThat(((CallbackState.Closed) current().state()).reason()).isEqualTo(CloseReason.CONTACTED);
        }

        @Test
        void is_owed_what_was_asked_for_before_we_hear_of_it_hours_later() {
            time.turn(Duration.ofMinutes(5));
            plan(request(CALLBACK, NUMBER));
            time.turn(Duration.ofHours(3));

            node.follower().on(inbound(MORNING.plusSeconds(60), Optional.of(MORNING)));

            assertThat(current().state()).isInstanceOf(CallbackState.Planned.class);
        }

        @Test
        void and_gives_up_in_the_queue_is_still_rung() {
            plan(request(CALLBACK, NUMBER));
            time.turn(Duration.ofMinutes(5));

            node.follower().on(inbound(time.instant(), Optional.empty()));

            assertThat(node.run()).isEqualTo(1);
        }

        @Test
        void does_not_take_back_what_was_promised_to_him_in_that_very_call() {
            var heard = MORNING;
            time.turn(Duration.ofMinutes(3));
            plan(request(CALLBACK, NUMBER));

            node.follower().on(inbound(time.instant(), Optional.of(heard)));

            assertThat(current().state()).isInstanceOf(CallbackState.Planned.class);
        }

        @Test
        void does_not_take_it_back_when_the_servers_clock_is_ahead_either() {
            var ahead = Duration.ofHours(1);
            time.turn(Duration.ofMinutes(1));
            plan(request(CALLBACK, NUMBER));
            time.turn(Duration.ofMinutes(2));

            node.follower().on(inbound(time.instant().plus(ahead), Optional.of(MORNING.plus(ahead))));

            assertThat(current().state()).isInstanceOf(CallbackState.Planned.class);
        }

        private CallFollower.CallNews inbound(Instant end, Optional<Instant> answered) {
            var call = new CallRecord(
                    new CallId("main-1795313984.2"),
                    Direction.INBOUND,
                    "4001",
                    new InertText("13800138000"),
                    InertText.NOTHING,
                    end.minusSeconds(60),
                    Optional.empty(),
                    Optional.empty(),
                    answered,
                    Optional.of(end),
                    Optional.of(answered.isPresent() ? CallResult.ANSWERED : CallResult.ABANDONED),
                    List.of(),
                    List.of(),
                    new CustomerEnd(false, false, true, Optional.empty(), Optional.empty(), Optional.empty()),
                    false,
                    List.of());
            return new CallFollower.CallNews(5, new CallFact.Ended(end), call, NUMBER);
        }
    }

    @Nested
    class AnAttemptNothingIsHeardOf {
        @BeforeEach
        void plan() {
            RingingCallbacksTest.this.plan(request(CALLBACK, NUMBER));
            node.run();
        }

        @Test
        void is_left_alone_while_it_may_ring() {
            time.turn(Duration.ofSeconds(45));

            assertThat(node.sweep()).isZero();
            assertThat(attempt().state()).isInstanceOf(AttemptState.Released.class);
        }

        @Test
        void is_unknown_then_and_counts_as_dialled_after_the_limit() {
            time.turn(Duration.ofSeconds(46));
            assertThat(node.sweep()).isZero();
            assertThat(attempt().state()).isEqualTo(new AttemptState.Unknown(time.instant()));
            time.set(MORNING.plus(CallbackNode.UNKNOWN_LIMIT).minusSeconds(1));
            assertThat(node.sweep()).isZero();

            time.turn(Duration.ofSeconds(1));
            assertThat(node.sweep()).isEqualTo(1);

            assertThat(attempt().state())
                    .isEqualTo(new AttemptState.Settled(new AttemptOutcome.NeverKnown(), time.instant()));
            assertThat(dueAt()).isEqualTo(at("23T14:30:00"));
        }

        @Test
        void lives_as_long_as_the_server_lists_its_channel() {
            node.channels().add(attempt().id().leg(CallbackNode.MAIN));
            time.turn(Duration.ofMinutes(40));

            assertThat(node.sweep()).isZero();
            assertThat(attempt().state()).isInstanceOf(AttemptState.Released.class);
        }

        @Test
        void is_settled_by_what_was_stored_of_its_call() {
            calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(20));
            time.turn(Duration.ofSeconds(46));

            assertThat(node.sweep()).isEqualTo(1);
            assertThat(attempt().state()).isInstanceOf(AttemptState.Settled.class);
        }

        @Test
        void late_news_after_never_known_changes_nothing() {
            time.turn(Duration.ofSeconds(46));
            node.sweep();
            time.turn(CallbackNode.UNKNOWN_LIMIT);
            node.sweep();
            var after = current();

            node.follower().on(calls.switchedOff(attempt().id(), MORNING, MORNING.plusSeconds(20)));

            assertThat(current()).isEqualTo(after);
        }
    }

    @Test
    void a_number_no_longer_allowed_is_never_sent_and_given_to_a_person() {
        var abroad = new PhoneNumber.Known("+882131234567");
        plans.add(
                request(CALLBACK, abroad),
                Optional.empty(),
                new NextMove.DialAt(MORNING, "at once", Optional.empty()),
                MORNING);

        node.run();

        assertThat(line.dialled()).isEmpty();
        assertThat(((CallbackState.Closed) current().state()).reason()).isEqualTo(CloseReason.NOT_ALLOWED);
    }

    @Test
    void a_whole_series_to_a_phone_that_is_off_ends_with_a_person() {
        plan(request(CALLBACK, NUMBER));
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            if (node.run() == 1) {
                AttemptId id = attempt().id();
                var start = time.instant();
                time.turn(Duration.ofSeconds(30));
                node.follower().on(calls.switchedOff(id, start, start.plusSeconds(25)));
            }
            time.turn(Duration.ofMinutes(1));
        }

        assertThat(((CallbackState.Closed) current().state()).reason()).isEqualTo(CloseReason.UNREACHABLE);
        assertThat(current().attempts()).hasSize(4);
        assertThat(Duration.between(
                        current().attempts().getFirst().startedAt(),
                        current().attempts().getLast().startedAt()))
                .isLessThanOrEqualTo(Duration.ofDays(2));
        assertThat(current().attempts())
                .allSatisfy(one ->
                        assertThat(CallbackNode.HOURS.isOpenAt(one.startedAt())).isTrue());
    }

    private Attempt claimOne() {
        var line = new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX);
        return plans.claimDue(line, MORNING, List.of(Optional.empty()), new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt();
    }

    private Callbacks.Planned plan(CallbackRequest request) {
        return node.callbacks().plan(request, Optional.empty());
    }

    private CallbackPlan current() {
        return plans.find(CALLBACK).orElseThrow();
    }

    private Attempt attempt() {
        return current().attempts().getLast();
    }

    private Instant dueAt() {
        return ((CallbackState.Planned) current().state()).dueAt();
    }

    private static AttemptOutcome ours(Fault fault) {
        return new AttemptOutcome.LineFailed(fault, HangupCause.NOT_SAID);
    }

    private static CallbackRequest request(CallbackId id, PhoneNumber.Known number) {
        return new CallbackRequest(id, new CallbackSubject("ticket:1"), number, CallbackReason.REPLY, MORNING);
    }

    private static Instant at(String dayAndTime) {
        return LocalDateTime.parse("2026-11-" + dayAndTime)
                .atZone(CallbackNode.HOURS.zone())
                .toInstant();
    }
}
