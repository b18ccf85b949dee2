package hearback.agent.sql;

import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TicketStore;
import hearback.agent.flow.TicketStore.Linked;
import hearback.agent.life.OnCall;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketPolicy;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Links calls to their tickets in one transaction. Calls of one customer to one hotline wait for each other by an
/// advisory lock, so that the second finds the ticket the first opened; locks are always taken in the same order.
final class LinkCalls {
    private static final String LOCK = """
            select pg_advisory_xact_lock(key) from (
                select distinct hashtextextended(name, 0) as key from unnest($1::text[]) as name order by 1
            ) keys
            """;
    /// Of several open matters of one customer the latest; one look into the index for each customer. `for update`:
    /// a
    /// step that is under way is waited for.
    private static final String OPEN_OF_CUSTOMERS =
            "select open.* from unnest($1::text[], $2::text[]) as wished (hotline, customer) "
                    + "cross join lateral (select " + TicketRows.COLUMNS + """
             from agent.ticket t
            where t.hotline = wished.hotline and t.customer = wished.customer and t.closed_at is null
            order by t.opened_at desc, t.id desc
            limit 1
            for update) open
            """;
    private static final String INSERT_CALLS = """
            insert into agent.ticket_call (call, ticket, link, at)
            select * from unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[])
            """;
    private static final String BEFORE =
            "select ticket, call, link, at, result from agent.ticket_call where call = any($1)";
    private static final String BY_IDS = "select " + TicketRows.COLUMNS + " from agent.ticket t where t.id = any($1)";

    private LinkCalls() {}

    /// @param present the profile that its hotline goes by now
    record Wish(IncomingCall call, Profile present) {
        /// Two calls of one customer cannot be linked at once: the second depends on the first.
        String lock() {
            return switch (call.customer()) {
                case PhoneNumber.Known number -> lock(call.hotline(), number);
                case PhoneNumber.Unknown _ -> "agent.ticket call " + call.id();
            };
        }

        static String lock(String hotline, PhoneNumber.Known customer) {
            return "agent.ticket " + hotline + " " + customer.e164();
        }
    }

    /// Those that are linked already.
    static Map<CallId, Linked> linkedBefore(SqlClient client, Collection<CallId> calls) {
        return linked(client, Database.rows(client, BEFORE, Tuple.tuple().addArrayOfString(ids(calls))));
    }

    private static String[] ids(Collection<CallId> calls) {
        return calls.stream().map(CallId::text).toArray(String[]::new);
    }

    private static Map<CallId, Linked> linked(SqlClient client, RowSet<Row> rows) {
        Map<LinkedCall, UUID> links = new HashMap<>();
        rows.forEach(row -> links.put(TicketRows.linkedCall(row), row.getUUID("ticket")));
        if (links.isEmpty()) {
            return Map.of();
        }
        Tuple values =
                Tuple.tuple().addArrayOfUUID(links.values().stream().distinct().toArray(UUID[]::new));
        Map<UUID, Ticket> tickets = TicketRows.read(client, BY_IDS, values).stream()
                .collect(Collectors.toMap(ticket -> ticket.id().value(), Function.identity()));
        Map<CallId, Linked> linked = new HashMap<>();
        links.forEach((link, id) -> Optional.ofNullable(tickets.get(id))
                .ifPresent(ticket -> linked.put(link.call(), new Linked(ticket, link, false))));
        return linked;
    }

    /// The answers in the order of the wishes; what is answered is committed.
    static List<Linked> link(Flight flight, List<Wish> wishes, Rulebook rules) {
        flight.begin();
        Map<CallId, Linked> linked = new HashMap<>();
        List<Wish> left = wishes;
        while (!left.isEmpty()) {
            Set<String> taken = new HashSet<>();
            List<Wish> now =
                    left.stream().filter(wish -> taken.add(wish.lock())).toList();
            Supplier<Map<CallId, Linked>> done = linkDifferent(flight, now, rules);
            Set<CallId> calls = now.stream().map(wish -> wish.call().id()).collect(Collectors.toSet());
            left = left.stream()
                    .filter(wish -> !calls.contains(wish.call().id()))
                    .toList();
            if (left.isEmpty()) {
                flight.commit();
            }
            flight.land();
            linked.putAll(done.get());
        }
        // A call that was heard of twice at once is new once.
        return wishes.stream()
                .map(wish -> {
                    CallId call = wish.call().id();
                    Linked mine = Objects.requireNonNull(linked.get(call));
                    linked.put(call, new Linked(mine.ticket(), mine.call(), false));
                    return mine;
                })
                .toList();
    }

