package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.life.Actor;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.EndFact;
import hearback.agent.life.Fact;
import hearback.agent.life.LineFact;
import hearback.agent.life.Unreachable;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.sql.SqlUnreachedStore;
import hearback.agent.testing.FakeCallbacks;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.agent.ticket.Ticket;
import hearback.config.profile.Post;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CloseReason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A ticket's steps and its callbacks go together, whoever dies in between.
final class CatchUpCallbacksTest {
    private static final Actor LEAD = Actor.at(Post.SUPERVISOR, "lead");
    private static final EndFact NO_COMPLAINT = new EndFact.Closed(EndFact.How.NO_COMPLAINT, "a wrong number");

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static SqlTicketStore tickets;

    private static int last = 7_000;

    private final FakeCallbacks callbacks = new FakeCallbacks();
    private final PhoneNumber.Known customer = new PhoneNumber.Known("+86135007" + (10_000 + last++));
    private final Ticket ticket = tickets.link(Sample.incoming(last, customer)).ticket();
    private final CatchUpCallbacks catchUp = new CatchUpCallbacks(
            tickets,
            callbacks,
            heard -> new PhoneNumber.Known(heard.text()),
            ShippedTelecom.RULES,
            () -> Sample.NOON.plusSeconds(900));
    /// The process dies after it has taken a step.
    private final WorkOnTickets dies =
            new WorkOnTickets(tickets, ShippedTelecom.RULES, () -> Sample.NOON.plusSeconds(900));

    private final WorkOnTickets work =
            new WorkOnTickets(tickets, ShippedTelecom.RULES, catchUp::atOnce, () -> Sample.NOON.plusSeconds(900));
    private final HandOnUnreachable handOn =
            new HandOnUnreachable(callbacks, work, new SqlUnreachedStore(database.pool()));

