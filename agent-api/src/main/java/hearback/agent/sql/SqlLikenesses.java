package hearback.agent.sql;

import hearback.agent.flow.Likenesses;
import hearback.agent.life.Likeness;
import hearback.agent.ticket.TicketId;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// By what tickets are like each other, in PostgreSQL: `agent.ticket_likeness`.
public final class SqlLikenesses implements Likenesses {
    private static final String UNCOMPARED = """
            select ticket, compare_since from agent.ticket_likeness where compare_since is not null
            order by compare_since limit $1
            """;
    private static final String COMPARED = """
            update agent.ticket_likeness set compare_since = null where ticket = $1 and compare_since = $2
            """;
    private static final String KIN = """
            select t.id, t.day, t.serial, t.prefix, t.digits, t.classes, t.departments, t.sealed,
                l.matters, l.problem, l.complainant, l.received_at
            from agent.ticket_likeness l join agent.ticket t on t.id = l.ticket
            where l.received_at between $1::timestamptz - $2 * interval '1 second' and $1 + $2 * interval '1 second'
            """;
    private static final String NEAREST = " order by abs(extract(epoch from l.received_at - $1)), t.id limit $3";
    private static final String OF_MATTERS = KIN + " and l.matters && $4::text[]" + NEAREST;
    private static final String OF_CUSTOMER = KIN + " and l.complainant = $4 and l.problem = $5" + NEAREST;

    private final Database database;

    public SqlLikenesses(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public List<Uncompared> uncompared(int limit) {
        List<Uncompared> waiting = new ArrayList<>();
        database.ask("find tickets to compare", UNCOMPARED, Tuple.of(limit))
                .forEach(row -> waiting.add(new Uncompared(
                        new TicketId(row.getUUID("ticket")),
                        row.getOffsetDateTime("compare_since").toInstant())));
        return waiting;
    }

    @Override
    public void compared(Uncompared ticket) {
        database.ask(
                "note a ticket as compared", COMPARED, Tuple.of(ticket.ticket().value(), StepRows.utc(ticket.since())));
    }

    @Override
    public List<Kin> ofMatters(Set<String> matters, Instant around, Duration within, int limit) {
        return matters.isEmpty()
                ? List.of()
                : kin(OF_MATTERS, values(around, within, limit).addArrayOfString(matters.toArray(String[]::new)));
    }

    @Override
    public List<Kin> ofCustomer(String complainant, String problem, Instant around, Duration within, int limit) {
        return kin(
                OF_CUSTOMER,
                values(around, within, limit).addString(complainant).addString(problem));
    }

    private static Tuple values(Instant around, Duration within, int limit) {
        return Tuple.of(StepRows.utc(around), (double) within.toSeconds(), limit);
    }

    private List<Kin> kin(String sql, Tuple values) {
        List<Kin> found = new ArrayList<>();
        database.ask("find tickets that are alike", sql, values).forEach(row -> found.add(kin(row)));
        return found;
    }

    private static Kin kin(Row row) {
        return new Kin(
                new TicketId(row.getUUID("id")),
                TicketRows.number(row),
                new Likeness(
                        Set.of(row.getArrayOfStrings("matters")),
                        Optional.ofNullable(row.getString("problem")),
                        Optional.ofNullable(row.getString("complainant")),
                        row.getOffsetDateTime("received_at").toInstant()),
                TicketRows.classes(row),
                Set.of(row.getArrayOfStrings("departments")),
                row.getBoolean("sealed"));
    }
}
