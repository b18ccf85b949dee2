package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.flow.UnreachedStore.Decided;
import hearback.agent.flow.UnreachedStore.Unreached;
import hearback.agent.life.LineFact.Hindrance;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.sql.SqlUnreachedStore;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.AllowedNumbers;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.PlanCallback;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.StoreUnavailable;
import hearback.telephony.sql.SqlPlanStore;
import hearback.telephony.testing.CallbackNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Callbacks of no ticket become tasks, whoever dies in between, with both modules' stores on a real PostgreSQL.
/// Those of tickets: [CatchUpCallbacksTest].
final class HandOnUnreachableTest {
    private static final Instant CLOSED = Sample.NOON.plusSeconds(172_800);

    private final TestDatabase database = new TestDatabase();
    private final PlanStore plans = new SqlPlanStore(database.pool());
    private final Callbacks callbacks = new PlanCallback(
            plans, _ -> CallbackNode.RULE, new AllowedNumbers(List.of("+86")), () -> {}, () -> CLOSED.plusSeconds(1));
    private final UnreachedStore unreached = new SqlUnreachedStore(database.pool());
    private final HandOnUnreachable handOn = handOn(unreached);
    private int last = 0;

    @AfterEach
    void stop() {
        database.close();
    }

    private HandOnUnreachable handOn(UnreachedStore store) {
        var tickets = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);
        return new HandOnUnreachable(
                callbacks, new WorkOnTickets(tickets, ShippedTelecom.RULES, () -> CLOSED.plusSeconds(1)), store);
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, TRIES_EXHAUSTED",
        "NUMBER_UNKNOWN, NUMBER_UNKNOWN",
        "NUMBER_CHANGED, NUMBER_CHANGED",
        "NOT_ALLOWED, NOT_ALLOWED",
    })
    void whatever_ends_without_contact_is_one_task(CloseReason reason, Hindrance hindrance) {
        var id = closed("asked:li", reason);

        assertThat(handOn.runOnce()).isEqualTo(1);
        assertThat(handOn.runOnce()).isZero();

        assertThat(unreached.open(Optional.empty(), 10))
                .containsExactly(new Unreached(id, hindrance, "because of " + reason, CLOSED, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(names = {"REACHED", "CONTACTED", "NOTHING_PRESSED", "WITHDRAWN"})
    void who_was_spoken_to_or_no_more_wanted_is_nobodys_task(CloseReason reason) {
        closed("asked:li", reason);
        var task = closed("asked:li", CloseReason.UNREACHABLE);

        handOn.runOnce();

        assertThat(unreached.open(Optional.empty(), 10))
                .extracting(Unreached::callback)
                .containsExactly(task);
    }

    @Test
    void a_callback_whose_ticket_is_not_there_is_a_task_by_itself() {
        var id = closed("ticket:" + new UUID(31, 0), CloseReason.UNREACHABLE);

        handOn.runOnce();

        assertThat(unreached.open(Optional.empty(), 10))
                .extracting(Unreached::callback)
                .containsExactly(id);
    }

    @Test
    void a_process_that_died_after_the_closing_is_made_up_for_by_the_next_one() {
        var id = closed("asked:li", CloseReason.UNREACHABLE);
        var dies = handOn(new Dying(unreached, false));
        assertThatThrownBy(dies::runOnce).isInstanceOf(StoreUnavailable.class);
        assertThat(unreached.find(id)).isEmpty();

        assertThat(handOn.runOnce()).isEqualTo(1);

        assertThat(unreached.find(id)).isPresent();
    }

    @Test
    void a_process_that_died_between_the_task_and_its_note_makes_no_second_one() {
        var id = closed("asked:li", CloseReason.UNREACHABLE);
        var dies = handOn(new Dying(unreached, true));
        assertThatThrownBy(dies::runOnce).isInstanceOf(StoreUnavailable.class);
        assertThat(unreached.open(Optional.empty(), 10)).hasSize(1);

        assertThat(handOn.runOnce()).as("it was not noted as handed on").isEqualTo(1);

        assertThat(unreached.open(Optional.empty(), 10))
                .extracting(Unreached::callback)
                .containsExactly(id);
        assertThat(handOn.runOnce()).isZero();
    }

    @Test
    void what_was_decided_before_it_was_noted_as_handed_on_is_not_opened_again() {
        var id = closed("asked:li", CloseReason.UNREACHABLE);
        var dies = handOn(new Dying(unreached, true));
        assertThatThrownBy(dies::runOnce).isInstanceOf(StoreUnavailable.class);
        unreached.decide(id, new Decided("lead", "a letter was sent", CLOSED.plusSeconds(60)));

        assertThat(handOn.runOnce()).isEqualTo(1);

        assertThat(unreached.open(Optional.empty(), 10)).isEmpty();
    }

    private CallbackId closed(String subject, CloseReason reason) {
        var id = new CallbackId(new UUID(31, ++last));
        var request = new CallbackRequest(
                id,
                new CallbackSubject(subject),
                new PhoneNumber.Known("+8613500003101"),
                CallbackReason.PROMISED,
                Sample.NOON);
        assertThat(callbacks.plan(request, Optional.empty())).isInstanceOf(Callbacks.Planned.Accepted.class);
        assertThat(plans.close(id, new NextMove.Close(reason, "because of " + reason), CLOSED))
                .isTrue();
        return id;
    }

    /// The process dies while it adds the task.
    ///
    /// @param isAdded whether the database had it by then
    private record Dying(UnreachedStore kept, boolean isAdded) implements UnreachedStore {
        @Override
        public void add(Unreached task) {
            if (isAdded) {
                kept.add(task);
            }
            throw new StoreUnavailable("task", new IllegalStateException("died"));
        }

        @Override
        public Optional<Unreached> find(CallbackId callback) {
            return kept.find(callback);
        }

        @Override
        public List<Unreached> open(Optional<CallbackId> before, int limit) {
            return kept.open(before, limit);
        }

        @Override
        public boolean decide(CallbackId callback, Decided decided) {
            return kept.decide(callback, decided);
        }
    }
}
