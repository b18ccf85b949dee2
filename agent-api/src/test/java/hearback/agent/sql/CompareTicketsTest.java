package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.flow.CompareTickets;
import hearback.agent.flow.KnownProfiles;
import hearback.agent.flow.Likenesses;
import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TicketStore;
import hearback.agent.flow.WorkOnTickets;
import hearback.agent.life.Actor;
import hearback.agent.life.CourseFact;
import hearback.agent.life.EndFact;
import hearback.agent.life.Fact;
import hearback.agent.life.IntakeFact;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.config.ShippedProfiles;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.Intake;
import hearback.config.profile.Post;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tickets that are alike find each other on a real PostgreSQL, whichever node opened, classified or compared them
/// (S3-91).
final class CompareTicketsTest {
    private static final Actor AGENT = Actor.at(Post.AGENT, "li");
    private static final Actor DISPATCHER = Actor.at(Post.DISPATCHER, "zhao");
    private static final InstantSource NOW = InstantSource.fixed(Sample.NOON.plusSeconds(3_600));

    private final TestDatabase database = new TestDatabase();
    private final Node one = node();
    private final Node other = node();
    private final AtomicInteger calls = new AtomicInteger();

    /// A program that goes by the same database.
    private record Node(TicketStore tickets, Likenesses likenesses, WorkOnTickets work, CompareTickets compare) {}

    private Node node() {
        return node(ShippedTelecom.RULES);
    }

    private Node node(Rulebook rules) {
        var pool = database.openPool();
        return node(new SqlTicketStore(pool, rules), new SqlLikenesses(pool), rules);
    }

    private static Node node(TicketStore tickets, Likenesses likenesses, Rulebook rules) {
        return new Node(
                tickets,
                likenesses,
                new WorkOnTickets(tickets, rules, NOW),
                new CompareTickets(tickets, likenesses, rules, NOW));
    }

    @BeforeEach
    void nothingWaits() {
        assertThat(one.likenesses().uncompared(10)).isEmpty();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private Ticket called(Instant at) {
        int n = calls.incrementAndGet();
        var customer = new PhoneNumber.Known("+861360000" + (1_000 + n));
        return one.tickets()
                .link(new IncomingCall(Sample.callId(9_000 + n), "4001", customer, at))
                .ticket();
    }

    private Ticket called() {
        return called(Sample.NOON);
    }

    private static void does(Node node, Ticket ticket, Actor actor, Fact fact) {
        assertThat(node.work().propose(ticket.id(), actor, "a test " + UUID.randomUUID(), fact))
                .isInstanceOf(WorkOnTickets.Outcome.Taken.class);
    }

    private static void describe(Node node, Ticket ticket, String place) {
        does(node, ticket, AGENT, new IntakeFact.Classified("business", "broadband"));
        does(node, ticket, AGENT, new IntakeFact.Classified("nature", "repair"));
        does(node, ticket, AGENT, new IntakeFact.Described(Map.of(Intake.Field.PLACE, place)));
    }

    private List<Ticket> described(int count, String place) {
        List<Ticket> tickets = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Ticket ticket = called();
            describe(n % 2 == 0 ? one : other, ticket, place);
            tickets.add(ticket);
        }
        return tickets;
    }

    private boolean isBatch(Ticket ticket) {
        return one.tickets()
                .find(ticket.id())
                .orElseThrow()
                .standing()
                .classes()
                .contains(ClassFlag.BATCH);
    }

    private long told(Ticket ticket) {
        return one.tickets()
                .life(ticket.id())
                .orElseThrow()
                .all(CourseFact.FoundAlike.class)
                .count();
    }

    private void settle(Node node) {
        while (node.compare().runOnce() > 0 || !node.likenesses().uncompared(1).isEmpty()) {
            // Until nobody waits.
        }
    }

    @Test
    void what_a_call_opens_waits_for_nobody_and_has_no_row() {
        called();
        assertThat(database.count("select count(*) from agent.ticket_likeness")).isZero();
    }

