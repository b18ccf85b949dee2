package hearback.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.TicketStore;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Priority;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketStep;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
        assertThat(store().steps(first.ticket().id()))
                .extracting(TicketStep::kind)
                .containsExactly(TicketStep.Kind.OPENED, TicketStep.Kind.URGED);
    }

    @Test
    void the_same_call_told_again_changes_nothing() {
        var call = Sample.incoming(3, newCustomer());
        var first = store().link(call);
        var again = store().link(call);

        assertThat(again.isNew()).isFalse();
        assertThat(again.ticket()).isEqualTo(first.ticket());
        assertThat(store().steps(first.ticket().id())).hasSize(1);
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
        var closed = store().close(first.opening().number(), Sample.NOON, "li", "settled");
        var again = store().close(first.opening().number(), Sample.NOON.plusSeconds(5), "wang", "another reason");

        assertThat(closed)
                .get()
                .isInstanceOfSatisfying(
                        Ticket.Closed.class, ticket -> assertThat(ticket.who()).isEqualTo("li"));
        assertThat(again).isEqualTo(closed);
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
        assertThat(store().steps(ticket.id())).extracting(TicketStep::why).hasSize(3);
    }

    @Test
    void what_changed_last_comes_first() {
        var older = store().link(Sample.incoming(80, newCustomer())).ticket();
        store().link(Sample.incoming(81, newCustomer()));
        store().append(
                        older.id(),
                        "test",
                        new TicketStep(Sample.NOON, "li", TicketStep.Kind.CALLBACK_ASKED, "because"));
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
}
