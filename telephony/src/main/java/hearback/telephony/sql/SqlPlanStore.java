package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Callbacks, attempts and decisions in PostgreSQL: `telephony.callback`, `telephony.attempt`,
/// `telephony.callback_decision`. Reading lives in [PlanQueries], moving a callback on in [PlanMoves].
public final class SqlPlanStore implements PlanStore {
    private final Database database;
    private final PlanQueries queries;

    public SqlPlanStore(Pool pool) {
        this.database = new Database(pool);
        this.queries = new PlanQueries(database);
    }

    @Override
    public boolean add(CallbackRequest request, Optional<ProfileVersion> profile, NextMove.DialAt first, Instant now) {
        var id = request.id();
        return database.together("callback " + id, statements -> {
            var added = statements.ask(
                    """
                    insert into telephony.callback
                      (id, subject, number, reason, not_before, rule, created_at, state, due_at, why, problem)
                    values ($1, $2, $3, $4, $5, $6, $7, 'PLANNED', $8, $9, $10)
                    on conflict (id) do nothing
                    """,
                    Tuple.of(
                            id.value(),
                            request.subject().text(),
                            request.number().e164(),
                            request.reason().name(),
                            utc(request.notBefore()),
                            PlanRows.text(profile),
                            utc(now),
                            utc(first.at()),
                            first.why(),
                            first.problem().orElse(null)));
            boolean isNew = added.rowCount() == 1;
            if (isNew) {
                new PlanMoves(statements).note(id.value(), first, now);
            }
            return isNew;
        });
    }

    @Override
    public Optional<CallbackPlan> find(CallbackId id) {
        return queries.find(id);
    }

    @Override
    public Optional<CallbackPlan> findByAttempt(AttemptId id) {
        return queries.findByAttempt(id);
    }

