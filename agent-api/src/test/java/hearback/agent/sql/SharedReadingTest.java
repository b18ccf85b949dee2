package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Account;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Role;
import hearback.agent.identity.TokenHash;
import hearback.agent.life.Actor;
import hearback.agent.life.LineFact;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.agent.testing.Waiting;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.telephony.call.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Many read at once on one node and share statements, and histories are remembered; what another node commits is
/// seen by everybody who asks after that.
final class SharedReadingTest {
    private static final int READERS = 16;
    private static final int READS_AFTERWARDS = 50;
    /// Of nobody's password.
    private static final String HASHED = "$argon2id$invented";

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static TicketStore here;

    @SuppressWarnings("NullAway.Init")
    private static TicketStore there;

    private static int lastCall = 9_000;

    @BeforeAll
    static void start() {
        database = new TestDatabase();
        here = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);
        there = new SqlTicketStore(database.openPool(), ShippedTelecom.RULES);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void a_token_that_another_node_revoked_is_unknown_to_all_who_ask_after_that() throws Exception {
        var node = new SqlTokenStore(database.pool());
        var hash = new TokenHash("ab".repeat(32));
        assertThat(node.keep(new AgentIdentity("leaving", Role.AGENT), hash, Sample.NOON))
                .isTrue();
        endsAtOnce(
                () -> node.holder(hash).isPresent(),
                () -> new SqlTokenStore(database.openPool()).revoke("leaving", Sample.NOON));
    }

    @Test
    void a_login_that_another_node_ended_is_over_for_all_who_ask_after_that() throws Exception {
        var node = new SqlSessionStore(database.pool());
        var hash = new TokenHash("cd".repeat(32));
        new SqlAccountStore(database.pool())
                .create(new Account("zhou", "周", Role.AGENT, Optional.empty(), true), HASHED, Sample.NOON);
        assertThat(node.keep(hash, "zhou", HASHED, Sample.NOON)).isTrue();
        endsAtOnce(
                () -> node.find(hash).isPresent(),
                () -> new SqlSessionStore(database.openPool()).end(hash, Sample.NOON));
    }

