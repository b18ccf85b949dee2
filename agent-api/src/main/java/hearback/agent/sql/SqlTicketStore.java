package hearback.agent.sql;

import hearback.agent.flow.TicketStore;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketStep;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Tickets in PostgreSQL: `agent.ticket`, `agent.ticket_call`, `agent.ticket_step`, `agent.ticket_serial`.
public final class SqlTicketStore implements TicketStore {
    static final String BY_ID = "select " + TicketRows.COLUMNS + " from agent.ticket t where t.id = $1";

    private static final String BY_NUMBER =
            "select " + TicketRows.COLUMNS + " from agent.ticket t where t.day = $1 and t.serial = $2";

    private static final String OF_CALL = "select " + TicketRows.COLUMNS
            + " from agent.ticket t join agent.ticket_call c on c.ticket = t.id where c.call = $1";

    private static final String LIST = "select " + TicketRows.COLUMNS + """

             from agent.ticket t
            where ($1::boolean is null or (t.closed_at is null) = $1::boolean)
              and ($2::date is null or (t.day, t.serial) < ($2::date, $3::integer))
            order by t.day desc, t.serial desc
            limit $4
            """;

    private static final String LAST_CHANGED =
            "select " + TicketRows.COLUMNS + " from agent.ticket t order by t.changed_at desc limit $1";

    /// A step and the note that the ticket changed, together; nothing when the cause was noted before.
    static final String APPEND = """
            with added as (
                insert into agent.ticket_step (ticket, cause, at, who, kind, why) values ($1, $2, $3, $4, $5, $6)
                on conflict (ticket, cause) do nothing
                returning ticket
            )
            update agent.ticket set changed_at = clock_timestamp() where id in (select ticket from added)
            """;

    /// Result, step and the note that the ticket changed, together; nothing when the result was noted before.
    private static final String NOTE_RESULT = """
            with noted as (
                update agent.ticket_call set result = $2 where call = $1 and result is distinct from $2
                returning ticket
            ), added as (
                insert into agent.ticket_step (ticket, cause, at, who, kind, why)
                select ticket, 'ended ' || $1 || ' ' || $2, $3, $4, $5, $6 from noted
                on conflict (ticket, cause) do nothing
            )
            update agent.ticket set changed_at = clock_timestamp() where id in (select ticket from noted)
            """;

    private static final String CLOSE = """
            with closed as (
                update agent.ticket
                set closed_at = $3, closed_by = $4, close_reason = $5, changed_at = clock_timestamp()
                where day = $1 and serial = $2 and closed_at is null
                returning id
            )
            insert into agent.ticket_step (ticket, cause, at, who, kind, why)
            select id, 'closed', $3, $4, 'CLOSED', $5 from closed
            """;

    private static final String SETTLE_CALLBACK = """
            update agent.ticket_call
            set callback = coalesce(callback, ($3::uuid[])[1], $2)
            where call = $1
            returning callback
            """;

    private static final String SERVING =
            "select distinct callback from agent.ticket_call where ticket = $1 and callback is not null";

    private static final String STEPS =
            "select at, who, kind, why from agent.ticket_step where ticket = $1 order by id";

    private static final String NUMBERS = "select id, day, serial from agent.ticket where id = any($1)";

    private final Pool pool;
    private final Database database;

    public SqlTicketStore(Pool pool) {
        this.pool = pool;
        this.database = new Database(pool);
    }

    @Override
    public Linked link(IncomingCall call) {
        return database.guarded("find the ticket of a call", () -> LinkCall.linkedBefore(pool, call.id()))
                .orElseGet(() -> database.inTransaction("link a call", connection -> LinkCall.link(connection, call)));
    }

    @Override
    public void noteResult(CallId call, CallResult result, Instant at) {
        database.ask(
                "note a call's result",
                NOTE_RESULT,
                Tuple.of(
                        call.text(),
                        result.name(),
                        utc(at),
                        TicketStep.BY_ITSELF,
                        TicketStep.Kind.CALL_ENDED.name(),
                        "call " + call + ": " + result));
    }

    @Override
    public UUID settleCallback(CallId call, UUID proposed, List<UUID> stillServing) {
        Tuple values = Tuple.of(call.text(), proposed).addArrayOfUUID(stillServing.toArray(UUID[]::new));
        for (Row row : database.ask("settle a call's callback", SETTLE_CALLBACK, values)) {
            return row.getUUID("callback");
        }
        throw new IllegalStateException("call is linked to no ticket: " + call);
    }

    @Override
    public List<UUID> callbacksServing(TicketId ticket) {
        List<UUID> found = new ArrayList<>();
        database.ask("find a ticket's callbacks", SERVING, Tuple.of(ticket.value()))
                .forEach(row -> found.add(row.getUUID("callback")));
        return found;
    }

    @Override
    public void append(TicketId ticket, String cause, TicketStep step) {
        database.ask("append to a ticket", APPEND, appended(ticket.value(), cause, step));
    }

    static Tuple appended(UUID ticket, String cause, TicketStep step) {
        return Tuple.of(ticket, cause, utc(step.at()), step.who(), step.kind().name(), step.why());
    }

    @Override
    public Optional<Ticket> close(TicketNumber number, Instant at, String who, String reason) {
        database.ask("close a ticket", CLOSE, Tuple.of(number.day(), number.serial(), utc(at), who, reason));
        return find(number);
    }

    @Override
    public Optional<Ticket> find(TicketNumber number) {
        return tickets(BY_NUMBER, Tuple.of(number.day(), number.serial())).stream()
                .findFirst();
    }

    @Override
    public Optional<Ticket> find(TicketId id) {
        return tickets(BY_ID, Tuple.of(id.value())).stream().findFirst();
    }

    @Override
    public Optional<Ticket> ofCall(CallId call) {
        return tickets(OF_CALL, Tuple.of(call.text())).stream().findFirst();
    }

    @Override
    public Map<TicketId, TicketNumber> numbersOf(Collection<TicketId> ids) {
        Map<TicketId, TicketNumber> found = new HashMap<>();
        if (!ids.isEmpty()) {
            Tuple values = Tuple.tuple()
                    .addArrayOfUUID(ids.stream().map(TicketId::value).toArray(UUID[]::new));
            database.ask("read ticket numbers", NUMBERS, values)
                    .forEach(row -> found.put(
                            new TicketId(row.getUUID("id")),
                            new TicketNumber(row.getLocalDate("day"), row.getInteger("serial"))));
        }
        return found;
    }

    @Override
    public List<Ticket> list(Optional<Boolean> open, Optional<TicketNumber> before, int limit) {
        return tickets(
                LIST,
                Tuple.of(
                        open.orElse(null),
                        before.map(TicketNumber::day).orElse(null),
                        before.map(TicketNumber::serial).orElse(null),
                        limit));
    }

    @Override
    public List<Ticket> lastChanged(int limit) {
        return tickets(LAST_CHANGED, Tuple.of(limit));
    }

    @Override
    public List<TicketStep> steps(TicketId ticket) {
        List<TicketStep> steps = new ArrayList<>();
        database.ask("read a ticket's history", STEPS, Tuple.of(ticket.value()))
                .forEach(row -> steps.add(new TicketStep(
                        row.getOffsetDateTime("at").toInstant(),
                        row.getString("who"),
                        TicketStep.Kind.valueOf(row.getString("kind")),
                        row.getString("why"))));
        return steps;
    }

    private List<Ticket> tickets(String sql, Tuple values) {
        return database.guarded("read tickets", () -> TicketRows.read(pool, sql, values));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
