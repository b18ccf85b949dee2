package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.Trunk;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.InMemoryPreviewWishes;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent looks at a callback and starts it at a node that does not hold the line; either node may die at any step.
class PreviewOnTwoNodesTest {
    private static final AgentId ONE = new AgentId("1001");
    private static final AgentId TWO = new AgentId("1002");
    private static final QueueName HOTLINE = new QueueName("hotline");
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final String SILENT = "the node that holds the line to main did not answer within 3 s";

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryPlanStore plans = new InMemoryPlanStore();
    private final InMemoryPreviewWishes wishes = new InMemoryPreviewWishes();
    private final ScriptedDialer dialer = new ScriptedDialer();
    private final RetryRules rules = new GuardedRules(_ -> CallbackNode.RULE, plans);
    private final SettleAttempt settle = new SettleAttempt(plans, rules, time);
    private final RingCustomer ring =
            new RingCustomer(plans, dialer, settle, new AllowedNumbers(List.of("+86")), rules, time);
    private final AtomicLong ids = new AtomicLong();
    private final Node north = new Node();
    private final Node south = new Node();
    /// What the other node does while an agent waits at one.
    private Runnable meanwhile = () -> north.wished.runOnce();

    @BeforeEach
    void the_north_holds_the_line() {
        north.takesTheLine(1);
        due(1);
    }

    @Test
    void what_is_offered_and_started_in_the_south_is_rung_by_the_north_once() {
        var offer = offered(south, ONE);
        assertThat(offer.plan().request().id()).isEqualTo(id(1));
        assertThat(offer.until()).isEqualTo(time.instant().plus(LIMIT));
        assertThat(offered(north, ONE).attempt()).isEqualTo(offer.attempt());
        assertThat(south.desk.next(TWO)).isEqualTo(new Previews.Next.NothingDue());
        assertThat(south.desk.start(offer.attempt(), TWO))
                .isEqualTo(new Previews.Answer.Refused("it is not, or not any more, offered to agent 1002"));

        assertThat(south.desk.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.Done());

        assertThat(rung()).containsExactly(offer.attempt());
        var again = new Previews.Answer.Refused("it was started already");
        assertThat(south.desk.start(offer.attempt(), ONE)).isEqualTo(again);
        assertThat(north.desk.start(offer.attempt(), ONE)).isEqualTo(again);
        assertThat(south.desk.handBack(offer.attempt(), ONE, "too late")).isEqualTo(again);
        assertThat(rung()).hasSize(1);
    }

    @Test
    void what_is_handed_back_in_the_south_is_offered_to_the_next_one_in_the_north() {
        var offer = offered(south, ONE);

        assertThat(south.desk.handBack(offer.attempt(), ONE, "speaks Cantonese"))
                .isEqualTo(new Previews.Answer.Done());

        assertThat(plans.decisions(id(1)).getLast().move())
                .isEqualTo(new NextMove.DialAt(
                        time.instant(), "handed back by agent 1001: speaks Cantonese", Optional.empty()));
        assertThat(offered(north, TWO).plan().request().id()).isEqualTo(id(1));
        assertThat(south.desk.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.Refused("it was taken back"));
        assertThat(rung()).isEmpty();
    }

    @Test
    void who_is_not_free_and_what_nobody_wants_any_more_is_said_in_the_south_as_in_the_north() {
        assertThat(south.desk.next(new AgentId("1009")))
                .isEqualTo(new Previews.Next.NotNow("agent 1009 is not free in the queue hotline"));
        var offer = offered(south, ONE);
        assertThat(plans.close(id(1), new NextMove.Close(CloseReason.WITHDRAWN, "taken back"), time.instant()))
                .isTrue();

        assertThat(south.desk.start(offer.attempt(), ONE))
                .isEqualTo(new Previews.Answer.Refused("nobody wants it any more, its callback was closed: WITHDRAWN"));
        assertThat(rung()).isEmpty();
    }

