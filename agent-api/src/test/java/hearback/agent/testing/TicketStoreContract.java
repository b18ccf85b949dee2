package hearback.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.TicketStore;
import hearback.agent.flow.WorkOnTickets;
import hearback.agent.life.Actor;
import hearback.agent.life.Alarms;
import hearback.agent.life.CourseFact;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.EndFact;
import hearback.agent.life.Fact;
import hearback.agent.life.Ids;
import hearback.agent.life.IntakeFact;
import hearback.agent.life.LineFact;
import hearback.agent.life.OnCall;
import hearback.agent.life.OrderFact;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.life.TrustFact;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Priority;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Intake;
import hearback.config.profile.Post;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every keeper of tickets does. One store may serve all tests: each has customers of its own.
public abstract class TicketStoreContract {
    private static int lastNumber = 1000;

    protected abstract TicketStore store();

    protected static PhoneNumber.Known newCustomer() {
        return new PhoneNumber.Known("+86138000" + (10_000 + lastNumber++));
    }

    @Test
    void the_first_call_opens_and_the_second_urges() {
        var customer = newCustomer();
        var first = store().link(Sample.incoming(1, customer));
        var second = store().link(Sample.incoming(2, customer));

        assertThat(first.isNew()).isTrue();
        assertThat(first.call().link()).isEqualTo(LinkedCall.Link.OPENED);
        assertThat(second.call().link()).isEqualTo(LinkedCall.Link.URGED);
        assertThat(second.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(store().find(first.ticket().id())).contains(second.ticket());
        assertThat(kinds(first.ticket().id()))
                .containsExactly("registered", "accepted", "call-linked", "call-linked", "urged", "class-given");
    }

    @Test
    void the_same_call_told_again_changes_nothing() {
        var call = Sample.incoming(3, newCustomer());
        var first = store().link(call);
        var again = store().link(call);

        assertThat(again.isNew()).isFalse();
        assertThat(again.ticket()).isEqualTo(first.ticket());
        assertThat(kinds(first.ticket().id())).containsExactly("registered", "accepted", "call-linked");
    }

    @Test
    void repeated_urges_raise_the_priority() {
        var customer = newCustomer();
        for (int n = 10; n < 13; n++) {
            store().link(Sample.incoming(n, customer));
        }
        var ticket = store().link(Sample.incoming(13, customer)).ticket();
        assertThat(ticket.priority()).isEqualTo(Priority.URGENT);
    }

    @Test
    void a_call_after_the_close_opens_a_new_ticket() {
        var customer = newCustomer();
        var first = store().link(Sample.incoming(20, customer)).ticket();
        var closed = closed(first);

        assertThat(closed)
                .isInstanceOfSatisfying(
                        Ticket.Closed.class, ticket -> assertThat(ticket.who()).isEqualTo("li"));
        var second = store().link(Sample.incoming(21, customer));
        assertThat(second.call().link()).isEqualTo(LinkedCall.Link.OPENED);
        assertThat(second.ticket().id()).isNotEqualTo(first.id());
    }

    @Test
    void another_hotline_is_another_ticket_and_so_is_every_withheld_number() {
        var customer = newCustomer();
        var one = store().link(Sample.incoming(30, customer));
        var other = store().link(new IncomingCall(Sample.callId(31), "4002", customer, Sample.NOON));
        var hidden = store().link(Sample.incoming(32, Sample.WITHHELD));
        var hiddenToo = store().link(Sample.incoming(33, Sample.WITHHELD));

        assertThat(List.of(one, other, hidden, hiddenToo))
                .extracting(linked -> linked.ticket().id())
                .doesNotHaveDuplicates();
        assertThat(store().find(hidden.ticket().id()).orElseThrow().opening().customer())
                .isEqualTo(Sample.WITHHELD);
    }

    @Test
    void the_day_of_a_number_is_the_day_in_shanghai() {
        var lateInUtc = Instant.parse("2025-03-01T23:30:00Z");
        var first = store().link(new IncomingCall(Sample.callId(40), "4001", newCustomer(), lateInUtc));
        assertThat(first.ticket().opening().number()).isEqualTo(new TicketNumber(LocalDate.of(2025, 3, 2), 1));
        var midnight = Instant.parse("2025-03-01T15:59:59.999999Z");
        var before = store().link(new IncomingCall(Sample.callId(41), "4001", newCustomer(), midnight));
        assertThat(before.ticket().opening().number()).isEqualTo(new TicketNumber(LocalDate.of(2025, 3, 1), 1));
    }

    @Test
    void a_result_is_noted_once_and_a_late_truth_beside_it() {
        var call = Sample.incoming(60, newCustomer());
        var ticket = store().link(call).ticket();
        store().noteResult(call.id(), CallResult.ABANDONED, Sample.NOON);
        store().noteResult(call.id(), CallResult.ABANDONED, Sample.NOON);
        store().noteResult(call.id(), CallResult.ANSWERED, Sample.NOON);

        assertThat(store().ofCall(call.id()).orElseThrow().calls().getFirst().result())
                .contains(CallResult.ANSWERED);
        assertThat(kinds(ticket.id()).stream().filter("call-ended"::equals)).hasSize(2);
    }

    @Test
    void what_changed_last_comes_first() {
        var older = store().link(Sample.incoming(80, newCustomer())).ticket();
        store().link(Sample.incoming(81, newCustomer()));
        store().tell(
                        older.id(),
                        "test",
                        Sample.NOON,
                        Actor.ITSELF,
                        new LineFact.CallbackPlanned("callback", Optional.empty()));
        assertThat(store().lastChanged(1)).extracting(Ticket::id).containsExactly(older.id());
    }

    @Test
    void a_call_has_one_callback_however_often_it_is_settled() {
        var call = Sample.incoming(90, newCustomer());
        var later = Sample.incoming(91, ((PhoneNumber.Known) call.customer()));
        var ticket = store().link(call).ticket();
        store().link(later);
        var proposed = UUID.fromString("00000000-0000-4000-8000-000000000001");
        var another = UUID.fromString("00000000-0000-4000-8000-000000000002");

        assertThat(store().callbacksServing(ticket.id())).isEmpty();
        assertThat(store().settleCallback(call.id(), proposed, List.of())).isEqualTo(proposed);
        assertThat(store().settleCallback(call.id(), another, List.of())).isEqualTo(proposed);
        assertThat(store().settleCallback(later.id(), another, List.of(proposed)))
                .isEqualTo(proposed);
        assertThat(store().callbacksServing(ticket.id())).containsExactly(proposed);
    }

    @Test
    void of_two_who_decide_at_once_the_second_reads_again() {
        var ticket = store().link(Sample.incoming(100, newCustomer())).ticket();
        var read = store().life(ticket.id()).orElseThrow();
        assertThat(store().add(ticket.id(), read, described(read, "one"))).isEqualTo(TicketStore.Added.DONE);
        assertThat(store().add(ticket.id(), read, described(read, "two"))).isEqualTo(TicketStore.Added.OVERTAKEN);
        var again = store().life(ticket.id()).orElseThrow();
        assertThat(store().add(ticket.id(), again, described(again, "one"))).isEqualTo(TicketStore.Added.THERE_ALREADY);
        assertThat(again.steps()).hasSize(read.steps().size() + 1);
    }

    @Test
    void the_tickets_of_days_come_in_the_order_of_their_numbers_page_by_page() {
        var first = store().link(Sample.incoming(820, newCustomer())).ticket();
        var second = store().link(Sample.incoming(821, newCustomer())).ticket();
        var third = store().link(Sample.incoming(822, newCustomer())).ticket();
        LocalDate day = first.opening().number().day();
        var all = store().opened(day, day.plusDays(1), Optional.empty(), 10_000);
        assertThat(all).extracting(one -> one.ticket().id()).containsSubsequence(first.id(), second.id(), third.id());
        assertThat(all)
                .allSatisfy(
                        one -> assertThat(store().read(one.ticket().opening().number()))
                                .contains(one));
        assertThat(store().opened(
                                day,
                                day.plusDays(1),
                                Optional.of(first.opening().number()),
                                1))
                .extracting(one -> one.ticket().id())
                .containsExactly(second.id());
        assertThat(store().opened(day.minusDays(9), day, Optional.empty(), 10_000))
                .noneMatch(one -> one.ticket().id().equals(first.id()));
    }

    @Test
    void what_the_head_says_is_what_the_steps_say() {
        var ticket = store().link(Sample.incoming(110, newCustomer())).ticket();
        var read = store().life(ticket.id()).orElseThrow();
        List<Fact> facts = List.of(
                new IntakeFact.ClassGiven(ClassFlag.MAJOR, "because"),
                new IntakeFact.Submitted(),
                new OrderFact.Dispatched(1, "repair", "feng", Optional.of("second"), false, "look"),
                new TrustFact.IdentitySealed("asked for"));
        store().add(ticket.id(), read, OnCall.steps(read.steps().size(), Sample.NOON, Actor.ITSELF, "all", facts));

        var standing = store().find(ticket.id()).orElseThrow().standing();
        var life = store().life(ticket.id()).orElseThrow();
        assertThat(standing).isEqualTo(Standing.of(ShippedTelecom.RULES.of(life, Sample.NOON), life));
        assertThat(standing.stage()).isEqualTo("at-department");
        assertThat(standing.isSealed()).isTrue();
        var other = store().link(Sample.incoming(111, newCustomer())).ticket();
        assertThat(store().anySealed()).isTrue();
        assertThat(store().sealed(List.of(Sample.callId(110), Sample.callId(111), Sample.callId(999_999))))
                .containsExactly(Sample.callId(110));
        assertThat(store().namesOf(List.of(ticket.id(), other.id())))
                .containsEntry(
                        ticket.id(), new TicketStore.Named(ticket.opening().number(), true))
                .containsEntry(other.id(), new TicketStore.Named(other.opening().number(), false));
        assertThat(store().list(Optional.empty(), Optional.of("repair"), Optional.empty(), 1000))
                .extracting(Ticket::id)
                .contains(ticket.id());
        assertThat(store().list(Optional.empty(), Optional.of("nobody's"), Optional.empty(), 1000))
                .isEmpty();
    }

    @Test
    void the_watch_finds_a_ticket_when_something_is_to_be_told_and_not_again() {
        var ticket = store().link(Sample.incoming(120, newCustomer())).ticket();
        var read = store().life(ticket.id()).orElseThrow();
        var profile = ShippedTelecom.RULES.of(read, Sample.NOON);
        var first = Alarms.untold(profile, read).getFirst();

        assertThat(store().due(first.at().minusMillis(1), 10_000)).doesNotContain(ticket.id());
        assertThat(store().due(first.at(), 10_000)).contains(ticket.id());
        store().add(ticket.id(), read, Alarms.due(profile, read, first.at()));
        assertThat(store().due(first.at(), 10_000)).doesNotContain(ticket.id());
    }

    @Test
    void a_ticket_that_came_by_another_way_is_opened_once() {
        var id = new TicketId(UUID.randomUUID());
        var asked = new TicketStore.NewTicket(id, "4001", newCustomer(), Sample.NOON);
        var steps = OnCall.steps(
                0,
                Sample.NOON,
                Actor.ITSELF,
                "opened",
                List.of(new IntakeFact.Registered(Channel.LETTER, Optional.empty(), Sample.NOON)));
        var first = store().open(asked, steps);
        assertThat(store().open(asked, steps)).isEqualTo(first);
        assertThat(first.standing().stage()).isEqualTo("intake");
        assertThat(first.standing().channel()).isEqualTo(Channel.LETTER);
    }

    @Test
    void a_call_about_another_matter_gets_a_ticket_of_its_own_and_urged_nothing_b6() {
        var customer = newCustomer();
        var first = store().link(Sample.incoming(140, customer)).ticket();
        var second = Sample.incoming(141, customer);
        assertThat(store().link(second).call().link()).isEqualTo(LinkedCall.Link.URGED);
        var work = new WorkOnTickets(store(), ShippedTelecom.RULES, () -> Sample.NOON.plusSeconds(400));
        var asked = new TicketStore.NewTicket(new TicketId(UUID.randomUUID()), second.hotline(), customer, second.at());
        var agent = Actor.at(Post.AGENT, "li");

        assertThat(work.splitOff(first.id(), agent, Sample.callId(140), asked))
                .as("the call that opened it is its own")
                .isInstanceOf(WorkOnTickets.Split.Refused.class);
        var done = work.splitOff(first.id(), agent, second.id(), asked);

        assertThat(done).isInstanceOf(WorkOnTickets.Split.Done.class);
        var other = store().ofCall(second.id()).orElseThrow();
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(other.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.link()).isEqualTo(LinkedCall.Link.OPENED));
        var left = store().find(first.id()).orElseThrow();
        assertThat(left.calls()).hasSize(1);
        assertThat(left.priority()).isEqualTo(Priority.NORMAL);
        assertThat(left.standing().classes()).isEmpty();
        assertThat(kinds(first.id())).endsWith("call-moved", "class-taken");
        assertThat(work.splitOff(first.id(), agent, second.id(), asked))
                .as("it is gone")
                .isInstanceOf(WorkOnTickets.Split.Refused.class);
        // What is told of the call later is told of its new ticket.
        store().noteResult(second.id(), CallResult.ANSWERED, Sample.NOON);
        assertThat(kinds(other.id())).endsWith("call-ended");
    }

