package hearback.agent.sql;

import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TicketStore;
import hearback.agent.flow.TicketStore.Linked;
import hearback.agent.life.Ids;
import hearback.agent.life.OnCall;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketPolicy;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Links one call to its ticket in one transaction. Calls of one customer to one hotline wait for each other by an
/// advisory lock, so that the second finds the ticket the first opened; the day's serial is taken last, so that its row
/// is held shortest and locks are always taken in the same order.
final class LinkCall {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1::text, 0))";
    /// `for update`: a step that is under way is waited for. Of several open matters it is the latest.
    private static final String OPEN_OF_CUSTOMER = "select " + TicketRows.COLUMNS + """
             from agent.ticket t
            where t.hotline = $1 and t.customer = $2 and t.closed_at is null
            order by t.opened_at desc
            limit 1
            for update
            """;
    private static final String NEXT_SERIAL = """
            insert into agent.ticket_serial as s (day, last) values ($1, 1)
            on conflict (day) do update set last = s.last + 1
            returning last
            """;
    private static final String INSERT_TICKET = """
            insert into agent.ticket
                (id, day, serial, hotline, customer, heard, opened_at, channel, steps, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp())
            """;
    private static final String INSERT_CALL =
            "insert into agent.ticket_call (call, ticket, link, at) values ($1, $2, $3, $4)";
    private static final String BEFORE = "select ticket, call, link, at, result from agent.ticket_call where call = $1";

    private LinkCall() {}

    static Optional<Linked> linkedBefore(SqlClient client, CallId call) {
        for (var row : Database.rows(client, BEFORE, Tuple.of(call.text()))) {
            LinkedCall linked = TicketRows.linkedCall(row);
            return TicketRows.read(client, SqlTicketStore.BY_ID, Tuple.of(row.getUUID("ticket"))).stream()
                    .findFirst()
                    .map(ticket -> new Linked(ticket, linked, false));
        }
        return Optional.empty();
    }

    /// @param present the profile that the hotline goes by now
    static Linked link(SqlConnection connection, IncomingCall call, Profile present, Rulebook rules) {
        Database.rows(connection, LOCK, Tuple.of(lockName(call)));
        return linkedBefore(connection, call.id()).orElseGet(() -> linkFirst(connection, call, present, rules));
    }

    private static Linked linkFirst(SqlConnection connection, IncomingCall call, Profile present, Rulebook rules) {
        Optional<Ticket.Open> open = openOf(connection, call);
        return switch (TicketPolicy.onCall(call, open, present.intake().onRepeat())) {
            case TicketPolicy.Decision.OpenNew() -> openNew(connection, call, present, open);
            case TicketPolicy.Decision.Urge(Ticket.Open ticket) -> urge(connection, call, ticket, rules);
        };
    }

    private static Optional<Ticket.Open> openOf(SqlConnection connection, IncomingCall call) {
        return switch (call.customer()) {
            case PhoneNumber.Unknown _ -> Optional.empty();
            case PhoneNumber.Known number ->
                TicketRows.read(connection, OPEN_OF_CUSTOMER, Tuple.of(call.hotline(), number.e164())).stream()
                        .findFirst()
                        .flatMap(ticket -> switch (ticket) {
                            case Ticket.Open found -> Optional.of(found);
                            case Ticket.Closed _ -> Optional.empty();
                        });
        };
    }

    private static Linked openNew(
            SqlConnection connection, IncomingCall call, Profile profile, Optional<Ticket.Open> beside) {
        Optional<String> before = beside.map(ticket -> ticket.opening().number().text());
        List<Step> steps = OnCall.opens(profile, call.id().text(), call.hotline(), call.at(), before);
        Ticket ticket = insert(
                connection,
                new TicketStore.NewTicket(idFor(call.id()), call.hotline(), call.customer(), call.at()),
                profile,
                steps);
        LinkedCall linked = insertCall(connection, call, ticket.opening(), LinkedCall.Link.OPENED);
        return new Linked(new Ticket.Open(ticket.opening(), List.of(linked), ticket.standing()), linked, true);
    }

    /// A new ticket with its first steps.
    static Ticket.Open insert(
            SqlConnection connection, TicketStore.NewTicket asked, Profile profile, List<Step> steps) {
        LocalDate day = TicketNumber.dayAt(asked.at());
        TicketLife life = new TicketLife(steps);
        UUID id = asked.id().value();
        int serial = Database.rows(connection, NEXT_SERIAL, Tuple.of(day))
                .iterator()
                .next()
                .getInteger("last");
        Ticket.Opening opening = new Ticket.Opening(
                asked.id(), new TicketNumber(day, serial), asked.hotline(), asked.customer(), asked.at());
        Database.rows(
                connection,
                INSERT_TICKET,
                Tuple.of(id, day, serial, asked.hotline(), e164(asked.customer()))
                        .addString(heard(asked.customer()))
                        .addOffsetDateTime(StepRows.utc(asked.at()))
                        .addString(Ids.of(life.channel()))
                        .addInteger(steps.size()));
        StepRows.insert(connection, id, steps);
        StepRows.stand(connection, id, profile, life, life);
        StepRows.watch(connection, id, profile, Optional.empty(), life);
        return new Ticket.Open(opening, List.of(), Standing.of(profile, life));
    }

    private static Linked urge(SqlConnection connection, IncomingCall call, Ticket.Open ticket, Rulebook rules) {
        UUID id = ticket.id().value();
        TicketLife before = StepRows.read(connection, id).orElseThrow();
        Profile profile = rules.of(before, call.at());
        List<Step> steps = OnCall.urges(profile, before, call.id().text(), call.at());
        TicketLife after = before.with(steps);
        LinkedCall linked = insertCall(connection, call, ticket.opening(), LinkedCall.Link.URGED);
        StepRows.insert(connection, id, steps);
        StepRows.stand(connection, id, profile, before, after);
        StepRows.watch(connection, id, profile, Optional.of(before), after);
        List<LinkedCall> calls = new ArrayList<>(ticket.calls());
        calls.add(linked);
        return new Linked(new Ticket.Open(ticket.opening(), calls, Standing.of(profile, after)), linked, true);
    }

    private static LinkedCall insertCall(
            SqlConnection connection, IncomingCall call, Ticket.Opening opening, LinkedCall.Link link) {
        Database.rows(
                connection,
                INSERT_CALL,
                Tuple.of(call.id().text(), opening.id().value(), link.name(), StepRows.utc(call.at())));
        return new LinkedCall(call.id(), link, call.at(), Optional.empty());
    }

    /// Every node gives the ticket of one call the same id.
    private static TicketId idFor(CallId call) {
        return new TicketId(UUID.nameUUIDFromBytes(("ticket:" + call).getBytes(StandardCharsets.UTF_8)));
    }

    private static String lockName(IncomingCall call) {
        return switch (call.customer()) {
            case PhoneNumber.Known number -> "agent.ticket " + call.hotline() + " " + number.e164();
            case PhoneNumber.Unknown _ -> "agent.ticket call " + call.id();
        };
    }

    private static @Nullable String e164(PhoneNumber customer) {
        return switch (customer) {
            case PhoneNumber.Known number -> number.e164();
            case PhoneNumber.Unknown _ -> null;
        };
    }

    private static String heard(PhoneNumber customer) {
        return switch (customer) {
            case PhoneNumber.Known _ -> "";
            case PhoneNumber.Unknown unknown -> unknown.heard().text();
        };
    }
}