    /// While many ask all the time.
    private static void endsAtOnce(Callable<Boolean> isGood, Callable<Boolean> end) throws Exception {
        var isEnded = new AtomicBoolean();
        var seenBefore = new AtomicInteger();
        List<Future<Integer>> wrong = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int reader = 0; reader < READERS; reader++) {
                wrong.add(threads.submit(() -> {
                    int seen = 0;
                    for (int afterwards = 0; afterwards < READS_AFTERWARDS; ) {
                        boolean wasEnded = isEnded.get();
                        boolean good = isGood.call();
                        afterwards += wasEnded ? 1 : 0;
                        seen += wasEnded && good ? 1 : 0;
                        seenBefore.addAndGet(!wasEnded && good ? 1 : 0);
                    }
                    return seen;
                }));
            }
            Waiting.until(() -> seenBefore.get() > READERS);
            assertThat(end.call()).isTrue();
            isEnded.set(true);
        }
        for (var one : wrong) {
            assertThat(one.get()).isZero();
        }
    }

    @Test
    void whoever_is_nobody_does_not_keep_the_others_out() {
        var node = new SqlTokenStore(database.pool());
        var hash = new TokenHash("ef".repeat(32));
        node.keep(new AgentIdentity("stays", Role.AGENT), hash, Sample.NOON);
        database.pool()
                .query(
                        "insert into agent.token (name, role, hash, created_at) values ('of-a-later-release', 'DREAMER', '"
                                + "09".repeat(32) + "', now())")
                .execute()
                .await();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<AgentIdentity>>> good = new ArrayList<>();
            List<Future<Optional<AgentIdentity>>> nobody = new ArrayList<>();
            List<Future<Optional<AgentIdentity>>> dreaming = new ArrayList<>();
            for (int n = 0; n < READERS; n++) {
                good.add(threads.submit(() -> node.holder(hash)));
                dreaming.add(threads.submit(() -> node.holder(new TokenHash("09".repeat(32)))));
                nobody.add(threads.submit(() -> node.holder(new TokenHash("00".repeat(32)))));
            }
            assertThat(good).allSatisfy(one -> assertThat(one.get()).isPresent());
            assertThat(dreaming)
                    .allSatisfy(one -> assertThatThrownBy(one::get).hasCauseInstanceOf(IllegalArgumentException.class));
            assertThat(nobody).allSatisfy(one -> assertThat(one.get()).isEmpty());
        }
    }

    @Test
    void a_history_that_was_remembered_is_the_same_until_a_step_is_added_by_whomever() {
        var ticket = opened();
        var number = ticket.opening().number();
        var first = here.history(number).orElseThrow();
        assertThat(first.life()).isEqualTo(here.life(ticket.id()).orElseThrow());
        assertThat(first.id()).isEqualTo(ticket.id());
        assertThat(first.departments()).isEqualTo(ticket.standing().departments());
        assertThat(here.history(number).orElseThrow().life()).isSameAs(first.life());

        tell(there, ticket, "one");
        var second = here.history(number).orElseThrow();
        assertThat(second.life().steps())
                .hasSize(first.life().steps().size() + 1)
                .isEqualTo(there.life(ticket.id()).orElseThrow().steps());
    }

    @Test
    void departments_are_those_of_the_head_as_it_is_now() {
        var number = opened().opening().number();
        assertThat(here.history(number).orElseThrow().departments()).isEmpty();
        // As nobody here writes it: without a step.
        database.pool()
                .query("update agent.ticket set departments = '{network}' where day = '" + number.day()
                        + "' and serial = " + number.serial())
                .execute()
                .await();
        assertThat(here.history(number).orElseThrow().departments()).containsExactly("network");
    }

    @Test
    void a_history_that_went_another_way_in_a_copy_that_was_brought_back_is_read_again() {
        var ticket = opened();
        var number = ticket.opening().number();
        var before = here.history(number).orElseThrow().life();
        database.pool()
                .query("update agent.ticket set changed_at = clock_timestamp() where id = '" + ticket.id() + "'")
                .execute()
                .await();
        var after = here.history(number).orElseThrow().life();
        assertThat(after).isEqualTo(before).isNotSameAs(before);
    }

    @Test
    void a_number_of_other_digits_is_none_of_the_tickets() {
        var number = opened().opening().number();
        var other = new TicketNumber(number.day(), number.serial(), number.prefix(), number.digits() + 1);
        assertThat(here.history(number)).isPresent();
        assertThat(here.history(other)).isEmpty();
        assertThat(here.history(other)).isEmpty();
        assertThat(here.read(other)).isEmpty();
        assertThat(here.history(new TicketNumber(number.day(), 999_999))).isEmpty();
    }

    @Test
    void every_step_is_in_whatever_is_read_after_it_was_committed() throws Exception {
        int steps = 60;
        var ticket = opened();
        var number = ticket.opening().number();
        int before = here.history(number).orElseThrow().life().steps().size();
        var committed = new AtomicInteger(before);
        List<Future<Boolean>> reading = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int reader = 0; reader < READERS; reader++) {
                boolean whole = reader % 2 == 0;
                reading.add(threads.submit(() -> {
                    boolean isFresh = true;
                    int least = 0;
                    while (least < before + steps) {
                        least = committed.get();
                        var life = whole
                                ? here.read(number).orElseThrow().life()
                                : here.history(number).orElseThrow().life();
                        isFresh &= life.steps().size() >= least;
                    }
                    return isFresh;
                }));
            }
            for (int step = 0; step < steps; step++) {
                tell(there, ticket, "step " + step);
                committed.incrementAndGet();
            }
        }
        for (var one : reading) {
            assertThat(one.get()).isTrue();
        }
    }

    @Test
    void tickets_that_are_read_at_once_are_each_their_own() {
        List<Ticket> tickets = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            tickets.add(opened());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var read = tickets.stream()
                    .map(ticket -> threads.submit(() ->
                            here.read(ticket.opening().number()).orElseThrow().ticket()))
                    .toList();
            for (int n = 0; n < tickets.size(); n++) {
                int place = n;
                assertThat(read.get(n)).satisfies(one -> assertThat(one.get()).isEqualTo(tickets.get(place)));
            }
        }
    }

    private static Ticket opened() {
        int call = lastCall++;
        return here.link(Sample.incoming(call, new PhoneNumber.Known("+86137000" + call + "0")))
                .ticket();
    }

    private static void tell(TicketStore by, Ticket ticket, String cause) {
        by.tell(ticket.id(), cause, Sample.NOON, Actor.ITSELF, new LineFact.CallbackPlanned(cause, Optional.empty()));
    }
}