    @Test
    void the_fifth_makes_all_five_a_batch_and_a_later_one_joins_and_others_do_not() {
        List<Ticket> four = described(4, "Garden Street 5");
        settle(one);
        assertThat(four).noneMatch(this::isBatch);
        Ticket elsewhere = described(1, "River Street 1").getFirst();
        Ticket fifth = described(1, "garden street, 5").getFirst();
        assertThat(one.compare().runOnce()).isEqualTo(5);
        settle(one);
        assertThat(four).allMatch(this::isBatch).allMatch(ticket -> told(ticket) == 1);
        assertThat(isBatch(fifth)).isTrue();
        assertThat(isBatch(elsewhere)).isFalse();
        Ticket late = called(Sample.NOON.plusSeconds(24 * 3_600L));
        describe(other, late, "Garden Street 5");
        Ticket tooLate = called(Sample.NOON.plusSeconds(24 * 3_600L + 1));
        describe(other, tooLate, "Garden Street 5");
        settle(other);
        assertThat(isBatch(late)).isTrue();
        assertThat(isBatch(tooLate)).isFalse();
        assertThat(four).allMatch(ticket -> told(ticket) == 1);
    }

    @Test
    void nodes_that_describe_and_compare_at_the_same_instant_do_not_miss_each_other() throws Exception {
        for (int round = 0; round < 6; round++) {
            String place = "Street " + round;
            List<Ticket> tickets = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                tickets.add(called());
            }
            var together = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < tickets.size(); n++) {
                    Ticket ticket = tickets.get(n);
                    Node node = n % 2 == 0 ? one : other;
                    var _ = threads.submit(() -> {
                        together.await();
                        describe(node, ticket, place);
                        return node.compare().runOnce();
                    });
                }
                together.countDown();
            }
            settle(one);
            settle(other);
            assertThat(tickets).as(place).allMatch(this::isBatch).allMatch(ticket -> told(ticket) == 1);
        }
    }

    /// Read committed: the fourth and the fifth are written by two transactions that do not see each other.
    @Test
    void two_that_did_not_see_each_other_when_they_were_written_are_seen_by_whoever_compares_after_both() {
        described(3, "Garden Street 5");
        settle(one);
        Ticket fourth = called();
        Ticket fifth = called();
        describe(one, fourth, "Garden Street 5");
        Likenesses.Uncompared waiting = one.likenesses().uncompared(1).getFirst();
        assertThat(waiting.ticket()).isEqualTo(fourth.id());
        assertThat(one.compare().runOnce()).isZero();
        describe(other, fifth, "Garden Street 5");
        assertThat(other.compare().runOnce()).isEqualTo(5);
    }

    @Test
    void a_process_that_dies_in_between_has_only_begun() {
        List<Ticket> five = described(5, "Garden Street 5");
        Node dying = node(diesAfter(2, one.tickets()), one.likenesses(), ShippedTelecom.RULES);
        assertThatThrownBy(() -> dying.compare().runOnce()).isInstanceOf(StoreUnavailable.class);
        assertThat(five.stream().filter(this::isBatch)).hasSize(2);
        settle(other);
        assertThat(five).allMatch(this::isBatch).allMatch(ticket -> told(ticket) == 1);
    }

    private static TicketStore diesAfter(int adds, TicketStore store) {
        AtomicInteger left = new AtomicInteger(adds);
        return (TicketStore) Proxy.newProxyInstance(
                TicketStore.class.getClassLoader(), new Class<?>[] {TicketStore.class}, (_, method, values) -> {
                    if (method.getName().equals("add") && left.getAndDecrement() <= 0) {
                        throw new StoreUnavailable("killed", new IllegalStateException());
                    }
                    try {
                        return method.invoke(store, values);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                });
    }

    @Test
    void what_changed_while_it_was_compared_waits_again() {
        Ticket ticket = described(1, "Garden Street 5").getFirst();
        Likenesses.Uncompared before = one.likenesses().uncompared(10).getFirst();
        does(one, ticket, AGENT, new IntakeFact.Described(Map.of(Intake.Field.PLACE, "River Street 1")));
        one.likenesses().compared(before);
        assertThat(one.likenesses().uncompared(10))
                .extracting(Likenesses.Uncompared::ticket)
                .containsExactly(ticket.id());
        settle(one);
        does(one, ticket, AGENT, new IntakeFact.Described(Map.of(Intake.Field.DEMAND, "repair")));
        assertThat(one.likenesses().uncompared(10))
                .as("nothing changed about it")
                .isEmpty();
    }

    @Test
    void a_link_brings_the_whole_group_and_the_ticket_it_leads_to_S0_12() {
        List<Ticket> four = described(4, "Garden Street 5");
        settle(one);
        Ticket written = called();
        does(
                one,
                written,
                DISPATCHER,
                new CourseFact.LinkedTo(
                        four.getFirst().opening().number().text(), CourseFact.Kinship.SAME_MATTER, "the back door"));
        settle(one);
        assertThat(four).allMatch(this::isBatch);
        assertThat(isBatch(written)).isTrue();
    }

    @Test
    void five_that_are_linked_to_one_that_says_nothing_of_itself_are_a_batch_with_it() {
        Ticket hub = called();
        List<Ticket> linked = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            Ticket ticket = called();
            does(
                    one,
                    ticket,
                    DISPATCHER,
                    new CourseFact.LinkedTo(hub.opening().number().text(), CourseFact.Kinship.SAME_MATTER, "as there"));
            linked.add(ticket);
        }
        settle(one);
        assertThat(isBatch(hub)).isTrue();
        assertThat(linked).allMatch(this::isBatch);
    }

    @Test
    void what_is_no_complaint_after_all_counts_no_more() {
        List<Ticket> four = described(4, "Garden Street 5");
        does(one, four.getFirst(), AGENT, new EndFact.Closed(EndFact.How.NO_COMPLAINT, "a question"));
        Ticket fifth = described(1, "Garden Street 5").getFirst();
        settle(one);
        assertThat(isBatch(fifth)).isFalse();
        assertThat(database.count("select count(*) from agent.ticket_likeness")).isEqualTo(4);
        describe(one, called(), "Garden Street 5");
        settle(one);
        assertThat(isBatch(fifth)).isTrue();
        assertThat(isBatch(four.getFirst())).isFalse();
    }

    @Test
    void a_ticket_opened_by_hand_is_compared_from_the_start() {
        for (int n = 0; n < 5; n++) {
            var asked = new TicketStore.NewTicket(
                    new TicketId(UUID.randomUUID()),
                    "4001",
                    new PhoneNumber.Known("+86137000010" + (10 + n)),
                    Sample.NOON);
            var opened = one.work()
                    .open(
                            asked,
                            AGENT,
                            new IntakeFact.Registered(Channel.VISIT, Optional.of("4001"), Sample.NOON),
                            List.of(
                                    new IntakeFact.Described(Map.of(Intake.Field.PLACE, "Garden Street 5")),
                                    new IntakeFact.Classified("business", "broadband"),
                                    new IntakeFact.Classified("nature", "repair")));
            assertThat(opened).isInstanceOf(WorkOnTickets.Opened.Done.class);
        }
        assertThat(one.likenesses().uncompared(10)).hasSize(5);
        settle(one);
        assertThat(database.count("select count(*) from agent.ticket where 'batch' = any(classes)"))
                .isEqualTo(5);
    }

    /// By his number, and by what he left as contact.
    @Test
    void the_third_of_one_customer_about_one_problem_in_a_month_makes_all_three_concentrated_S4_47() {
        Node dealer = node(new KnownProfiles(List.of(ShippedProfiles.read("car-dealer")), Map.of()));
        var unknown = new PhoneNumber.Unknown(new InertText(""));
        var first = written(dealer, new PhoneNumber.Known("+8613500005001"), "by day", "repair-quality");
        var second = written(dealer, unknown, "135 0000-5001", "repair-quality");
        var otherProblem = written(dealer, unknown, "13500005001", "product-quality");
        var otherCustomer = written(dealer, unknown, "13500005002", "repair-quality");
        settle(dealer);
        assertThat(isConcentrated(first)).isFalse();
        var third = written(dealer, unknown, "+86 135 0000 5001", "repair-quality");
        settle(dealer);
        assertThat(List.of(first, second, third)).allMatch(this::isConcentrated);
        assertThat(List.of(otherProblem, otherCustomer)).noneMatch(this::isConcentrated);
    }

    private boolean isConcentrated(Ticket ticket) {
        return one.tickets()
                .find(ticket.id())
                .orElseThrow()
                .standing()
                .classes()
                .contains(ClassFlag.CONCENTRATED);
    }

    private static Ticket written(Node node, PhoneNumber customer, String contact, String scope) {
        var asked = new TicketStore.NewTicket(new TicketId(UUID.randomUUID()), "4001", customer, Sample.NOON);
        var opened = node.work()
                .open(
                        asked,
                        AGENT,
                        new IntakeFact.Registered(Channel.LETTER, Optional.of("4001"), Sample.NOON),
                        List.of(
                                new IntakeFact.Described(Map.of(Intake.Field.CONTACT, contact)),
                                new IntakeFact.Classified("scope", scope)));
        return ((WorkOnTickets.Opened.Done) opened).ticket();
    }
}
