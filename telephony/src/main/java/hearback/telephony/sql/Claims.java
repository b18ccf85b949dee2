package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.PlanStore.Claimed;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Claims what is due, by deadline, and commits an attempt for each: two statements and one commit for many.
///
/// @param edge before which nothing waits
record Claims(Database database, DueEdge edge) {
    /// Among the longest due of each rule the most urgent are taken. The rows stay locked until the attempts are
    /// committed,
    /// and another claimer passes over them; whatever else has a callback locked is passed over too. A fence that
    /// is not the line's present one finds nothing, nor does one whose line is paused.
    private static final String DUE = """
            with paused as materialized (
              select p.scope, p.name, p.hotlines
                from telephony.callback_pause p
               where p.resumed_at is null and (p.until is null or p.until > $3)
            ), room as materialized (
              select greatest(0, least($4::bigint, $5::bigint - (
                       select count(*) from telephony.attempt a where a.server = $1 and a.ended_at is null))) as places
               where exists (select from telephony.line_lease l where l.server = $1 and l.fence = $2)
                 and not exists (select from paused p where p.scope = 'ALL' or (p.scope = 'LINE' and p.name = $1))
            ), urgent as materialized (
              select longest.callback
                from unnest($6::text[]) as open (rule)
               cross join lateral (
                 select d.callback, d.due_at, d.deadline
                   from telephony.callback_due d
                  where d.rule = open.rule and d.due_at between $7 and $3
                    and d.hotline not in (select unnest(p.hotlines) from paused p)
                    and not exists (select from telephony.attempt a where a.number = d.number and a.ended_at is null)
                  order by d.due_at, d.deadline, d.callback
                  limit $8) longest
               order by longest.deadline, longest.due_at, longest.callback
               limit coalesce((select places from room), 0)
            )
            select d.callback, d.attempts + 1 as ordinal, d.rule
              from telephony.callback_due d
              join telephony.callback c on c.id = d.callback
             where d.callback = any (array(select callback from urgent)) and c.state = 'PLANNED'
             order by d.deadline, d.due_at, d.callback
               for update skip locked
            """;

    /// Two due callbacks of one number: the first gets the attempt, the other stays planned.
    private static final String COMMIT = """
            with made as (
              insert into telephony.attempt (id, callback, ordinal, number, server, fence, started_at, state)
              select due.id, d.callback, d.attempts + 1, d.number, $3, $4, $5, 'COMMITTED'
                from unnest($1::uuid[], $2::uuid[]) with ordinality as due (id, callback, place)
                join telephony.callback_due d on d.callback = due.callback
               order by due.place
              on conflict (number) where ended_at is null do nothing
              returning id, callback, ordinal, number, server, fence, started_at, state
            ), moved as (
              update telephony.callback c
                 set state = 'DIALLING', due_at = null, deadline = null, attempts = made.ordinal
                from made
               where c.id = made.callback
            ), gone as (
              delete from telephony.callback_due d using made where d.callback = made.callback
            )
            select id, callback, ordinal, number, server, fence, started_at, state from made
            """;

    List<Claimed> claim(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, PlanStore.Limits limits) {
        return database.inFlight("claim for " + line.server(), flight -> {
            var _ = flight.begin();
            var due = due(flight.land(flight.send(DUE, wanted(line, now, open, limits))));
            if (due.isEmpty()) {
                var _ = flight.land(flight.commit());
                return List.of();
            }
            var made = flight.send(COMMIT, attempts(line, now, due));
            var committed = flight.commit();
            var claimed = claimed(flight.land(made), due);
            var _ = flight.land(committed);
            return claimed;
        });
    }

    private Tuple wanted(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, PlanStore.Limits limits) {
        return Tuple.tuple()
                .addString(line.server().text())
                .addLong(line.fence())
                .addOffsetDateTime(utc(now))
                .addLong((long) limits.batch())
                .addLong((long) limits.liveAttempts())
                .addArrayOfString(open.stream().map(PlanRows::text).toArray(String[]::new))
                .addOffsetDateTime(utc(edge.before(now)))
                .addLong((long) PlanStore.FAIR_AMONG);
    }

    private static Tuple attempts(LineLease.Held line, Instant now, List<Due> due) {
        return Tuple.tuple()
                .addArrayOfUUID(due.stream().map(Due::attempt).toArray(UUID[]::new))
                .addArrayOfUUID(due.stream().map(Due::callback).toArray(UUID[]::new))
                .addString(line.server().text())
                .addLong(line.fence())
                .addOffsetDateTime(utc(now));
    }

    private static List<Due> due(RowSet<Row> rows) {
        var due = new ArrayList<Due>();
        for (Row row : rows) {
            var callback = row.getUUID("callback");
            var attempt = AttemptId.of(new CallbackId(callback), row.getInteger("ordinal"));
            due.add(new Due(callback, attempt.value(), PlanRows.rule(row)));
        }
        return due;
    }

    /// As they were due: what comes back comes in any order.
    private static List<Claimed> claimed(RowSet<Row> made, List<Due> due) {
        Map<UUID, Attempt> attempts = new HashMap<>();
        PlanQueries.attempts(made).forEach(one -> attempts.put(one.id().value(), one));
        return due.stream()
                .flatMap(one -> Optional.ofNullable(attempts.get(one.attempt())).stream()
                        .map(attempt -> new Claimed(attempt, one.profile())))
                .toList();
    }

    private record Due(UUID callback, UUID attempt, Optional<ProfileVersion> profile) {}
}
