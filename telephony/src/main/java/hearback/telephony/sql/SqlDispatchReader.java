package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.DispatchReader;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/// Reads how the ringing goes from `telephony.callback` and `telephony.attempt`.
public final class SqlDispatchReader implements DispatchReader {
    private final Database database;

    public SqlDispatchReader(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public List<Waiting> waiting(Instant now) {
        var rows = database.ask("callbacks that wait by rule", """
                with recursive rules as (
                  (select rule, due_at from telephony.callback where state = 'PLANNED' order by rule, due_at limit 1)
                  union all
                  select next.rule, next.due_at
                    from rules
                   cross join lateral (
                     select c.rule, c.due_at from telephony.callback c
                      where c.state = 'PLANNED' and c.rule > rules.rule
                      order by c.rule, c.due_at
                      limit 1) next
                )
                select rule, due_at,
                       (select count(*) from (
                          select from telephony.callback c
                           where c.state = 'PLANNED' and c.rule = rules.rule and c.due_at <= $1
                           limit $2) due) as due
                  from rules
                """, Tuple.of(utc(now), MOST));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Waiting(PlanRows.rule(row), row.getLong("due"), PlanRows.instant(row, "due_at")))
                .toList();
    }

    @Override
    public long live(ServerName server) {
        return count(
                "live attempts at " + server,
                "select count(*) from telephony.attempt where server = $1 and state <> 'SETTLED'",
                Tuple.of(server.text()));
    }

    /// What is settled ended after it was released.
    @Override
    public long releasedSince(ServerName server, Instant since) {
        return count("attempts released at " + server, """
                select (select count(*) from telephony.attempt
                         where server = $1 and state <> 'SETTLED' and released_at > $2)
                     + (select count(*) from telephony.attempt
                         where server = $1 and state = 'SETTLED' and ended_at > $2 and released_at > $2)
                """, Tuple.of(server.text(), utc(since)));
    }

    @Override
    public long troubled() {
        return count("troubled callbacks", """
                select count(*) from (
                  select from telephony.callback where problem is not null and closed_at is null limit $1) troubled
                """, Tuple.of(MOST));
    }

    private long count(String what, String sql, Tuple values) {
        return database.ask(what, sql, values).iterator().next().getLong(0);
    }
}