    /// @return what to ask when the flight has landed
    private static Supplier<Map<CallId, Linked>> linkDifferent(Flight flight, List<Wish> wishes, Rulebook rules) {
        var _ = flight.send(
                LOCK,
                Tuple.tuple().addArrayOfString(wishes.stream().map(Wish::lock).toArray(String[]::new)));
        Future<RowSet<Row>> before = flight.send(
                BEFORE,
                Tuple.tuple()
                        .addArrayOfString(ids(
                                wishes.stream().map(wish -> wish.call().id()).toList())));
        Future<RowSet<Row>> ofCustomers = flight.send(OPEN_OF_CUSTOMERS, customers(wishes));
        flight.land();
        SqlConnection connection = flight.connection();
        Map<CallId, Linked> linked = new HashMap<>(linked(connection, before.result()));
        Map<String, Ticket.Open> open = open(TicketRows.read(connection, ofCustomers.result()));
        List<Wish> opening = new ArrayList<>();
        for (Wish wish : wishes) {
            if (linked.containsKey(wish.call().id())) {
                continue;
            }
            Optional<Ticket.Open> ofCustomer = Optional.ofNullable(open.get(wish.lock()));
            switch (TicketPolicy.onCall(
                    wish.call(), ofCustomer, wish.present().intake().onRepeat())) {
                case TicketPolicy.Decision.OpenNew() -> opening.add(wish);
                case TicketPolicy.Decision.Urge(Ticket.Open ticket) ->
                    linked.put(wish.call().id(), urge(connection, wish.call(), ticket, rules));
            }
        }
        Supplier<Map<CallId, Linked>> opened = openNew(flight, opening, open);
        return () -> {
            linked.putAll(opened.get());
            return linked;
        };
    }

    private static Tuple customers(List<Wish> wishes) {
        List<String> hotlines = new ArrayList<>();
        List<String> customers = new ArrayList<>();
        for (Wish wish : wishes) {
            if (wish.call().customer() instanceof PhoneNumber.Known number) {
                hotlines.add(wish.call().hotline());
                customers.add(number.e164());
            }
        }
        return Tuple.tuple()
                .addArrayOfString(hotlines.toArray(String[]::new))
                .addArrayOfString(customers.toArray(String[]::new));
    }

    /// By the lock of whoever calls about them.
    private static Map<String, Ticket.Open> open(List<Ticket> tickets) {
        Map<String, Ticket.Open> open = new HashMap<>();
        for (Ticket ticket : tickets) {
            if (ticket instanceof Ticket.Open found && found.opening().customer() instanceof PhoneNumber.Known number) {
                open.put(Wish.lock(found.opening().hotline(), number), found);
            }
        }
        return open;
    }

    private static Supplier<Map<CallId, Linked>> openNew(
            Flight flight, List<Wish> wishes, Map<String, Ticket.Open> open) {
        if (wishes.isEmpty()) {
            return Map::of;
        }
        List<NewTickets.Wanted> wanted = wishes.stream()
                .map(wish -> {
                    IncomingCall call = wish.call();
                    Optional<String> beside = Optional.ofNullable(open.get(wish.lock()))
                            .map(ticket -> ticket.opening().number().text());
                    return new NewTickets.Wanted(
                            new TicketStore.NewTicket(idFor(call.id()), call.hotline(), call.customer(), call.at()),
                            wish.present(),
                            OnCall.opens(wish.present(), call.id().text(), call.hotline(), call.at(), beside));
                })
                .toList();
        List<LinkedCall> links = wishes.stream()
                .map(wish -> new LinkedCall(
                        wish.call().id(), LinkedCall.Link.OPENED, wish.call().at(), Optional.empty()))
                .toList();
        Supplier<List<Ticket.Open>> opened = NewTickets.insert(flight, wanted);
        insertCalls(flight, links, wanted.stream().map(one -> one.asked().id()).toList());
        return () -> {
            List<Ticket.Open> tickets = opened.get();
            Map<CallId, Linked> linked = new HashMap<>();
            for (int i = 0; i < tickets.size(); i++) {
                Ticket.Open ticket = tickets.get(i);
                LinkedCall link = links.get(i);
                linked.put(
                        link.call(),
                        new Linked(new Ticket.Open(ticket.opening(), List.of(link), ticket.standing()), link, true));
            }
            return linked;
        };
    }

    private static Linked urge(SqlConnection connection, IncomingCall call, Ticket.Open ticket, Rulebook rules) {
        UUID id = ticket.id().value();
        TicketLife before = StepRows.read(connection, id).orElseThrow();
        Profile profile = rules.of(before, call.at());
        List<Step> steps = OnCall.urges(profile, before, call.id().text(), call.at());
        TicketLife after = before.with(steps);
        LinkedCall link = new LinkedCall(call.id(), LinkedCall.Link.URGED, call.at(), Optional.empty());
        List<LinkedCall> calls = new ArrayList<>(ticket.calls());
        calls.add(link);
        Linked linked = new Linked(new Ticket.Open(ticket.opening(), calls, Standing.of(profile, after)), link, true);
        Flight flight = new Flight(connection);
        insertCalls(flight, List.of(link), List.of(ticket.id()));
        flight.land();
        StepRows.insert(connection, id, steps);
        StepRows.stand(connection, id, profile, before, after);
        StepRows.watch(connection, id, profile, Optional.of(before), after);
        return linked;
    }

    private static void insertCalls(Flight flight, List<LinkedCall> calls, List<TicketId> tickets) {
        Tuple values = Tuple.tuple()
                .addArrayOfString(calls.stream().map(each -> each.call().text()).toArray(String[]::new))
                .addArrayOfUUID(tickets.stream().map(TicketId::value).toArray(UUID[]::new))
                .addArrayOfString(calls.stream().map(each -> each.link().name()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        calls.stream().map(each -> StepRows.utc(each.at())).toArray(OffsetDateTime[]::new));
        var _ = flight.send(INSERT_CALLS, values);
    }

    /// Every node gives the ticket of one call the same id.
    private static TicketId idFor(CallId call) {
        return new TicketId(UUID.nameUUIDFromBytes(("ticket:" + call).getBytes(StandardCharsets.UTF_8)));
    }
}
