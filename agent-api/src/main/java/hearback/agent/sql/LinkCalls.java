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
import io.vertx.sqlclient.Row;
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
                case PhoneNumber.Known number -> "agent.ticket " + call.hotline() + " " + number.e164();
                case PhoneNumber.Unknown _ -> "agent.ticket call " + call.id();
            };
        }
    }

    /// Those that are linked already.
    static Map<CallId, Linked> linkedBefore(SqlClient client, Collection<CallId> calls) {
        Map<LinkedCall, UUID> links = new HashMap<>();
        String[] ids = calls.stream().map(CallId::text).toArray(String[]::new);
        for (Row row : Database.rows(client, BEFORE, Tuple.tuple().addArrayOfString(ids))) {
            links.put(TicketRows.linkedCall(row), row.getUUID("ticket"));
        }
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

    /// The answers in the order of the wishes.
    static List<Linked> link(SqlConnection connection, List<Wish> wishes, Rulebook rules) {
        Map<CallId, Linked> linked = new HashMap<>();
        List<Wish> left = wishes;
        while (!left.isEmpty()) {
            Set<String> taken = new HashSet<>();
            List<Wish> now =
                    left.stream().filter(wish -> taken.add(wish.lock())).toList();
            linked.putAll(linkDifferent(connection, now, rules));
            left = left.stream()
                    .filter(wish -> !linked.containsKey(wish.call().id()))
                    .toList();
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

    private static Map<CallId, Linked> linkDifferent(SqlConnection connection, List<Wish> wishes, Rulebook rules) {
        Database.rows(
                connection,
                LOCK,
                Tuple.tuple().addArrayOfString(wishes.stream().map(Wish::lock).toArray(String[]::new)));
        Map<CallId, Linked> linked = new HashMap<>(linkedBefore(
                connection, wishes.stream().map(wish -> wish.call().id()).toList()));
        List<Wish> first = wishes.stream()
                .filter(wish -> !linked.containsKey(wish.call().id()))
                .toList();
        Map<String, Ticket.Open> open = openOf(connection, first);
        List<Wish> opening = new ArrayList<>();
        for (Wish wish : first) {
            Optional<Ticket.Open> before = Optional.ofNullable(open.get(wish.lock()));
            switch (TicketPolicy.onCall(
                    wish.call(), before, wish.present().intake().onRepeat())) {
                case TicketPolicy.Decision.OpenNew() -> opening.add(wish);
                case TicketPolicy.Decision.Urge(Ticket.Open ticket) ->
                    linked.put(wish.call().id(), urge(connection, wish.call(), ticket, rules));
            }
        }
        linked.putAll(openNew(connection, opening, open));
        return linked;
    }

    private static Map<String, Ticket.Open> openOf(SqlConnection connection, List<Wish> wishes) {
        List<String> hotlines = new ArrayList<>();
        List<String> customers = new ArrayList<>();
        Map<String, Wish> known = new HashMap<>();
        for (Wish wish : wishes) {
            if (wish.call().customer() instanceof PhoneNumber.Known number) {
                hotlines.add(wish.call().hotline());
                customers.add(number.e164());
                known.put(wish.call().hotline() + " " + number.e164(), wish);
            }
        }
        Map<String, Ticket.Open> open = new HashMap<>();
        if (!known.isEmpty()) {
            Tuple values = Tuple.tuple()
                    .addArrayOfString(hotlines.toArray(String[]::new))
                    .addArrayOfString(customers.toArray(String[]::new));
            for (Ticket ticket : TicketRows.read(connection, OPEN_OF_CUSTOMERS, values)) {
                if (ticket instanceof Ticket.Open found
                        && found.opening().customer() instanceof PhoneNumber.Known number) {
                    Optional.ofNullable(known.get(found.opening().hotline() + " " + number.e164()))
                            .ifPresent(wish -> open.put(wish.lock(), found));
                }
            }
        }
        return open;
    }

    private static Map<CallId, Linked> openNew(
            SqlConnection connection, List<Wish> wishes, Map<String, Ticket.Open> open) {
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
        List<Ticket.Open> tickets = NewTickets.insert(connection, wanted);
        Map<CallId, Linked> linked = new HashMap<>();
        for (int i = 0; i < tickets.size(); i++) {
            IncomingCall call = wishes.get(i).call();
            LinkedCall link = new LinkedCall(call.id(), LinkedCall.Link.OPENED, call.at(), Optional.empty());
            Ticket.Open ticket = tickets.get(i);
            linked.put(
                    call.id(),
                    new Linked(new Ticket.Open(ticket.opening(), List.of(link), ticket.standing()), link, true));
        }
        insertCalls(connection, linked.values());
        return linked;
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
        insertCalls(connection, List.of(linked));
        StepRows.insert(connection, id, steps);
        StepRows.stand(connection, id, profile, before, after);
        StepRows.watch(connection, id, profile, Optional.of(before), after);
        return linked;
    }

    private static void insertCalls(SqlConnection connection, Collection<Linked> linked) {
        if (linked.isEmpty()) {
            return;
        }
        Tuple values = Tuple.tuple()
                .addArrayOfString(
                        linked.stream().map(each -> each.call().call().text()).toArray(String[]::new))
                .addArrayOfUUID(
                        linked.stream().map(each -> each.ticket().id().value()).toArray(UUID[]::new))
                .addArrayOfString(
                        linked.stream().map(each -> each.call().link().name()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(linked.stream()
                        .map(each -> StepRows.utc(each.call().at()))
                        .toArray(OffsetDateTime[]::new));
        Database.rows(connection, INSERT_CALLS, values);
    }

    /// Every node gives the ticket of one call the same id.
    private static TicketId idFor(CallId call) {
        return new TicketId(UUID.nameUUIDFromBytes(("ticket:" + call).getBytes(StandardCharsets.UTF_8)));
    }
}