    @Test
    void a_ticket_whose_customer_was_not_reached_is_listed_with_that_task_until_it_is_decided() {
        var ticket = store().link(Sample.incoming(150, newCustomer())).ticket();
        var other = store().link(Sample.incoming(151, newCustomer())).ticket();
        add(ticket, "found", new LineFact.FoundUnreachable("c1", LineFact.Hindrance.TRIES_EXHAUSTED, "four tries"));

        assertThat(withTask()).contains(ticket.id()).doesNotContain(other.id());
        assertThat(store().find(ticket.id()).orElseThrow().standing().tasks()).containsExactly("unreachable");
        assertThat(store().withTask("unreachable", Optional.of("network"), Optional.empty(), 9))
                .isEmpty();
        assertThat(store().withTask(
                                "unreachable",
                                Optional.empty(),
                                Optional.of(ticket.opening().number()),
                                99))
                .extracting(Ticket::id)
                .doesNotContain(ticket.id());

        add(ticket, "accepted", new CustomerFact.UnreachableAccepted("c1", "nobody can reach him"));
        assertThat(withTask()).doesNotContain(ticket.id());
        assertThat(store().find(ticket.id()).orElseThrow().standing().tasks()).isEmpty();
    }

    @Test
    void a_closed_ticket_has_callbacks_behind_until_they_are_caught_up() {
        var ticket = store().link(Sample.incoming(152, newCustomer())).ticket();
        var open = store().link(Sample.incoming(153, newCustomer())).ticket();
        closed(ticket);

        assertThat(behind()).contains(ticket.id()).doesNotContain(open.id());

        var read = store().life(ticket.id()).orElseThrow();
        store().tell(
                        ticket.id(),
                        "planned too late",
                        Sample.NOON,
                        Actor.ITSELF,
                        new LineFact.CallbackPlanned("c1", Optional.empty()));
        store().callbacksCaughtUp(ticket.id(), read);
        assertThat(behind()).as("a step came meanwhile").contains(ticket.id());

        store().callbacksCaughtUp(ticket.id(), store().life(ticket.id()).orElseThrow());
        assertThat(behind()).doesNotContain(ticket.id());

        store().tell(
                        ticket.id(),
                        "planned far too late",
                        Sample.NOON,
                        Actor.ITSELF,
                        new LineFact.CallbackPlanned("c2", Optional.empty()));
        assertThat(behind()).contains(ticket.id());
    }