    @Override
    public List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit) {
        return queries.list(subject, before, limit);
    }

    @Override
    public List<CallbackDecision> decisions(CallbackId id) {
        return queries.decisions(id);
    }

    @Override
    public Counts counts(Instant now) {
        return queries.counts(now);
    }

    @Override
    public List<Waiting> waiting() {
        return queries.waiting();
    }

    @Override
    public List<TrunkHealth.Seen> lastAt(ServerName server, int most) {
        return queries.lastAt(server, most);
    }

    @Override
    public List<Claimed> claimDue(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, Limits limits) {
        return database.together("claim for " + line.server(), statements -> {
            var due = new ArrayList<Due>();
            // The rows stay locked until the attempts are committed; another claimer passes over them. A fence that is
            // not the line's present one finds nothing.
            var rows = statements.ask(
                    """
                    with room as materialized (
                      select greatest(0, least($4::bigint, $5::bigint - (
                               select count(*) from telephony.attempt a
                                where a.server = $1 and a.state <> 'SETTLED'))) as places
                       where exists (select from telephony.line_lease l where l.server = $1 and l.fence = $2)
                    )
                    select due.id, due.ordinal, due.rule, due.reason
                      from unnest($6::text[]) as open (rule)
                     cross join lateral (
                       select c.id, c.attempts + 1 as ordinal, c.rule, c.reason, c.due_at
                         from telephony.callback c
                        where c.state = 'PLANNED' and c.rule = open.rule and c.due_at <= $3
                          and not exists (select from telephony.attempt a
                                           where a.number = c.number and a.state <> 'SETTLED')
                        order by c.due_at, c.id
                        limit coalesce((select places from room), 0)
                          for update of c skip locked) due
                     order by due.due_at, due.id
                     limit coalesce((select places from room), 0)
                    """,
                    Tuple.of(line.server().text(), line.fence(), utc(now), (long) limits.batch(), (long)
                                    limits.liveAttempts())
                            .addArrayOfString(open.stream().map(PlanRows::text).toArray(String[]::new)));
            for (Row row : rows) {
                due.add(new Due(
                        row.getUUID("id"),
                        row.getInteger("ordinal"),
                        PlanRows.rule(row),
                        CallbackReason.valueOf(row.getString("reason"))));
            }
            return due.isEmpty() ? List.of() : commit(statements, line, now, due);
        });
    }

    /// Two due callbacks of one number: the first gets the attempt, the other stays planned.
    private static List<Claimed> commit(
            Database.Statements statements, LineLease.Held line, Instant now, List<Due> due) {
        var ids = due.stream()
                .map(one -> AttemptId.of(new CallbackId(one.callback()), one.ordinal())
                        .value())
                .toArray(UUID[]::new);
        var callbacks = due.stream().map(Due::callback).toArray(UUID[]::new);
        var rows = statements.ask(
                """
                with made as (
                  insert into telephony.attempt
                    (id, callback, ordinal, number, server, fence, started_at, state)
                  select due.id, c.id, c.attempts + 1, c.number, $3, $4, $5, 'COMMITTED'
                    from unnest($1::uuid[], $2::uuid[]) with ordinality as due (id, callback, place)
                    join telephony.callback c on c.id = due.callback
                   order by due.place
                  on conflict (number) where state <> 'SETTLED' do nothing
                  returning id, callback, ordinal, number, server, fence, started_at, state
                ), moved as (
                  update telephony.callback c
                     set state = 'DIALLING', due_at = null, attempts = made.ordinal
                    from made
                   where c.id = made.callback
                )
                select id, callback, ordinal, number, server, fence, started_at, state from made
                """,
                Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addArrayOfUUID(callbacks)
                        .addString(line.server().text())
                        .addLong(line.fence())
                        .addOffsetDateTime(utc(now)));
        var claimed = due.stream().collect(Collectors.toMap(Due::callback, Function.identity()));
        return PlanQueries.attempts(rows).stream()
                .map(attempt -> Objects.requireNonNull(
                                claimed.get(attempt.callback().value()))
                        .claimed(attempt))
                .toList();
    }

    @Override
    public boolean release(AttemptId id, Instant now) {
        var released = database.ask("release of " + id, """
                update telephony.attempt a
                   set state = 'RELEASED', released_at = $2
                 where a.id = $1 and a.state = 'COMMITTED'
                   and a.fence = (select l.fence from telephony.line_lease l where l.server = a.server)
                   and exists (select from telephony.callback c where c.id = a.callback and c.state = 'DIALLING')
                """, Tuple.of(id.value(), utc(now)));
        return released.rowCount() == 1;
    }

    @Override
    public void markUnknown(AttemptId id, Instant now) {
        var _ = database.ask("unknown " + id, """
                update telephony.attempt set state = 'UNKNOWN', unknown_since = $2
                 where id = $1 and state = 'RELEASED'
                """, Tuple.of(id.value(), utc(now)));
    }

    @Override
    public boolean settle(AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant now) {
        return database.together(
                "settling " + id, statements -> new PlanMoves(statements).settle(id, outcome, endedAt, next, now));
    }

    @Override
    public boolean takeBack(AttemptId id, AttemptOutcome outcome, NextMove next, Instant now) {
        return database.together(
                "taking back " + id, statements -> new PlanMoves(statements).takeBack(id, outcome, next, now));
    }

    @Override
    public List<Attempt> unsent(LineLease.Held line, Instant committedBefore) {
        return queries.unsent(line, committedBefore);
    }

    @Override
    public List<Attempt> unsettled(LineLease.Held line, Instant releasedBefore) {
        return queries.unsettled(line, releasedBefore);
    }

    @Override
    public boolean close(CallbackId id, NextMove.Close close, Instant now) {
        return database.together(
                "closing " + id, statements -> new PlanMoves(statements).close(id.value(), close, now));
    }

    @Override
    public List<CallbackId> closeAll(Contact contact, NextMove.Close close, Instant now) {
        return database.together("closing for " + contact.number(), statements -> {
            var closed = new ArrayList<CallbackId>();
            var rows = statements.ask(
                    """
                    select id from telephony.callback
                     where number = $1 and state <> 'CLOSED' and created_at < $2 and id is distinct from $3
                     order by id
                       for update
                    """,
                    Tuple.of(
                            contact.number().e164(),
                            utc(contact.heardAt()),
                            contact.by().map(CallbackId::value).orElse(null)));
            for (Row row : rows) {
                if (new PlanMoves(statements).close(row.getUUID("id"), close, now)) {
                    closed.add(new CallbackId(row.getUUID("id")));
                }
            }
            return List.copyOf(closed);
        });
    }

    private record Due(UUID callback, int ordinal, Optional<ProfileVersion> profile, CallbackReason reason) {
        Claimed claimed(Attempt attempt) {
            return new Claimed(attempt, profile, reason);
        }
    }
}
