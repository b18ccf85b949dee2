package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.callback.AttemptId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Releases committed attempts in one statement, of all who ask at once; none that is held up
/// (`telephony.holds`) or whose number is to be left alone (`telephony.left_alone`).
///
/// Nothing is locked but the live attempts, which are changed here. Whoever closes a callback marks its live attempt as
/// in vain before he commits ([PlanMoves]): a release that meets a closing under way waits for it there, looks at the
/// mark again and finds nothing to release. A release that was first is found by the closing.
record Releases(Database database) {
    private static final String RELEASE = """
            with asked as (
              select id, at from unnest($1::uuid[], $2::timestamptz[]) as t (id, at)
            ), lines as materialized (
              select server, fence from telephony.line_lease
            ), wanted as materialized (
              select l.attempt, asked.at, c.household
                from asked
                join telephony.attempt_live l on l.attempt = asked.id
                join telephony.callback c on c.id = l.callback
               where l.state = 'COMMITTED' and c.closed_at is null
                 and exists (select from lines where lines.server = l.server and lines.fence = l.fence)
                 and not exists (select from telephony.holds(l.number, l.server, l.trunk, c.hotline, asked.at))
                 and (c.numbers = '{}' or not telephony.is_ringing_us(c.numbers, asked.at))
                 and not exists (select from telephony.left_alone(c.id, l.number, c.rule, asked.at))
               order by c.id
            )
            update telephony.attempt_live l
               set state = 'RELEASED', released_at = wanted.at, household = wanted.household
              from wanted
             where l.attempt = wanted.attempt and l.state = 'COMMITTED' and not l.in_vain
            returning l.attempt as id
            """;

    record Asked(AttemptId id, Instant now) {}

    /// Whether each may be dialled now, in the order of what was asked. Of two who ask for one attempt, one may.
    List<Boolean> of(List<Asked> asked) {
        Set<UUID> released = new HashSet<>();
        var rows = database.askForMany(
                "release of " + asked.size() + " attempts",
                RELEASE,
                Tuple.tuple()
                        .addArrayOfUUID(
                                asked.stream().map(one -> one.id().value()).toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(
                                asked.stream().map(one -> utc(one.now())).toArray(OffsetDateTime[]::new)));
        for (Row row : rows) {
            released.add(row.getUUID("id"));
        }
        return asked.stream().map(one -> released.remove(one.id().value())).toList();
    }
}
