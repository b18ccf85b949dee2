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
    /// a step that is under way is waited for.
    private static final String OPEN_OF_CUSTOMERS =
            "select open.* from unnest($1::text[], $2::text[]) as wished (hotline, customer) "
                    + "cross join lateral (select " + TicketRows.COLUMNS + """
             from agent.ticket t
            where t.hotline = wished.hotline and t.customer = wished.customer and t.closed_at is null
            order by t.opened_at desc, t.id desc
            limit 1
            for update) open
            """;
    private static final String INSERT_CALL =
            "insert into agent.ticket_call (call, ticket, link, at) values ($1, $2, $3, $4)";
    private static final String BEFORE =
            "select ticket, call, link, at, result from agent.ticket_call where call = any($1)";
    private static final String BY_IDS = "select " + TicketRows.COLUMNS + " from agent.ticket t where t.id = any($1)";

    private LinkCalls() {}

    /// @param present the profile that its hotline goes by now
    /// @param asNew what is written when it opens a ticket
    record Wish(IncomingCall call, Profile present, NewTickets.Prepared asNew) {
        static Wish of(IncomingCall call, Profile present) {
            return new Wish(call, present, opening(call, present, Optional.empty()));
        }

        /// @param beside the number of the open ticket beside which it is opened
        static NewTickets.Prepared opening(IncomingCall call, Profile present, Optional<String> beside) {
            return NewTickets.Prepared.by(
                    call.id(),
                    new NewTickets.Wanted(
                            new TicketStore.NewTicket(idFor(call), call.hotline(), call.customer(), call.at()),
                            present,
                            OnCall.opens(present, call.id().text(), call.hotline(), call.at(), beside)));
        }

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

    /// The answers in the order of the wishes; what is answered is committed. Most calls open a ticket: those are
    /// tried first, in one flight; what is left of them is looked at more closely.
    static List<Linked> link(Flight flight, List<Wish> wishes, Rulebook rules) {
        Map<CallId, Linked> linked = new HashMap<>(openFree(flight, different(wishes)));
        List<Wish> left = without(linked.keySet(), wishes);
        if (!left.isEmpty()) {
            flight.begin();
        }
        while (!left.isEmpty()) {
            List<Wish> now = different(left);
            Supplier<Map<CallId, Linked>> done = linkDifferent(flight, now, rules);
            left = without(now.stream().map(wish -> wish.call().id()).collect(Collectors.toSet()), left);
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

    /// The first of each customer.
    private static List<Wish> different(List<Wish> wishes) {
        Set<String> taken = new HashSet<>();
        return wishes.stream().filter(wish -> taken.add(wish.lock())).toList();
    }

    private static List<Wish> without(Set<CallId> calls, List<Wish> wishes) {
        return wishes.stream().filter(wish -> !calls.contains(wish.call().id())).toList();
    }

    private static Map<CallId, Linked> openFree(Flight flight, List<Wish> wishes) {
        flight.begin();
        lock(flight, wishes);
        Supplier<List<Ticket.Open>> opened =
                NewTickets.insert(flight, wishes.stream().map(Wish::asNew).toList(), true);
        flight.commit();
        flight.land();
        return linked(opened.get());
    }

    private static void lock(Flight flight, List<Wish> wishes) {
        var _ = flight.send(
                LOCK,
                Tuple.tuple().addArrayOfString(wishes.stream().map(Wish::lock).toArray(String[]::new)));
    }

    private static Map<CallId, Linked> linked(List<Ticket.Open> opened) {
        Map<CallId, Linked> linked = new HashMap<>();
        for (Ticket.Open ticket : opened) {
            LinkedCall call = ticket.calls().getFirst();
            linked.put(call.call(), new Linked(ticket, call, true));
        }
        return linked;
    }

    /// @return what to ask when the flight has landed
    private static Supplier<Map<CallId, Linked>> linkDifferent(Flight flight, List<Wish> wishes, Rulebook rules) {
        lock(flight, wishes);
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
        List<NewTickets.Prepared> opening = new ArrayList<>();
        for (Wish wish : wishes) {
            if (linked.containsKey(wish.call().id())) {
                continue;
            }
            Optional<Ticket.Open> ofCustomer = Optional.ofNullable(open.get(wish.lock()));
            switch (TicketPolicy.onCall(
                    wish.call(), ofCustomer, wish.present().intake().onRepeat())) {
                case TicketPolicy.Decision.OpenNew() ->
                    opening.add(ofCustomer
                            .map(ticket -> Wish.opening(
                                    wish.call(),
                                    wish.present(),
                                    Optional.of(ticket.opening().number().text())))
                            .orElse(wish.asNew()));
                case TicketPolicy.Decision.Urge(Ticket.Open ticket) ->
                    linked.put(wish.call().id(), urge(connection, wish.call(), ticket, rules));
            }
        }
        Supplier<List<Ticket.Open>> opened = NewTickets.insert(flight, opening, false);
        return () -> {
            linked.putAll(linked(opened.get()));
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
        Database.rows(
                connection,
                INSERT_CALL,
                Tuple.of(call.id().text(), id, link.link().name(), StepRows.utc(call.at())));
        StepRows.add(connection, id, profile, before, steps);
        return linked;
    }

    /// Every node gives the ticket of one call the same id. It begins with the call's time, so that the indexes of
    /// tickets grow at one end; what follows is of the call's name (RFC 9562 version 8).
    private static TicketId idFor(IncomingCall call) {
        UUID name = UUID.nameUUIDFromBytes(("ticket:" + call.id()).getBytes(StandardCharsets.UTF_8));
        long most = (call.at().toEpochMilli() << 16) | 0x8000 | (name.getMostSignificantBits() & 0xfff);
        return new TicketId(new UUID(most, name.getLeastSignificantBits()));
    }
}
