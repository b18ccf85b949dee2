package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryHoldStore;
import hearback.telephony.testing.InMemoryPlanStore;
import hearback.telephony.testing.OutboundCalls;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A supervisor says whom not to ring (faults.md cases 39 and 44).
class HoldCallbacksTest {
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final PhoneNumber.Known OTHER = new PhoneNumber.Known("+8613800138001");
    private static final PauseScope EVERYTHING = new PauseScope.Everything();
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final InMemoryHoldStore store = new InMemoryHoldStore();
    private final InMemoryPlanStore plans = new InMemoryPlanStore(store);
    private final ScriptedDialer line = new ScriptedDialer();
    private final CallbackNode node = new CallbackNode(1, plans, store, line, new OutboundCalls(), time);
    private long ids;
    private final HoldCallbacks holds = new HoldCallbacks(
            store,
            plans,
            Map.of(CallbackNode.MAIN, Set.of(new TrunkName("carrier"))),
            new Lines(Map.of("4001", new QueueName("hotline"), "4002", new QueueName("hotline")), Set.of("from-trunk")),
            () -> new UUID(7, ++ids),
            time);

    @BeforeEach
    void plan() {
        plans.fence(CallbackNode.MAIN, 1);
        ask(1, NUMBER);
    }

    @Test
    void nobody_is_rung_while_everything_is_paused_and_everybody_afterwards() {
        assertThat(holds.pause(EVERYTHING, "alarm in the house", "lead", Optional.empty())
                        .orElseThrow()
                        .isNew())
                .isTrue();
        assertThat(holds.pause(EVERYTHING, "again", "other", Optional.empty())
                        .orElseThrow()
                        .isNew())
                .isFalse();

        assertThat(node.run()).isZero();
        assertThat(plan(1).state()).isEqualTo(new CallbackState.Planned(MORNING, "at once"));

        assertThat(holds.resume(EVERYTHING, "lead").orElseThrow().reason()).isEqualTo("alarm in the house");
        assertThat(node.run()).isEqualTo(1);
    }

    @Test
    void a_pause_for_a_time_ends_by_itself() {
        holds.pause(EVERYTHING, "fire drill", "lead", Optional.of(MORNING.plus(Duration.ofMinutes(30))));
        assertThat(node.run()).isZero();

        time.turn(Duration.ofMinutes(30));

        assertThat(node.run()).isEqualTo(1);
    }

    @Test
    void what_is_committed_when_the_pause_comes_is_taken_back_and_dials_nobody() {
        var attempt = plans.claimDue(
                        new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX),
                        MORNING,
                        List.of(Optional.empty()),
                        new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt();
        holds.pause(EVERYTHING, "alarm in the house", "lead", Optional.empty());

        node.ring(attempt);

        assertThat(line.dialled()).isEmpty();
        assertThat(plan(1).state()).isEqualTo(new CallbackState.Planned(MORNING, "at once"));
        assertThat(node.run()).isZero();
    }

    @Test
    void only_what_there_is_can_be_paused() {
        assertThat(List.<PauseScope>of(
                        new PauseScope.OfHotline("4001"),
                        new PauseScope.OfQueue(new QueueName("hotline")),
                        new PauseScope.OfLine(CallbackNode.MAIN),
                        new PauseScope.OfTrunk(CallbackNode.MAIN, new TrunkName("carrier"))))
                .allSatisfy(scope -> assertThat(holds.pause(scope, "because", "lead", Optional.empty()))
                        .isPresent());
        assertThat(List.<PauseScope>of(
                        new PauseScope.OfHotline("4003"),
                        new PauseScope.OfQueue(new QueueName("4001")),
                        new PauseScope.OfLine(new ServerName("second")),
                        new PauseScope.OfTrunk(CallbackNode.MAIN, new TrunkName("other")),
                        new PauseScope.OfTrunk(new ServerName("second"), new TrunkName("carrier"))))
                .allSatisfy(scope -> assertThat(holds.pause(scope, "because", "lead", Optional.empty()))
                        .isEmpty());
    }

    @Test
    void a_listed_number_ends_its_callbacks_as_not_allowed_with_the_reason_and_others_go_on() {
        ask(2, OTHER);
        time.turn(Duration.ofSeconds(1));

        var listed = holds.list(NUMBER, "he asked not to be rung", "lead", Optional.empty());

        assertThat(listed.isNew()).isTrue();
        assertThat(listed.ended()).containsExactly(id(1));
        assertThat(plan(1).state()).isEqualTo(new CallbackState.Closed(CloseReason.NOT_ALLOWED, time.instant()));
        assertThat(plans.decisions(id(1)).getLast().move())
                .isEqualTo(new NextMove.Close(
                        CloseReason.NOT_ALLOWED, "the number is on the do-not-call list: he asked not to be rung"));
        assertThat(node.run()).isEqualTo(1);
        assertThat(line.dialled()).extracting(ScriptedDialer.Dialled::number).containsExactly(OTHER);
    }

    @Test
    void for_a_listed_number_nothing_is_planned_until_it_is_taken_off() {
        holds.list(OTHER, "he asked not to be rung", "lead", Optional.empty());

        assertThat(ask(2, OTHER))
                .isEqualTo(
                        new Callbacks.Planned.NotAllowed(OTHER, "is on the do-not-call list: he asked not to be rung"));
        assertThat(plans.find(id(2))).isEmpty();

        assertThat(holds.unlist(OTHER, "lead")).isPresent();
        assertThat(ask(2, OTHER)).isInstanceOf(Callbacks.Planned.Accepted.class);
    }

    @Test
    void a_number_listed_between_the_claim_and_the_socket_is_not_dialled_and_goes_to_a_person() {
        var attempt = plans.claimDue(
                        new LineLease.Held(CallbackNode.MAIN, 1, Instant.MAX),
                        MORNING,
                        List.of(Optional.empty()),
                        new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt();
        store.list(new Listing(new UUID(8, 1), NUMBER, "he asked not to be rung", "lead", MORNING, Optional.empty()));

        node.ring(attempt);

        assertThat(line.dialled()).isEmpty();
        assertThat(plans.decisions(id(1)).getLast().move())
                .isEqualTo(new NextMove.Close(
                        CloseReason.NOT_ALLOWED, "the number is on the do-not-call list: he asked not to be rung"));
        assertThat(plans.toHandOn(9)).extracting(plan -> plan.request().id()).containsExactly(id(1));
    }

    private Callbacks.Planned ask(int number, PhoneNumber.Known of) {
        return node.callbacks()
                .plan(
                        new CallbackRequest(
                                id(number), new CallbackSubject("ticket:1"), of, CallbackReason.REPLY, MORNING),
                        Optional.empty());
    }

    private CallbackPlan plan(int number) {
        return plans.find(id(number)).orElseThrow();
    }

    private static CallbackId id(int number) {
        return new CallbackId(new UUID(3, number));
    }
}