    @BeforeAll
    static void start() {
        database = new TestDatabase();
        tickets = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void a_closed_ticket_rings_nobody_any_more_and_the_callback_says_why() {
        var id = asked(1);

        taken(work, "close", NO_COMPLAINT);

        assertThat(state(id)).isInstanceOf(CallbackState.Closed.class);
        assertThat(callbacks.why(id).orElseThrow())
                .startsWith("ticket " + ticket.opening().number() + " is closed since ")
                .endsWith(" by lead: a wrong number");
        assertThat(catchUp.runOnce()).isZero();
    }

    @Test
    void a_process_that_died_between_the_closing_and_the_callback_is_made_up_for() {
        var id = asked(1);
        taken(dies, "close", NO_COMPLAINT);
        assertThat(state(id)).isInstanceOf(CallbackState.Planned.class);

        assertThat(catchUp.runOnce()).isEqualTo(1);

        assertThat(state(id)).isInstanceOf(CallbackState.Closed.class);
        assertThat(catchUp.runOnce()).isZero();
    }

    @Test
    void a_telephony_that_is_away_when_a_ticket_is_closed_is_told_later() {
        var id = asked(1);
        callbacks.goAway();
        taken(work, "close", NO_COMPLAINT);

        callbacks.comeBack();
        assertThat(state(id)).isInstanceOf(CallbackState.Planned.class);
        catchUp.runOnce();

        assertThat(state(id)).isInstanceOf(CallbackState.Closed.class);
    }

    @Test
    void a_withdrawal_of_the_customers_own_will_ends_them_too() {
        var id = asked(1);
        taken(work, "asked", new EndFact.WithdrawalAsked("he does not want it any more"));
        assertThat(state(id)).isInstanceOf(CallbackState.Planned.class);

        var other = Actor.at(Post.SUPERVISOR, "other");
        assertThat(work.propose(
                        ticket.id(), other, "checked", new EndFact.WithdrawalChecked(true, "he said so himself")))
                .isInstanceOf(WorkOnTickets.Outcome.Taken.class);

        assertThat(state(id)).isInstanceOf(CallbackState.Closed.class);
        assertThat(callbacks.why(id).orElseThrow()).endsWith("by other: he said so himself");
    }

    @Test
    void a_special_close_ends_them_too() {
        var id = asked(1);
        taken(work, "asked", new EndFact.SpecialCloseAsked("he insults everybody"));
        var other = Actor.at(Post.ADMINISTRATOR, "other");
        assertThat(work.propose(ticket.id(), other, "closed", new EndFact.SpeciallyClosed("agreed")))
                .isInstanceOf(WorkOnTickets.Outcome.Taken.class);

        assertThat(state(id)).isInstanceOf(CallbackState.Closed.class);
    }

    @Test
    void a_callback_planned_by_whoever_saw_the_ticket_open_is_ended_when_it_was_closed_meanwhile() {
        taken(work, "close", NO_COMPLAINT);
        var id = asked(1);

        tickets.tell(
                ticket.id(),
                "callback " + id,
                Sample.NOON,
                Actor.ITSELF,
                new LineFact.CallbackPlanned(id.toString(), Optional.empty()));
        catchUp.runOnce();

        assertThat(state(id)).isInstanceOf(CallbackState.Closed.class);
        assertThat(catchUp.runOnce()).isZero();
    }

    @Test
    void what_ended_without_contact_is_a_task_on_its_ticket_once() {
        var id = failed(1, CloseReason.NUMBER_CHANGED);

        assertThat(handOn.runOnce()).isEqualTo(1);
        assertThat(handOn.runOnce()).isZero();

        var life = tickets.life(ticket.id()).orElseThrow();
        assertThat(Unreachable.pending(life))
                .singleElement()
                .satisfies(step -> assertThat(step.fact())
                        .isEqualTo(new LineFact.FoundUnreachable(
                                id.toString(), LineFact.Hindrance.NUMBER_CHANGED, "because")));
        assertThat(tickets.withTask("unreachable", Optional.empty(), Optional.empty(), 1_000))
                .extracting(Ticket::id)
                .contains(ticket.id());
    }

    @Test
    void a_process_that_died_before_it_noted_the_handing_on_tells_the_ticket_nothing_twice() {
        failed(1, CloseReason.UNREACHABLE);
        handOn.runOnce();
        int steps = tickets.life(ticket.id()).orElseThrow().steps().size();

        callbacks.forgetHandingOn();
        assertThat(handOn.runOnce()).isEqualTo(1);

        assertThat(tickets.life(ticket.id()).orElseThrow().steps()).hasSize(steps);
    }

    @Test
    void a_renewed_callback_begins_a_series_of_its_own_once_whoever_dies_in_between() {
        var old = failed(1, CloseReason.UNREACHABLE);
        handOn.runOnce();
        taken(dies, "renew", new CustomerFact.CallbackRenewed(old.toString(), Optional.empty(), "he is back"));

        catchUp.runOnce();
        catchUp.runOnce();
        assertThat(catchUp.runOnce()).isZero();

        assertThat(open()).singleElement().satisfies(plan -> {
            assertThat(plan.request().id()).isNotEqualTo(old);
            assertThat(plan.request().number()).isEqualTo(customer);
            assertThat(plan.request().reason()).isEqualTo(CallbackReason.REPLY);
            assertThat(plan.profile()).hasValue(ShippedTelecom.RULES.versionOf(ticket, Sample.NOON));
        });
        assertThat(tickets.life(ticket.id()).orElseThrow().all(LineFact.CallbackPlanned.class))
                .extracting(LineFact.CallbackPlanned::callback)
                .containsExactly(open().getFirst().request().id().toString());
        assertThat(tickets.withTask("unreachable", Optional.empty(), Optional.empty(), 1_000))
                .extracting(Ticket::id)
                .doesNotContain(ticket.id());
    }

    @Test
    void a_renewed_callback_may_ring_another_number() {
        var old = failed(1, CloseReason.NUMBER_CHANGED);
        handOn.runOnce();

        taken(
                work,
                "renew",
                new CustomerFact.CallbackRenewed(old.toString(), Optional.of("+8613500099999"), "his wife said it"));

        assertThat(open()).extracting(plan -> plan.request().number().e164()).containsExactly("+8613500099999");
    }

    @Test
    void a_renewed_callback_rings_the_numbers_that_may_be_rung() {
        var other = new PhoneNumber.Known("+8613600" + (100_000 + last));
        var old = failed(1, CloseReason.UNREACHABLE, List.of(other));
        handOn.runOnce();
        callbacks.forbid(customer.e164());

        taken(work, "renew", new CustomerFact.CallbackRenewed(old.toString(), Optional.empty(), "he is back"));

        assertThat(open())
                .singleElement()
                .extracting(plan -> plan.request().numbers())
                .isEqualTo(List.of(other));
        assertThat(told(LineFact.CallbackPlanned.class)).hasSize(1);
        assertThat(told(LineFact.CallbackRefused.class)).isEmpty();
    }

    @Test
    void a_ticket_is_told_of_a_renewed_callback_although_another_of_its_numbers_may_be_rung_since_it_was_planned() {
        var other = new PhoneNumber.Known("+8613600" + (200_000 + last));
        var old = failed(1, CloseReason.UNREACHABLE, List.of(other));
        handOn.runOnce();
        var renewal = new CustomerFact.CallbackRenewed(old.toString(), Optional.empty(), "he is back");
        callbacks.plan(
                new CallbackRequest(
                        CatchUpCallbacks.idOf(renewal),
                        OpenTickets.subjectOf(ticket),
                        other,
                        CallbackReason.REPLY,
                        Sample.NOON),
                Optional.empty());

        taken(work, "renew", renewal);

        assertThat(open()).hasSize(1);
        assertThat(told(LineFact.CallbackPlanned.class))
                .containsExactly(new LineFact.CallbackPlanned(
                        CatchUpCallbacks.idOf(renewal).toString(), Optional.empty()));
    }

    @Test
    void a_renewed_callback_none_of_whose_numbers_may_be_rung_is_refused_on_its_ticket() {
        var old = failed(1, CloseReason.UNREACHABLE, List.of(new PhoneNumber.Known("+86136007" + (10_000 + last))));
        handOn.runOnce();
        callbacks.forbid("+86");

        taken(work, "renew", new CustomerFact.CallbackRenewed(old.toString(), Optional.empty(), "he is back"));

        assertThat(open()).isEmpty();
        assertThat(told(LineFact.CallbackRefused.class))
                .extracting(LineFact.CallbackRefused::why)
                .containsExactly("may not be dialled");
    }

    private <F extends Fact> List<F> told(Class<F> kind) {
        return tickets.life(ticket.id()).orElseThrow().all(kind).toList();
    }

    private CallbackId asked(int number) {
        var id = new CallbackId(new UUID(last, number));
        callbacks.plan(
                new CallbackRequest(id, OpenTickets.subjectOf(ticket), customer, CallbackReason.REPLY, Sample.NOON),
                Optional.empty());
        return id;
    }

    private CallbackId failed(int number, CloseReason reason) {
        return failed(number, reason, List.of());
    }

    private CallbackId failed(int number, CloseReason reason, List<PhoneNumber.Known> others) {
        var id = asked(number);
        var plan = callbacks.find(id).orElseThrow();
        callbacks.put(new CallbackPlan(
                plan.request().alsoAt(others),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Closed(reason, Sample.NOON),
                List.of(),
                Optional.empty()));
        return id;
    }

    private void taken(WorkOnTickets by, String cause, Fact fact) {
        assertThat(by.propose(ticket.id(), LEAD, cause, fact)).isInstanceOf(WorkOnTickets.Outcome.Taken.class);
    }

    private List<CallbackPlan> open() {
        return callbacks.list(Optional.empty(), Optional.empty(), 100).stream()
                .filter(plan -> !(plan.state() instanceof CallbackState.Closed))
                .toList();
    }

    private CallbackState state(CallbackId id) {
        return callbacks.find(id).orElseThrow().state();
    }
}
