package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.WatchClocks;
import hearback.agent.life.Ids;
import hearback.agent.life.Standing;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tickets of before steps were stored whole: each is read, goes on, and its old history stays beside the new one.
final class OldTicketsTest {
    private static final TicketId OPEN = new TicketId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private static final TicketId CLOSED = new TicketId(UUID.fromString("00000000-0000-4000-8000-000000000002"));

    private final TestDatabase database = new TestDatabase();
    private final SqlTicketStore store = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);

    @BeforeEach
    void asItWas() throws IOException {
        run("drop schema agent cascade");
        run(migration("V0004__agent.sql"));
        run(migration("V0005__audit_chain.sql"));
        run("""
            insert into agent.ticket (id, day, serial, hotline, customer, opened_at, closed_at, closed_by, close_reason, changed_at)
            values ('%1$s', '2026-11-20', 1, '4001', '+8613500000001', '2026-11-20 02:00Z', null, null, null, now()),
                   ('%2$s', '2026-11-20', 2, '4001', '+8613500000002', '2026-11-20 03:00Z', '2026-11-20 05:00Z', 'li', 'settled', now());
            insert into agent.ticket_call (call, ticket, link, at, result)
            values ('main-1.1', '%1$s', 'OPENED', '2026-11-20 02:00Z', 'ABANDONED'),
                   ('main-1.2', '%1$s', 'URGED', '2026-11-20 02:30Z', 'ANSWERED'),
                   ('main-1.3', '%2$s', 'OPENED', '2026-11-20 03:00Z', 'ANSWERED');
            insert into agent.ticket_step (ticket, cause, at, who, kind, why)
            values ('%1$s', 'call main-1.1', '2026-11-20 02:00Z', 'hearback', 'OPENED', 'call main-1.1'),
                   ('%1$s', 'ended main-1.1 ABANDONED', '2026-11-20 02:01Z', 'hearback', 'CALL_ENDED', 'call main-1.1: ABANDONED'),
                   ('%1$s', 'callback 00000000-0000-4000-8000-00000000000a', '2026-11-20 02:01Z', 'hearback', 'CALLBACK_PLANNED', 'x'),
                   ('%1$s', 'call main-1.2', '2026-11-20 02:30Z', 'hearback', 'URGED', 'call main-1.2 while the ticket was open'),
                   ('%1$s', 'ended main-1.2 ANSWERED', '2026-11-20 02:32Z', 'hearback', 'CALL_ENDED', 'call main-1.2: ANSWERED'),
                   ('%2$s', 'call main-1.3', '2026-11-20 03:00Z', 'hearback', 'OPENED', 'call main-1.3'),
                   ('%2$s', 'ended main-1.3 ANSWERED', '2026-11-20 03:05Z', 'hearback', 'CALL_ENDED', 'call main-1.3: ANSWERED'),
                   ('%2$s', 'closed', '2026-11-20 05:00Z', 'li', 'CLOSED', 'settled')
            """.formatted(OPEN, CLOSED));
        for (String later : List.of(
                "V0006__ticket_life.sql",
                "V0007__accounts.sql",
                "V0008__profile.sql",
                "V0009__webhook.sql",
                "V0010__opening.sql",
                "V0011__sealed.sql")) {
            run(migration(later));
        }
        run("""
            insert into agent.webhook (id, url, secret, created_at, created_by, place, next_at)
            select gen_random_uuid(), 'http://127.0.0.1:9/', 'x', at, 'li', place, at
            from agent.ticket_step where kind = 'urged'
            """);
        run(migration("V0012__entries.sql"));
        run(migration("V0018_1__desk_endings.sql"));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void run(String sql) {
        database.pool().query(sql).execute().await();
    }

    private static String migration(String name) throws IOException {
        try (InputStream in = OldTicketsTest.class.getResourceAsStream("/schema/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> kinds(TicketId ticket) {
        return store.life(ticket).orElseThrow().steps().stream()
                .map(step -> Ids.of(step.fact().getClass()))
                .toList();
    }

    @Test
    void an_open_one_is_accepted_keeps_its_calls_and_goes_on() {
        assertThat(kinds(OPEN))
                .containsExactly(
                        "registered",
                        "accepted",
                        "call-linked",
                        "call-ended",
                        "callback-planned",
                        "call-linked",
                        "urged",
                        "call-ended");
        var ticket = store.find(OPEN).orElseThrow();
        assertThat(ticket).isInstanceOf(Ticket.Open.class);
        assertThat(ticket.opening().number().text()).isEqualTo("202611200001");
        assertThat(ticket.standing().steps()).isEqualTo(8);
        var again = store.link(Sample.incoming(1, ticket.opening().customer()));
        assertThat(again.ticket().id()).isEqualTo(OPEN);
        var life = store.life(OPEN).orElseThrow();
        assertThat(store.find(OPEN).orElseThrow().standing())
                .as("made again from the steps")
                .isEqualTo(Standing.of(ShippedTelecom.RULES.of(life, Sample.NOON), life));
        assertThat(life.urgesByCustomer()).isEqualTo(2);
    }

    @Test
    void a_closed_one_stays_as_it_was_closed_and_the_old_lines_stay() {
        assertThat(kinds(CLOSED)).endsWith("call-ended", "closed");
        assertThat(store.find(CLOSED).orElseThrow()).isInstanceOfSatisfying(Ticket.Closed.class, closed -> {
            assertThat(closed.who()).isEqualTo("li");
            assertThat(closed.reason()).isEqualTo("settled");
            assertThat(closed.closedAt()).isEqualTo(Instant.parse("2026-11-20T05:00:00Z"));
        });
        assertThat(store.ofCall(new CallId("main-1.3")).map(Ticket::id)).contains(CLOSED);
        assertThat(database.count("select count(*) from agent.ticket_step_0004"))
                .isEqualTo(8);
    }

    @Test
    void the_clocks_of_an_open_one_are_watched_from_now_on() {
        assertThat(store.due(Sample.NOON, 10)).containsExactly(OPEN);
        var watch = new WatchClocks(store, ShippedTelecom.RULES, InstantSource.fixed(Sample.NOON));
        for (int turn = 0; turn < 3; turn++) {
            watch.runOnce();
        }
        assertThat(store.due(Sample.NOON, 10)).isEmpty();
        assertThat(kinds(OPEN)).contains("clock-breached");
    }

    /// What steps were before each had a row of its own with its place.
    @Test
    void every_step_is_still_there_as_it_was_and_webhooks_go_on_where_they_were() {
        assertThat(database.count("""
            select count(*) from (
                select ticket, ordinal, at, who, post, department, cause, kind, body::jsonb, written_at, xact
                from agent.ticket_step
                except
                select ticket, ordinal, at, who, post, department, cause, kind, body, written_at, xact
                from agent.ticket_step_0006
            ) other
            """)).isZero();
        assertThat(database.count("select count(*) from agent.ticket_step")).isEqualTo(13);
        assertThat(database.count("select count(*) from agent.ticket_step_0006"))
                .isEqualTo(13);
        var hooks = new SqlWebhooks(database.pool());
        var claim = hooks.claim(Sample.NOON, Duration.ofMinutes(1)).orElseThrow();
        assertThat(hooks.after(claim.place(), Set.of(), 100))
                .extracting(told -> told.step().cause())
                .startsWith("ended main-1.2 ANSWERED")
                .doesNotContain("call main-1.2 +1");
        var opened = store.link(Sample.incoming(2, new PhoneNumber.Known("+8613500000009")));
        assertThat(hooks.after(claim.place(), Set.of("registered"), 100))
                .extracting(told -> told.ticket())
                .containsExactly(CLOSED.value(), opened.ticket().id().value());
    }
}