    @Test
    void a_renewed_callback_is_behind_until_it_is_planned() {
        var ticket = store().link(Sample.incoming(154, newCustomer())).ticket();
        add(ticket, "informed", new CourseFact.Informed("he is back"));
        assertThat(behind()).doesNotContain(ticket.id());

        add(ticket, "renewed", new CustomerFact.CallbackRenewed("c1", Optional.empty(), "he is back"));

        assertThat(behind()).contains(ticket.id());
    }

    private List<TicketId> withTask() {
        return store().withTask("unreachable", Optional.empty(), Optional.empty(), 1_000).stream()
                .map(Ticket::id)
                .toList();
    }

    private List<TicketId> behind() {
        return store().callbacksBehind(1_000);
    }

    private void add(Ticket ticket, String cause, Fact fact) {
        var read = store().life(ticket.id()).orElseThrow();
        assertThat(store().add(
                                ticket.id(),
                                read,
                                OnCall.steps(
                                        read.steps().size(),
                                        Sample.NOON,
                                        Actor.at(Post.SUPERVISOR, "sun"),
                                        cause,
                                        List.of(fact))))
                .isEqualTo(TicketStore.Added.DONE);
    }

    private Ticket closed(Ticket ticket) {
        var read = store().life(ticket.id()).orElseThrow();
        store().add(
                        ticket.id(),
                        read,
                        OnCall.steps(
                                read.steps().size(),
                                Sample.NOON,
                                Actor.at(Post.AGENT, "li"),
                                "closed",
                                List.of(new EndFact.Closed(EndFact.How.NO_COMPLAINT, "settled"))));
        return store().find(ticket.id()).orElseThrow();
    }

    private static List<Step> described(TicketLife life, String cause) {
        return OnCall.steps(
                life.steps().size(),
                Sample.NOON,
                Actor.ITSELF,
                cause,
                List.of(new IntakeFact.Described(Map.of(Intake.Field.CONTENT, cause))));
    }

    private List<String> kinds(TicketId ticket) {
        return store().life(ticket).orElseThrow().steps().stream()
                .map(step -> Ids.of(step.fact().getClass()))
                .toList();
    }
}