    @Test
    void that_nobody_holds_the_line_is_said_at_once() {
        var offer = offered(south, ONE);
        north.losesTheLine();
        wishes.heldByNobody(CallbackNode.MAIN);
        var before = time.instant();
        String why = "no node holds the line to main now";

        assertThat(south.desk.next(TWO)).isEqualTo(new Previews.Next.NotNow(why));
        assertThat(south.desk.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.NotNow(why));
        assertThat(south.desk.handBack(offer.attempt(), ONE, "lunch")).isEqualTo(new Previews.Answer.NotNow(why));

        assertThat(time.instant()).isEqualTo(before);
    }

    @Test
    void what_the_north_never_took_is_over_after_three_seconds_and_done_by_nobody_later() {
        var offer = offered(south, ONE);
        meanwhile = () -> {};
        var before = time.instant();

        assertThat(south.desk.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.NotNow(SILENT));
        assertThat(Duration.between(before, time.instant())).isEqualTo(AskLineHolder.PATIENCE);
        assertThat(south.desk.next(TWO)).isEqualTo(new Previews.Next.NotNow(SILENT));
        assertThat(south.desk.handBack(offer.attempt(), ONE, "lunch")).isEqualTo(new Previews.Answer.NotNow(SILENT));

        assertThat(north.wished.runOnce()).isZero();
        assertThat(rung()).isEmpty();
        assertThat(north.desk.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.Done());
    }

    @Test
    void what_the_north_took_and_has_not_rung_is_taken_back_and_it_rings_nobody_when_it_goes_on() {
        var offer = offered(south, ONE);
        meanwhile = this::northTakesAndDies;

        assertThat(south.desk.start(offer.attempt(), ONE))
                .isEqualTo(new Previews.Answer.NotNow(SILENT + "; nobody was rung, and the callback is due again"));

        assertThat(north.line.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.Refused("it was taken back"));
        assertThat(rung()).isEmpty();
        assertThat(plans.counts(time.instant()).live()).isZero();
    }

    @Test
    void what_the_north_rang_before_it_died_is_said_to_be_rung() {
        var offer = offered(south, ONE);
        meanwhile =
                () -> wishes.take(north.lease(), time.instant()).forEach(_ -> north.line.start(offer.attempt(), ONE));

        assertThat(south.desk.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.Done());

        assertThat(rung()).containsExactly(offer.attempt());
    }

    @Test
    void whether_it_was_handed_back_before_the_north_died_is_said_too() {
        var offer = offered(south, ONE);
        meanwhile = this::northTakesAndDies;
        assertThat(south.desk.handBack(offer.attempt(), ONE, "lunch")).isEqualTo(new Previews.Answer.NotNow(SILENT));

        meanwhile = () -> wishes.take(north.lease(), time.instant())
                .forEach(_ -> north.line.handBack(offer.attempt(), ONE, "lunch"));
        assertThat(south.desk.handBack(offer.attempt(), ONE, "lunch")).isEqualTo(new Previews.Answer.Done());
    }

    @Test
    void what_was_offered_to_an_agent_whose_node_died_is_his_at_the_other() {
        meanwhile = () -> {
            north.wished.runOnce();
            throw new IllegalStateException("killed");
        };
        assertThatThrownBy(() -> south.desk.next(ONE)).hasMessage("killed");

        assertThat(north.desk.next(TWO)).isEqualTo(new Previews.Next.NothingDue());
        var offer = offered(north, ONE);
        assertThatThrownBy(() -> south.desk.start(offer.attempt(), ONE)).hasMessage("killed");

        assertThat(rung()).containsExactly(offer.attempt());
        assertThat(north.desk.start(offer.attempt(), ONE))
                .isEqualTo(new Previews.Answer.Refused("it was started already"));
    }

    @Test
    void what_an_agent_looks_at_when_the_north_dies_is_nobody_else_s_until_his_time_is_over() {
        var offer = offered(south, ONE);
        south.takesTheLine(2);
        due(2);

        assertThat(south.desk.start(offer.attempt(), ONE))
                .isEqualTo(new Previews.Answer.Refused("it is not, or not any more, offered to agent 1001"));
        time.set(offer.until().minusMillis(1));
        assertThat(south.sweep.runOnce()).isZero();
        assertThat(offered(south, TWO).plan().request().id()).isEqualTo(id(2));

        // The elder goes on, and does not know yet that it is none.
        meanwhile = () -> {};
        assertThat(north.line.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.Done());
        assertThat(rung()).isEmpty();
    }

