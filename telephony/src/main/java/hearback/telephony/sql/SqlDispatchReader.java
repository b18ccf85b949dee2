package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.Pause;
import hearback.telephony.flow.DispatchReader;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads how the ringing goes from what waits (`telephony.callback_due`) and from the attempts.
public final class SqlDispatchReader implements DispatchReader {
    /// What was committed longer ago and is not released by then, is taken back.
    private static final Duration RELEASED_WITHIN = Duration.ofMinutes(2);

    private final Database database;

    public SqlDispatchReader(Pool pool) {
        this.database = new Database(pool);
    }

    /// What is due is asked for in its order, which only the index has: otherwise all that waits may be read,
    /// however little of it is due.
    @Override
    public List<Waiting> waiting(Instant now) {
        var rows = database.ask("callbacks that wait by rule", """
                with recursive rules as (
                  (select rule, due_at from telephony.callback_due order by rule, due_at limit 1)
                  union all
                  select next.rule, next.due_at
                    from rules
                   cross join lateral (
                     select d.rule, d.due_at from telephony.callback_due d
                      where d.rule > rules.rule
                      order by d.rule, d.due_at
                      limit 1) next
                )
                select rules.rule, rules.due_at, due.many, due.paused
                  from rules
                 cross join lateral (
                   select count(*) as many,
                          count(*) filter (where its.hotline in (
                            select unnest(p.hotlines) from telephony.callback_pause p
                             where p.resumed_at is null and (p.until is null or p.until > $1))) as paused
                     from (select d.hotline from telephony.callback_due d
                            where d.rule = rules.rule and d.due_at <= $1
                            order by d.due_at
                            limit $2) its) due
                """, Tuple.of(utc(now), MOST));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Waiting(
                        PlanRows.rule(row),
                        row.getLong("many"),
                        row.getLong("paused"),
                        PlanRows.instant(row, "due_at")))
                .toList();
    }

    /// A pause of a queue has the hotlines that led to it when it began.
    @Override
    public Map<CallbackId, List<Pause>> pausesOfHotlines(Collection<CallbackId> callbacks, Instant now) {
        var rows = database.ask(
                "pauses of " + callbacks.size() + " callbacks",
                """
                select c.id as callback, p.id, p.scope, p.name, p.reason, p.paused_by, p.since, p.until
                  from telephony.callback_pause p
                  join telephony.callback c on c.hotline = any (p.hotlines)
                 where c.id = any ($1) and p.resumed_at is null and (p.until is null or p.until > $2)
                 order by p.since, p.id
                """,
                Tuple.tuple()
                        .addArrayOfUUID(
                                callbacks.stream().map(CallbackId::value).toArray(UUID[]::new))
                        .addOffsetDateTime(utc(now)));
        return StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.groupingBy(
                        row -> new CallbackId(row.getUUID("callback")),
                        Collectors.mapping(SqlHoldStore::pause, Collectors.toUnmodifiableList())));
    }

    @Override
    public Map<TrunkName, Long> live(ServerName server) {
        return counts(
                "live attempts at " + server,
                "select trunk, count(*) as many from telephony.attempt_live where server = $1 group by trunk",
                Tuple.of(server.text()));
    }

    /// What was released in time had been committed shortly before.
    @Override
    public Map<TrunkName, Long> releasedSince(ServerName server, Collection<TrunkName> trunks, Instant since) {
        return counts(
                "attempts released at " + server,
                """
                select trunk, count(*) as many from telephony.every_attempt
                 where server = $1 and trunk = any($2) and started_at > $4 and released_at > $3
                 group by trunk
                """,
                Tuple.tuple()
                        .addString(server.text())
                        .addArrayOfString(trunks.stream().map(TrunkName::text).toArray(String[]::new))
                        .addOffsetDateTime(utc(since))
                        .addOffsetDateTime(utc(since.minus(RELEASED_WITHIN))));
    }

    @Override
    public long troubled() {
        return count("troubled callbacks", """
                select count(*) from (
                  (select from telephony.callback_due where problem is not null limit $1)
                  union all
                  (select from telephony.attempt_live where problem is not null and not in_vain limit $1)) troubled
                """, Tuple.of(MOST));
    }

    private long count(String what, String sql, Tuple values) {
        return database.ask(what, sql, values).iterator().next().getLong(0);
    }

    private Map<TrunkName, Long> counts(String what, String sql, Tuple values) {
        return StreamSupport.stream(database.ask(what, sql, values).spliterator(), false)
                .collect(Collectors.toMap(row -> new TrunkName(row.getString("trunk")), row -> row.getLong("many")));
    }
}
