package hearback.agent.sql;

import hearback.agent.flow.TicketStore.Linked;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketPolicy;
import hearback.agent.ticket.TicketStep;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    /// `for update`: a close that is under way is waited for, and then this finds no open ticket.
    private static final String OPEN_OF_CUSTOMER = "select " + TicketRows.COLUMNS + """

             from agent.ticket t
            where t.hotline = $1 and t.customer = $2 and t.closed_at is null
            for update
            """;

    private static final String NEXT_SERIAL = """
            insert into agent.ticket_serial as s (day, last) values ($1, 1)
            on conflict (day) do update set last = s.last + 1
            returning last
            """;

    private static final String INSERT_TICKET = """
            insert into agent.ticket (id, day, serial, hotline, customer, heard, opened_at, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
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

    static Linked link(SqlConnection connection, IncomingCall call) {
        Database.rows(connection, LOCK, Tuple.of(lockName(call)));
        return linkedBefore(connection, call.id()).orElseGet(() -> linkFirst(connection, call));
    }

    private static Linked linkFirst(SqlConnection connection, IncomingCall call) {
        return switch (TicketPolicy.onCall(call, openOf(connection, call))) {
            case TicketPolicy.Decision.OpenNew() -> openNew(connection, call);
            case TicketPolicy.Decision.Urge(Ticket.Open ticket) ->
                add(connection, call, ticket.opening(), ticket.calls(), LinkedCall.Link.URGED);
        };
    }

    private static Optional<Ticket.Open> openOf(SqlConnection connection, IncomingCall call) {
        return switch (call.customer()) {
            case PhoneNumber.Unknown _ -> Optional.empty();
            case PhoneNumber.Known number ->
                TicketRows.read(connection, OPEN_OF_CUSTOMER, Tuple.of(call.hotline(), number.e164())).stream()
                        .findFirst()
                        .flatMap(ticket -> switch (ticket) {
                            case Ticket.Open open -> Optional.of(open);
                            case Ticket.Closed _ -> Optional.empty();
                        });
        };
    }

    private static Linked openNew(SqlConnection connection, IncomingCall call) {
        LocalDate day = TicketNumber.dayAt(call.at());
        int serial = Database.rows(connection, NEXT_SERIAL, Tuple.of(day))
                .iterator()
                .next()
                .getInteger("last");
        Ticket.Opening opening = new Ticket.Opening(
                idFor(call.id()), new TicketNumber(day, serial), call.hotline(), call.customer(), call.at());
        Database.rows(
                connection,
                INSERT_TICKET,
                Tuple.of(
                        opening.id().value(),
                        day,
                        serial,
                        call.hotline(),
                        e164(call.customer()),
                        heard(call.customer()),
                        call.at().atOffset(ZoneOffset.UTC)));
        return add(connection, call, opening, List.of(), LinkedCall.Link.OPENED);
    }

    private static Linked add(
            SqlConnection connection,
            IncomingCall call,
            Ticket.Opening opening,
            List<LinkedCall> before,
            LinkedCall.Link link) {
        LinkedCall linked = new LinkedCall(call.id(), link, call.at(), Optional.empty());
        UUID ticket = opening.id().value();
        Database.rows(
                connection,
                INSERT_CALL,
                Tuple.of(call.id().text(), ticket, link.name(), call.at().atOffset(ZoneOffset.UTC)));
        TicketStep step = switch (link) {
            case OPENED -> step(call, TicketStep.Kind.OPENED, "call " + call.id());
            case URGED -> step(call, TicketStep.Kind.URGED, "call " + call.id() + " while the ticket was open");
        };
        Database.rows(connection, SqlTicketStore.APPEND, SqlTicketStore.appended(ticket, "call " + call.id(), step));
        List<LinkedCall> calls = new ArrayList<>(before);
        calls.add(linked);
        return new Linked(new Ticket.Open(opening, calls), linked, true);
    }

    private static TicketStep step(IncomingCall call, TicketStep.Kind kind, String why) {
        return new TicketStep(call.at(), TicketStep.BY_ITSELF, kind, why);
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