    @Test
    void what_nobody_looks_at_any_more_is_taken_back_by_the_next_to_hold_the_line() {
        var offer = offered(south, ONE);
        south.takesTheLine(2);
        time.set(offer.until());

        assertThat(south.sweep.runOnce()).isEqualTo(1);

        assertThat(offered(south, TWO).plan().request().id()).isEqualTo(id(1));
        assertThat(north.line.start(offer.attempt(), ONE)).isEqualTo(new Previews.Answer.Refused("it was taken back"));
        assertThat(rung()).isEmpty();
    }

    private void northTakesAndDies() {
        var _ = wishes.take(north.lease(), time.instant());
    }

    private static Previews.Next.Offered offered(Node node, AgentId agent) {
        return (Previews.Next.Offered) node.desk.next(agent);
    }

    private List<AttemptId> rung() {
        return dialer.dialled().stream().map(ScriptedDialer.Dialled::attempt).toList();
    }

    private void due(int number) {
        plans.add(
                new CallbackRequest(
                        id(number),
                        new CallbackSubject("ticket:" + number),
                        new PhoneNumber.Known("+861380013800" + number),
                        CallbackReason.REPLY,
                        time.instant()),
                Optional.empty(),
                new NextMove.DialAt(time.instant(), "because", Optional.empty()),
                time.instant());
    }

    private static CallbackId id(int number) {
        return new CallbackId(new UUID(3, number));
    }

    /// One of the two. Its board knows the agents only while it holds the line, as without Redis.
    private final class Node {
        private final LiveBoard board = new LiveBoard();
        private Optional<LineLease.Held> held = Optional.empty();
        private final Lanes lanes =
                new Lanes(plans, List.of(new Lane(new Trunk(TrunkName.NOT_SAID, List.of(), 1, 1_000, 10), ring)));
        private final PreviewCallbacks line = new PreviewCallbacks(
                new PreviewCallbacks.Line(
                        () -> held,
                        new AgentRoom.Place(CallbackNode.MAIN, HOTLINE, Set.of("4001")),
                        board,
                        lanes,
                        Duration.ofSeconds(15),
                        LIMIT),
                plans,
                rules,
                settle,
                started -> ring.ring(started.claimed()),
                time);
        private final FulfilWishes wished = new FulfilWishes(() -> held, wishes, line, time);
        private final PreviewDesk desk = new PreviewDesk(
                List.of(new PreviewDesk.Place(() -> held, line)),
                plans,
                new AskLineHolder(wishes, plans, settle, this::rest, () -> new UUID(9, ids.incrementAndGet()), time));
        private final SweepUnknownAttempts sweep = new SweepUnknownAttempts(
                plans,
                () -> held,
                new SweepUnknownAttempts.Proof(new OutboundCalls(), Set::of, new SettleAttempts(plans, settle, time)),
                settle,
                SweepUnknownAttempts.Patience.of(CallbackNode.RING_TIME, CallbackNode.UNKNOWN_LIMIT, LIMIT),
                time);

        private void rest(Duration length) {
            time.turn(length);
            meanwhile.run();
        }

        LineLease.Held lease() {
            return held.orElseThrow();
        }

        void takesTheLine(long fence) {
            held = Optional.of(new LineLease.Held(CallbackNode.MAIN, fence, Instant.MAX));
            plans.fence(CallbackNode.MAIN, fence);
            wishes.held(CallbackNode.MAIN, fence);
            member(ONE, new Member.State.Ready());
            member(TWO, new Member.State.Paused(InertText.NOTHING));
        }

        void losesTheLine() {
            held = Optional.empty();
        }

        private void member(AgentId agent, Member.State state) {
            board.memberChanged(new Member(CallbackNode.MAIN, HOTLINE, agent, InertText.NOTHING, state));
        }
    }
}
