package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Reads callbacks, their attempts and decisions.
record PlanQueries(Database database) {
    private static final String PLAN = """
            select id, subject, number, reason, not_before, rule, created_at, state, due_at, why, problem, close_reason, closed_at
              from telephony.callback
            """;
    private static final String ATTEMPT = """
            select id, callback, ordinal, number, server, fence, started_at, state, released_at, unknown_since, outcome,
                   detail, cause_q850, cause_sip, ended_at
              from telephony.attempt
            """;

    Optional<CallbackPlan> find(CallbackId id) {
        return plans(database.ask("callback " + id, PLAN + " where id = $1", Tuple.of(id.value()))).stream()
                .findFirst();
    }

    Optional<CallbackPlan> findByAttempt(AttemptId id) {
        return plans(database.ask(
                        "callback of attempt " + id,
                        PLAN + " where id = (select callback from telephony.attempt where id = $1)",
                        Tuple.of(id.value())))
                .stream()
                .findFirst();
    }

    List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit) {
        return plans(database.ask(
                "list of callbacks",
                PLAN + """
                         where ($1::text is null or subject = $1)
                           and ($2::uuid is null
                                or (created_at, id) < (select created_at, id from telephony.callback where id = $2))
                         order by created_at desc, id desc
                         limit $3
                        """,
                Tuple.of(subject.orElse(null), before.map(CallbackId::value).orElse(null), limit)));
    }

    List<CallbackDecision> decisions(CallbackId id) {
        var rows = database.ask("decisions of " + id, """
                select at, after_attempt, move, due_at, close_reason, why, problem
                  from telephony.callback_decision
                 where callback = $1
                 order by id
                """, Tuple.of(id.value()));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PlanRows::decision)
                .toList();
    }

    /// One step along the index for each rule there is, however many callbacks wait.
    List<PlanStore.Waiting> waiting() {
        var rows = database.ask("callbacks that wait", """
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
                select rule, due_at from rules
                """, Tuple.tuple());
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new PlanStore.Waiting(PlanRows.rule(row), PlanRows.instant(row, "due_at")))
                .toList();
    }

    List<TrunkHealth.Seen> lastAt(ServerName server, int most) {
        var rows = database.ask("last attempts at " + server, """
                select outcome, detail, cause_q850, cause_sip, ended_at
                  from telephony.attempt
                 where server = $1 and state = 'SETTLED'
                 order by ended_at desc
                 limit $2
                """, Tuple.of(server.text(), most));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new TrunkHealth.Seen(PlanRows.outcome(row), PlanRows.instant(row, "ended_at")))
                .toList();
    }

    PlanStore.Counts counts(Instant now) {
        var row = database.ask("counts of callbacks", """
                        select count(*) filter (where state = 'PLANNED') as planned,
                               count(*) filter (where state = 'PLANNED' and due_at <= $1) as due,
                               count(*) filter (where problem is not null) as troubled,
                               (select count(*) from telephony.attempt where state <> 'SETTLED') as live,
                               (select count(*) from telephony.attempt where state = 'UNKNOWN') as unknown
                          from telephony.callback
                         where state <> 'CLOSED'
                        """, Tuple.of(utc(now)))
                .iterator()
                .next();
        return new PlanStore.Counts(
                row.getLong("planned"),
                row.getLong("due"),
                row.getLong("live"),
                row.getLong("unknown"),
                row.getLong("troubled"));
    }

    List<Attempt> unsent(LineLease.Held line, Instant committedBefore) {
        return attempts(database.ask(
                "unsent attempts of " + line.server(),
                ATTEMPT + """
                         where server = $1 and state = 'COMMITTED' and (fence < $2 or started_at < $3)
                         order by started_at, id
                        """,
                Tuple.of(line.server().text(), line.fence(), utc(committedBefore))));
    }

    List<Attempt> unsettled(LineLease.Held line, Instant releasedBefore) {
        return attempts(database.ask(
                "unsettled attempts of " + line.server(),
                ATTEMPT + """
                         where server = $1 and state in ('RELEASED', 'UNKNOWN') and released_at < $2
                         order by started_at, id
                        """,
                Tuple.of(line.server().text(), utc(releasedBefore))));
    }

    List<Attempt> settledAt(PhoneNumber.Known number, CallbackId except, Instant since) {
        return attempts(database.ask(
                "attempts at a number",
                ATTEMPT + " where number = $1 and state = 'SETTLED' and callback <> $2 and started_at >= $3",
                Tuple.of(number.e164(), except.value(), utc(since))));
    }

    List<CallbackPlan> planned(PhoneNumber.Known number, CallbackId except) {
        return plans(database.ask(
                "callbacks that wait for a number",
                PLAN + " where number = $1 and state = 'PLANNED' and id <> $2 order by created_at, id",
                Tuple.of(number.e164(), except.value())));
    }

    static List<Attempt> attempts(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PlanRows::attempt)
                .toList();
    }

    private List<CallbackPlan> plans(RowSet<Row> rows) {
        var ids = StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("id"))
                .toArray(UUID[]::new);
        if (ids.length == 0) {
            return List.of();
        }
        Map<UUID, List<Attempt>> attempts = new HashMap<>();
        attempts(database.ask(
                        "attempts of callbacks",
                        ATTEMPT + " where callback = any($1) order by callback, ordinal",
                        Tuple.tuple().addArrayOfUUID(ids)))
                .forEach(attempt -> attempts.computeIfAbsent(attempt.callback().value(), _ -> new ArrayList<>())
                        .add(attempt));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> PlanRows.plan(row, attempts.getOrDefault(row.getUUID("id"), List.of())))
                .toList();
    }
}
