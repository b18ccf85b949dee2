package hearback.telephony.sql;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.LineStates;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Until when each line was heard, beside its lease, and its gaps.
public final class SqlLineHistory implements LineHistory {
    private final Database database;

    public SqlLineHistory(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public Optional<Heard> lastHeard(ServerName server) {
        String sql = """
                select heard_until, coalesce(booted, '') as booted from telephony.line_lease
                 where server = $1 and heard_until is not null
                """;
        for (Row row : database.ask("last heard of " + server, sql, Tuple.of(server.text()))) {
            return Optional.of(new Heard(instant(row, "heard_until"), row.getString("booted")));
        }
        return Optional.empty();
    }

    @Override
    public void heard(LineLease.Held held, Instant until, String booted) {
        var _ = database.ask(
                "last heard of " + held.server(),
                """
                update telephony.line_lease
                   set heard_until = greatest(heard_until, $3), booted = coalesce(nullif($4::text, ''), booted)
                 where server = $1 and fence = $2
                """,
                Tuple.of(held.server().text(), held.fence(), offset(until), booted));
    }

    @Override
    public void open(ServerName server, Instant since, String reason) {
        var _ = database.ask("gap of " + server, """
                insert into telephony.line_gap (server, since, reason) values ($1, $2, $3)
                on conflict (server) where until is null
                do update set since = least(line_gap.since, excluded.since)
                """, Tuple.of(server.text(), offset(since), reason));
    }

    @Override
    public void explain(ServerName server, String reason) {
        var _ = database.ask(
                "gap of " + server,
                "update telephony.line_gap set reason = $2 where server = $1 and until is null",
                Tuple.of(server.text(), reason));
    }

    @Override
    public void close(ServerName server, Instant until, int callsRepaired) {
        var _ = database.ask("gap of " + server, """
                update telephony.line_gap set until = greatest(since, $2), calls_repaired = calls_repaired + $3
                 where server = $1 and until is null
                """, Tuple.of(server.text(), offset(until), callsRepaired));
    }

    @Override
    public List<LineStates.Gap> newest(int limit) {
        String sql = """
                select id, server, since, until, reason, calls_repaired from telephony.line_gap
                 order by since desc, id desc limit $1
                """;
        return read(database.ask("gaps", sql, Tuple.of(limit)));
    }

    @Override
    public Optional<LineStates.Gap> find(ServerName server, Instant from) {
        String sql = """
                select id, server, since, until, reason, calls_repaired from telephony.line_gap
                 where server = $1 and since = $2
                 order by id limit 1
                """;
        return read(database.ask("gap of " + server, sql, Tuple.of(server.text(), offset(from)))).stream()
                .findFirst();
    }

    private static List<LineStates.Gap> read(RowSet<Row> found) {
        List<LineStates.Gap> gaps = new ArrayList<>();
        for (Row row : found) {
            gaps.add(new LineStates.Gap(
                    row.getLong("id"),
                    new ServerName(row.getString("server")),
                    instant(row, "since"),
                    Optional.ofNullable(row.getOffsetDateTime("until")).map(OffsetDateTime::toInstant),
                    row.getString("reason"),
                    row.getInteger("calls_repaired")));
        }
        return gaps;
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
