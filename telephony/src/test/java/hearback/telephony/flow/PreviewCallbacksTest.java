package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.Trunk;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent looks at a callback before he starts it.
class PreviewCallbacksTest {
    private static final AgentId ONE = new AgentId("1001");
    private static final AgentId TWO = new AgentId("1002");
    private static final QueueName HOTLINE = new QueueName("hotline");
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final Previews.Answer DONE = new Previews.Answer.Done();

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final CallbackNode node = new CallbackNode(1, plans, new ScriptedDialer(), new OutboundCalls(), time);
    private final RetryRules rules = new GuardedRules(_ -> CallbackNode.RULE, plans);
    private final LiveBoard board = new LiveBoard();
    private final List<PreviewCallbacks.Started> started = new ArrayList<>();
    private Optional<LineLease.Held> held = Optional.of(new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX));
    private final Lanes lanes = new Lanes(
            plans,
            List.of(new Lane(
                    new Trunk(TrunkName.NOT_SAID, List.of(), 1, 1_000, 10),
                    new RingCustomer(
                            plans,
                            new ScriptedDialer(),
                            new SettleAttempt(plans, rules, time),
                            new AllowedNumbers(List.of("+86")),
                            rules,
                            time))));
    private final PreviewCallbacks previews = new PreviewCallbacks(
            new PreviewCallbacks.Line(
                    () -> held,
                    new AgentRoom.Place(CallbackNode.MAIN, HOTLINE, Set.of("4001")),
                    board,
                    lanes,
                    Duration.ofSeconds(15),
                    LIMIT),
            plans,
            rules,
            new SettleAttempt(plans, rules, time),
            started::add,
            time);

    @BeforeEach
    void agents() {
        plans.fence(CallbackNode.MAIN, 1);
        member(ONE, new Member.State.Ready());
        member(TWO, new Member.State.Paused(InertText.NOTHING));
    }

    @Test
    void what_is_due_is_offered_to_one_agent_and_the_same_to_him_again() {
        due(1, CallbackReason.REPLY);
        var first = offered(ONE);

        assertThat(first.plan().request().id()).isEqualTo(id(1));
        assertThat(first.attempt().isAgentFirst()).isTrue();
        assertThat(first.until()).isEqualTo(MORNING.plus(LIMIT));
        assertThat(attempt(1).state()).isInstanceOf(AttemptState.Committed.class);
        assertThat(previews.next(ONE)).isEqualTo(first);
        assertThat(previews.next(TWO)).isEqualTo(new Previews.Next.NothingDue());
        assertThat(started).isEmpty();
    }

    @Test
    void who_starts_it_is_rung_and_only_once() {
        due(1, CallbackReason.REPLY);
        var offer = offered(ONE);

        assertThat(previews.start(offer.attempt(), TWO)).isEqualTo(notHis(TWO));
        assertThat(previews.start(offer.attempt(), ONE)).isEqualTo(DONE);
        assertThat(previews.start(offer.attempt(), ONE)).isEqualTo(notHis(ONE));

        assertThat(started).singleElement().satisfies(one -> {
            assertThat(one.claimed().attempt().id()).isEqualTo(offer.attempt());
            assertThat(one.agent()).hasValue(ONE);
        });
        assertThat(previews.handBack(offer.attempt(), ONE, "too late")).isEqualTo(notHis(ONE));
    }

    @Test
    void what_is_handed_back_has_rung_nobody_says_why_and_is_due_for_the_next_one() {
        due(1, CallbackReason.REPLY);
        var offer = offered(ONE);

        assertThat(previews.handBack(offer.attempt(), ONE, "he speaks Cantonese"))
                .isEqualTo(DONE);

        assertThat(attempt(1).state())
                .isEqualTo(new AttemptState.Settled(
                        new AttemptOutcome.LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID), MORNING));
        assertThat(plan(1).state()).isInstanceOf(CallbackState.Planned.class);
        assertThat(plans.decisions(id(1)).getLast().move())
                .isEqualTo(new NextMove.DialAt(
                        MORNING, "handed back by agent 1001: he speaks Cantonese", Optional.empty()));
        assertThat(offered(TWO).plan().request().id()).isEqualTo(id(1));
        assertThat(started).isEmpty();
    }

    @Test
    void who_does_nothing_loses_it_and_whoever_holds_the_line_takes_it_back() {
        due(1, CallbackReason.REPLY);
        var offer = offered(ONE);
        time.turn(LIMIT);

        assertThat(previews.start(offer.attempt(), ONE)).isEqualTo(notHis(ONE));
        assertThat(node.sweep()).isZero();
        time.turn(CallbackNode.RING_TIME);
        assertThat(node.sweep()).isEqualTo(1);

        assertThat(started).isEmpty();
        assertThat(offered(TWO).plan().request().id()).isEqualTo(id(1));
    }

    @Test
    void nobody_is_offered_anything_in_quiet_hours_without_the_line_or_while_he_is_talking() {
        due(1, CallbackReason.REPLY);
        member(ONE, new Member.State.OnCall());
        assertThat(previews.next(ONE))
                .isEqualTo(new Previews.Next.NotNow("agent 1001 is not free in the queue hotline"));
        assertThat(previews.next(new AgentId("1009"))).isInstanceOf(Previews.Next.NotNow.class);
        var line = held;
        held = Optional.empty();
        assertThat(previews.next(TWO))
                .isEqualTo(new Previews.Next.NotNow("the line to main is not held and connected"));
        held = line;
        time.set(MORNING.plus(Duration.ofHours(4)));
        assertThat(previews.next(TWO)).isEqualTo(new Previews.Next.NothingDue());

        time.set(MORNING.plus(Duration.ofHours(6)));
        assertThat(offered(TWO).plan().request().id()).isEqualTo(id(1));
    }

    @Test
    void a_survey_that_is_due_is_sent_off_and_not_looked_at() {
        due(1, CallbackReason.SURVEY);
        time.turn(Duration.ofSeconds(1));
        due(2, CallbackReason.REPLY);

        assertThat(offered(ONE).plan().request().id()).isEqualTo(id(2));
        assertThat(started).singleElement().satisfies(one -> {
            assertThat(one.claimed().attempt().callback()).isEqualTo(id(1));
            assertThat(one.agent()).isEmpty();
        });
    }

    @Test
    void what_nobody_wants_any_more_is_not_offered_again() {
        due(1, CallbackReason.REPLY);
        var offer = offered(ONE);
        assertThat(plans.close(id(1), new NextMove.Close(CloseReason.WITHDRAWN, "taken back"), MORNING))
                .isTrue();
        due(2, CallbackReason.REPLY);

        assertThat(offered(ONE).plan().request().id()).isEqualTo(id(2));
        assertThat(previews.start(offer.attempt(), ONE))
                .isEqualTo(new Previews.Answer.Refused("nobody wants it any more, its callback was closed: WITHDRAWN"));
    }

    @Test
    void what_was_offered_under_an_older_fence_is_started_by_nobody_and_offered_no_more() {
        due(1, CallbackReason.REPLY);
        var offer = offered(ONE);
        held = Optional.of(new LineLease.Held(CallbackNode.MAIN, 2, Instant.MAX));
        plans.fence(CallbackNode.MAIN, 2);

        assertThat(previews.start(offer.attempt(), ONE)).isEqualTo(notHis(ONE));
        assertThat(previews.next(ONE)).isEqualTo(new Previews.Next.NothingDue());
        assertThat(started).isEmpty();
    }

    @Test
    void what_cannot_be_done_without_the_line_can_be_done_when_it_is_back() {
        due(1, CallbackReason.REPLY);
        var offer = offered(ONE);
        var line = held;
        held = Optional.empty();
        var notNow = new Previews.Answer.NotNow("the line to main is not held and connected");
        assertThat(previews.start(offer.attempt(), ONE)).isEqualTo(notNow);
        assertThat(previews.handBack(offer.attempt(), ONE, "lunch")).isEqualTo(notNow);

        held = line;
        assertThat(previews.start(offer.attempt(), ONE)).isEqualTo(DONE);
    }

    private Previews.Next.Offered offered(AgentId agent) {
        return (Previews.Next.Offered) previews.next(agent);
    }

    private void due(int number, CallbackReason reason) {
        plans.add(
                new CallbackRequest(
                        id(number),
                        new CallbackSubject("ticket:" + number),
                        new PhoneNumber.Known("+861380013800" + number),
                        reason,
                        time.instant()),
                Optional.empty(),
                new NextMove.DialAt(time.instant(), "because", Optional.empty()),
                time.instant());
    }

    private static Previews.Answer notHis(AgentId agent) {
        return new Previews.Answer.Refused("it is not, or not any more, offered to agent " + agent);
    }

    private CallbackPlan plan(int number) {
        return plans.find(id(number)).orElseThrow();
    }

    private Attempt attempt(int number) {
        return plan(number).attempts().getFirst();
    }

    private static CallbackId id(int number) {
        return new CallbackId(new UUID(3, number));
    }

    private void member(AgentId agent, Member.State state) {
        board.memberChanged(new Member(CallbackNode.MAIN, HOTLINE, agent, InertText.NOTHING, state));
    }
}
