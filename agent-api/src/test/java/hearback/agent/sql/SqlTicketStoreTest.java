package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.flow.TicketStore;
import hearback.agent.flow.WatchClocks;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.agent.testing.TicketStoreContract;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.TicketNumber;
import hearback.telephony.call.CallResult;
import hearback.telephony.flow.StoreUnavailable;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SqlTicketStoreTest extends TicketStoreContract {
    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static TicketStore store;

    @BeforeAll
    static void start() {
        database = new TestDatabase();
        store = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    protected TicketStore store() {
        return store;
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
        var page = store.list(
                Optional.empty(),
                Optional.empty(),
                Optional.of(wide.ticket().opening().number()),
                1);
        assertThat(page).containsExactly(nines.ticket());
    }

    @Test
    void nodes_that_hear_of_calls_at_the_same_instant_open_one_ticket_for_a_customer_and_use_no_serial_twice()
            throws Exception {
        var nodes = List.of(
                new SqlTicketStore(database.openPool(), ShippedTelecom.RULES),
                new SqlTicketStore(database.openPool(), ShippedTelecom.RULES));
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
    void history_and_audit_cannot_be_changed_in_the_database_itself() {
        store.link(Sample.incoming(70, newCustomer()));
        for (var sql : List.of(
                "update agent.ticket_entry set steps = '[]'",
                "delete from agent.ticket_entry",
                "delete from agent.ticket",
                "truncate agent.ticket cascade",
                "delete from agent.audit",
                "truncate agent.audit")) {
            assertThatThrownBy(() -> database.pool().query(sql).execute().await())
                    .as(sql)
                    .isInstanceOf(PgException.class)
                    .hasMessageContaining("only grows");
        }
    }

    @Test
    void steps_and_calls_of_a_ticket_that_is_not_there_are_refused_by_the_database_itself() {
        var ticket = store.link(Sample.incoming(71, newCustomer())).ticket();
        for (var sql : List.of("""
                insert into agent.ticket_entry (ticket, first, steps)
                values ('%s', 90, '[]'), (gen_random_uuid(), 1, '[]')
                """, """
                insert into agent.ticket_call (call, ticket, link, at)
                values ('no-1', '%s', 'URGED', now()), ('no-2', gen_random_uuid(), 'URGED', now())
                """, "update agent.ticket_call set ticket = gen_random_uuid() where ticket = '%s'")) {
            assertThatThrownBy(() -> database.pool()
                            .query(sql.formatted(ticket.id()))
                            .execute()
                            .await())
                    .as(sql)
                    .isInstanceOf(PgException.class)
                    .hasMessageContaining("of a ticket that is not there");
        }
    }

    @Test
    void a_ticket_read_at_once_is_the_same_as_one_read_in_parts() {
        var customer = newCustomer();
        var ticket = store.link(Sample.incoming(72, customer)).ticket();
        store.link(Sample.incoming(73, customer));
        store.noteResult(Sample.callId(72), CallResult.ABANDONED, Sample.NOON.plusSeconds(5));
        var number = ticket.opening().number();
        var whole = store.read(number).orElseThrow();
        assertThat(whole.ticket()).isEqualTo(store.find(number).orElseThrow());
        assertThat(whole.ticket().calls()).hasSize(2);
        assertThat(whole.life()).isEqualTo(store.life(ticket.id()).orElseThrow());
        assertThat(store.read(new TicketNumber(number.day(), 999_999, "", 4))).isEmpty();
    }

    @Test
    void a_clock_that_is_watched_by_mistake_is_watched_rightly_after_one_look() {
        var ticket = store.link(Sample.incoming(130, newCustomer())).ticket();
        var life = store.life(ticket.id()).orElseThrow();
        database.pool()
                .query("update agent.ticket set next_at = '2020-01-01 00:00Z' where id = '" + ticket.id() + "'")
                .execute()
                .await();
        assertThat(store.due(Sample.NOON, 10_000)).contains(ticket.id());
        var watch = new WatchClocks(store, ShippedTelecom.RULES, InstantSource.fixed(Sample.NOON.plusSeconds(200)));
        watch.runOnce();
        assertThat(store.due(Sample.NOON.plusSeconds(200), 10_000)).doesNotContain(ticket.id());
        assertThat(store.life(ticket.id())).contains(life);
    }

    /// b.8: two nodes, connections that are cut in the middle and batches that are rolled back never hand out the
    /// same serial, and no call is left without its ticket.
    @Test
    void no_number_is_given_twice_although_connections_are_cut_all_the_time() throws Exception {
        int calls = 120;
        Instant at = Instant.parse("2025-06-01T04:00:00Z");
        var nodes = List.of(
                new SqlTicketStore(database.openPool(), ShippedTelecom.RULES),
                new SqlTicketStore(database.openPool(), ShippedTelecom.RULES));
        AtomicBoolean isDone = new AtomicBoolean();
        AtomicInteger cut = new AtomicInteger();
        List<Future<TicketStore.Linked>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < calls; n++) {
                var call = new IncomingCall(Sample.callId(7000 + n), "4001", newCustomer(), at);
                var node = nodes.get(n % 2);
                running.add(threads.submit(() -> linkedAtLast(node, call)));
            }
            var knife = threads.submit(() -> {
                while (!isDone.get() && cut.get() < 200) {
                    cut.addAndGet((int) database.count("""
                            select count(*) from (
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where datname = current_database() and pid <> pg_backend_pid()
                                order by random() limit 1
                            ) as cut
                            """));
                }
                return true;
            });
            for (var one : running) {
                one.get();
            }
            isDone.set(true);
            assertThat(knife.get()).isTrue();
        }
        Set<TicketNumber> numbers = new HashSet<>();
        for (var one : running) {
            numbers.add(one.get().ticket().opening().number());
        }
        assertThat(cut).hasPositiveValue();
        assertThat(numbers).hasSize(calls);
        assertThat(database.count("select count(*) from agent.ticket where day = '2025-06-01'"))
                .isEqualTo(calls);
        assertThat(database.count("select count(distinct serial) from agent.ticket where day = '2025-06-01'"))
                .isEqualTo(calls);
    }

    private static TicketStore.Linked linkedAtLast(SqlTicketStore node, IncomingCall call) {
        for (int tries = 0; tries < 10_000; tries++) {
            try {
                return node.link(call);
            } catch (StoreUnavailable _) {
                // Asked again, as the follower does.
            }
        }
        throw new AssertionError("never linked: " + call);
    }
}
