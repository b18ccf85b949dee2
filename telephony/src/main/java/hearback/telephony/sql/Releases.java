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
/// The attempt is locked before its callback, as by whoever settles it, and callbacks in the order of their ids; the
/// lock on
/// a callback waits for a closing that is under way and looks again, so that what was closed is never released
/// afterwards.
record Releases(Database database) {
    private static final String RELEASE = """
            with asked as (
              select id, at from unnest($1::uuid[], $2::timestamptz[]) as t (id, at)
            ), lines as materialized (
              select server, fence from telephony.line_lease
            ), mine as materialized (
              select a.id, a.callback, a.number, a.server, a.trunk, asked.at
                from asked
                join telephony.attempt a on a.id = asked.id
               where a.state = 'COMMITTED'
                 and exists (select from lines l where l.server = a.server and l.fence = a.fence)
               order by a.callback
                 for no key update of a
            ), wanted as materialized (
              select mine.id, mine.at, c.household
                from mine
                join telephony.callback c on c.id = mine.callback
               where c.state = 'DIALLING'
                 and not exists (select from telephony.holds(mine.number, mine.server, mine.trunk, c.hotline, mine.at))
                 and (c.numbers = '{}' or not telephony.is_ringing_us(c.numbers, mine.at))
                 and not exists (select from telephony.left_alone(c.id, mine.number, c.rule, mine.at))
               order by c.id
                 for share of c
            )
            update telephony.attempt a
               set state = 'RELEASED', released_at = wanted.at, household = wanted.household
              from wanted
             where a.id = wanted.id
            returning a.id
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
