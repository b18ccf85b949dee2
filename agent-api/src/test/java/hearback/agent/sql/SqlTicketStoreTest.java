package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.flow.TicketStore;
import hearback.agent.testing.Sample;
import hearback.agent.testing.TestDatabase;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Priority;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketStep;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SqlTicketStoreTest {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static TicketStore store;

    private static int lastNumber = 1000;

    @BeforeAll
    static void start() {
        database = new TestDatabase();
        store = new SqlTicketStore(database.pool());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static PhoneNumber.Known newCustomer() {
        return new PhoneNumber.Known("+86138000" + (10_000 + lastNumber++));
    }

    @Test
    void the_first_call_opens_and_the_second_urges() {
        var customer = newCustomer();
        var first = store.link(Sample.incoming(1, customer));
        var second = store.link(Sample.incoming(2, customer));

        assertThat(first.isNew()).isTrue();
        assertThat(first.call().link()).isEqualTo(LinkedCall.Link.OPENED);
        assertThat(second.call().link()).isEqualTo(LinkedCall.Link.URGED);
        assertThat(second.ticket().id()).isEqualTo(first.ticket().id());
        assertThat(store.find(first.ticket().id())).contains(second.ticket());
        assertThat(store.steps(first.ticket().id()))
                .extracting(TicketStep::kind)
                .containsExactly(TicketStep.Kind.OPENED, TicketStep.Kind.URGED);
    }

    @Test
    void the_same_call_told_again_changes_nothing() {
        var call = Sample.incoming(3, newCustomer());
        var first = store.link(call);
        var again = store.link(call);

        assertThat(again.isNew()).isFalse();
        assertThat(again.ticket()).isEqualTo(first.ticket());
        assertThat(store.steps(first.ticket().id())).hasSize(1);
    }

    @Test
    void repeated_urges_raise_the_priority() {
        var customer = newCustomer();
        for (int n = 10; n < 13; n++) {
            store.link(Sample.incoming(n, customer));
        }
        var ticket = store.link(Sample.incoming(13, customer)).ticket();
        assertThat(ticket.priority()).isEqualTo(Priority.URGENT);
    }

    @Test
    void a_call_after_the_close_opens_a_new_ticket() {
        var customer = newCustomer();
        var first = store.link(Sample.incoming(20, customer)).ticket();
        var closed = store.close(first.opening().number(), Sample.NOON, "li", "settled");
        var again = store.close(first.opening().number(), Sample.NOON.plusSeconds(5), "wang", "another reason");

        assertThat(closed)
                .get()
                .isInstanceOfSatisfying(
                        Ticket.Closed.class, ticket -> assertThat(ticket.who()).isEqualTo("li"));
        assertThat(again).isEqualTo(closed);
        var second = store.link(Sample.incoming(21, customer));
        assertThat(second.call().link()).isEqualTo(LinkedCall.Link.OPENED);
        assertThat(second.ticket().id()).isNotEqualTo(first.id());
    }

    @Test
    void another_hotline_is_another_ticket_and_so_is_every_withheld_number() {
        var customer = newCustomer();
        var one = store.link(Sample.incoming(30, customer));
        var other = store.link(new IncomingCall(Sample.callId(31), "4002", customer, Sample.NOON));
        var hidden = store.link(Sample.incoming(32, Sample.WITHHELD));
        var hiddenToo = store.link(Sample.incoming(33, Sample.WITHHELD));

        assertThat(List.of(one, other, hidden, hiddenToo))
                .extracting(linked -> linked.ticket().id())
                .doesNotHaveDuplicates();
        assertThat(store.find(hidden.ticket().id()).orElseThrow().opening().customer())
                .isEqualTo(Sample.WITHHELD);
    }

    @Test
    void the_day_of_a_number_is_the_day_in_shanghai() {
        var lateInUtc = Instant.parse("2025-03-01T23:30:00Z");
        var first = store.link(new IncomingCall(Sample.callId(40), "4001", newCustomer(), lateInUtc));
        assertThat(first.ticket().opening().number()).isEqualTo(new TicketNumber(LocalDate.of(2025, 3, 2), 1));
        var midnight = Instant.parse("2025-03-01T15:59:59.999999Z");
        var before = store.link(new IncomingCall(Sample.callId(41), "4001", newCustomer(), midnight));
        assertThat(before.ticket().opening().number()).isEqualTo(new TicketNumber(LocalDate.of(2025, 3, 1), 1));
    }

    @Test
    void the_ten_thousandth_ticket_of_a_day_sorts_after_the_one_before_it() {
        database.pool()
                .query("insert into agent.ticket_serial (day, last) values ('2025-04-01', 9998)")
                .execute()
                .await();
        var at = Instant.parse("2025-04-01T04:00:00Z");
        var nines = store.link(new IncomingCall(Sample.callId(50), "4001", newCustomer(), at));
        var wide = store.link(new IncomingCall(Sample.callId(51), "4001", newCustomer(), at));

        assertThat(nines.ticket().opening().number().text()).isEqualTo("202504019999");
        assertThat(wide.ticket().opening().number().text()).isEqualTo("2025040110000");
        assertThat(wide.ticket().opening().number())
                .isGreaterThan(nines.ticket().opening().number());
        var page =
                store.list(Optional.empty(), Optional.of(wide.ticket().opening().number()), 1);
        assertThat(page).containsExactly(nines.ticket());
    }

    @Test
    void nodes_that_hear_of_calls_at_the_same_instant_open_one_ticket_for_a_customer_and_use_no_serial_twice()
            throws Exception {
        var nodes = List.of(new SqlTicketStore(database.openPool()), new SqlTicketStore(database.openPool()));
        int customers = 10;
        var together = new CountDownLatch(1);
        List<Future<TicketStore.Linked>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int c = 0; c < customers; c++) {
                var customer = newCustomer();
                for (int n = 0; n < 8; n++) {
                    // Two calls of each customer, each heard of twice by both nodes.
                    var call = new IncomingCall(Sample.callId(5000 + c * 10 + n / 4), "4001", customer, Sample.NOON);
                    var node = nodes.get(n % 2);
                    running.add(threads.submit(() -> {
                        together.await();
                        return node.link(call);
                    }));
                }
            }
            together.countDown();
        }
        Set<Object> tickets = new HashSet<>();
        Set<TicketNumber> numbers = new HashSet<>();
        int fresh = 0;
        for (var done : running) {
            tickets.add(done.get().ticket().id());
            numbers.add(done.get().ticket().opening().number());
            fresh += done.get().isNew() ? 1 : 0;
        }
        assertThat(tickets).hasSize(customers);
        assertThat(numbers).hasSize(customers);
        assertThat(fresh).isEqualTo(customers * 2);
    }

    @Test
    void a_result_is_noted_once_and_a_late_truth_beside_it() {
        var call = Sample.incoming(60, newCustomer());
        var ticket = store.link(call).ticket();
        store.noteResult(call.id(), CallResult.ABANDONED, Sample.NOON);
        store.noteResult(call.id(), CallResult.ABANDONED, Sample.NOON);
        store.noteResult(call.id(), CallResult.ANSWERED, Sample.NOON);

        assertThat(store.ofCall(call.id()).orElseThrow().calls().getFirst().result())
                .contains(CallResult.ANSWERED);
        assertThat(store.steps(ticket.id())).extracting(TicketStep::why).hasSize(3);
    }

    @Test
    void history_and_audit_cannot_be_changed_in_the_database_itself() {
        store.link(Sample.incoming(70, newCustomer()));
        for (var sql : List.of(
                "update agent.ticket_step set who = 'nobody'",
                "delete from agent.ticket_step",
                "delete from agent.audit",
                "truncate agent.audit")) {
            assertThatThrownBy(() -> database.pool().query(sql).execute().await())
                    .as(sql)
                    .isInstanceOf(PgException.class)
                    .hasMessageContaining("only grows");
        }
    }

    @Test
    void what_changed_last_comes_first() {
        var older = store.link(Sample.incoming(80, newCustomer())).ticket();
        store.link(Sample.incoming(81, newCustomer()));
        store.append(older.id(), "test", new TicketStep(Sample.NOON, "li", TicketStep.Kind.CALLBACK_ASKED, "because"));
        assertThat(store.lastChanged(1)).extracting(Ticket::id).containsExactly(older.id());
    }
}
