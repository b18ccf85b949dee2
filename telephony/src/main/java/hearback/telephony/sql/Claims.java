package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
    ///
    /// Whether a number is free is asked for each by the index: as a join it may be planned to pass over all that
    /// is live.
    private static final String DUE = """
            with paused as materialized (
              select p.scope, p.name, p.hotlines
                from telephony.callback_pause p
               where p.resumed_at is null and (p.until is null or p.until > $3)
            ), room as materialized (
              select greatest(0, least($4::bigint, $5::bigint - (
                       select count(*) from telephony.attempt_live a where a.server = $1))) as places
               where exists (select from telephony.line_lease l where l.server = $1 and l.fence = $2)
                 and not exists (select from paused p where p.scope = 'ALL' or (p.scope = 'LINE' and p.name = $1))
            ), urgent as materialized (
              select ranked.callback, ranked.deadline, ranked.due_at
                from (select longest.callback, longest.due_at, longest.deadline, longest.machine,
                             count(*) filter (where not longest.machine)
                               over (order by longest.deadline, longest.due_at, longest.callback) as need_agents
                        from unnest($6::text[]) as open (rule)
                       cross join lateral (
                       select d.callback, d.due_at, d.deadline, d.machine
                         from telephony.callback_due d
                        where d.rule = open.rule and d.due_at between $7 and $3
                          and d.hotline not in (select unnest(p.hotlines) from paused p)
                          and (select true from telephony.attempt_live a where a.number = d.number) is null
                        order by d.due_at, d.deadline, d.callback
                        limit $8) longest) ranked
               where ranked.machine or ranked.need_agents <= $9
               order by ranked.deadline, ranked.due_at, ranked.callback
               limit coalesce((select places from room), 0)
            )
            select c.id, c.attempts + 1 as ordinal, c.subject, c.number, c.reason, c.not_before, c.rule, c.created_at, c.problem,
                   c.best_times, c.household
              from urgent
              join telephony.callback c on c.id = urgent.callback
             where c.state = 'PLANNED'
             order by urgent.deadline, urgent.due_at, urgent.callback
               for no key update of c skip locked
            """;

    /// Two due callbacks of one number: the first gets the attempt, the other stays planned. So does what was
    /// claimed,
    /// settled and planned for later by others since it was found.
    private static final String COMMIT = """
            with live as (
              insert into telephony.attempt_live (number, attempt, callback, ordinal, server)
              select d.number, due.id, d.callback, d.attempts + 1, $3
                from unnest($1::uuid[], $2::uuid[]) with ordinality as due (id, callback, place)
                join telephony.callback_due d on d.callback = due.callback
               where d.due_at <= $5
               order by due.place
              on conflict (number) do nothing
              returning number, attempt, callback, ordinal
            ), made as (
              insert into telephony.attempt (id, callback, ordinal, number, server, fence, started_at, state)
              select attempt, callback, ordinal, number, $3, $4, $5, 'COMMITTED' from live
            ), moved as (
              update telephony.callback c
                 set state = 'DIALLING', due_at = null, deadline = null, attempts = live.ordinal
                from live
               where c.id = live.callback
            ), gone as (
              delete from telephony.callback_due d using live where d.callback = live.callback
            )
            select attempt from live
            """;

    List<Claimed> claim(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, PlanStore.Limits limits) {
        return database.inFlight("claim for " + line.server(), flight -> {
            var _ = flight.begin();
            var due = due(flight.land(flight.send(DUE, wanted(line, now, open, limits))), line, now);
            if (due.isEmpty()) {
                var _ = flight.land(flight.commit());
                return List.of();
            }
            var made = flight.send(COMMIT, attempts(line, now, due));
            var committed = flight.commit();
            var claimed = made(flight.land(made), due);
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
                .addLong((long) PlanStore.FAIR_AMONG)
                .addLong((long) limits.needAgents());
    }

    private static Tuple attempts(LineLease.Held line, Instant now, List<Claimed> due) {
        return Tuple.tuple()
                .addArrayOfUUID(
                        due.stream().map(one -> one.attempt().id().value()).toArray(UUID[]::new))
                .addArrayOfUUID(due.stream()
                        .map(one -> one.attempt().callback().value())
                        .toArray(UUID[]::new))
                .addString(line.server().text())
                .addLong(line.fence())
                .addOffsetDateTime(utc(now));
    }

    private static List<Claimed> due(RowSet<Row> rows, LineLease.Held line, Instant now) {
        var due = new ArrayList<Claimed>();
        for (Row row : rows) {
            var callback = new CallbackId(row.getUUID("id"));
            int ordinal = row.getInteger("ordinal");
            var attempt = new Attempt(
                    AttemptId.of(callback, ordinal),
                    callback,
                    ordinal,
                    new PhoneNumber.Known(row.getString("number")),
                    line.server(),
                    line.fence(),
                    now,
                    new AttemptState.Committed());
            due.add(new Claimed(attempt, PlanRows.dialling(row, attempt)));
        }
        return due;
    }

    /// As they were due, those that got their attempt.
    private static List<Claimed> made(RowSet<Row> rows, List<Claimed> due) {
        var made = new HashSet<UUID>();
        rows.forEach(row -> made.add(row.getUUID("attempt")));
        return due.stream()
                .filter(one -> made.contains(one.attempt().id().value()))
                .toList();
    }

    /// @param plan its callback, as it is with this attempt alone: those before it are not there
    record Claimed(Attempt attempt, CallbackPlan plan) {}
}
