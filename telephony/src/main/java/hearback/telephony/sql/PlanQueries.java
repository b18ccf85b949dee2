package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
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
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads callbacks, their attempts and decisions.
record PlanQueries(Database database) {
    static final String PLAN = """
            select id, subject, number, reason, not_before, rule, created_at, state, due_at, why, problem, close_reason, closed_at,
                   best_times, household, numbers
              from telephony.callback_plan
            """;
    static final String ATTEMPT = """
            select id, callback, ordinal, number, server, trunk, fence, started_at, state, released_at, unknown_since, outcome,
                   detail, cause_q850, cause_sip, ended_at, announced, announced_by, confidence
              from telephony.every_attempt
            """;

    /// So many that began later may be over sooner.
    private static final int OVERTAKEN = 200;

    Optional<CallbackPlan> find(CallbackId id) {
        return plans(database.ask("callback " + id, PLAN + " where id = $1", Tuple.of(id.value()))).stream()
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
                  from telephony.every_decision
                 where callback = $1
                 order by id
                """, Tuple.of(id.value()));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PlanRows::decision)
                .toList();
    }

    /// One step along the index for each rule there is, however many callbacks wait: the rules are found from the
    /// far end, where nothing was claimed yet.
    ///
    /// @param from nothing waits since before then
    List<PlanStore.Waiting> waiting(Instant from) {
        var rows = database.ask("callbacks that wait", """
                with recursive rules as (
                  (select rule from telephony.callback_due order by rule desc, due_at desc limit 1)
                  union all
                  select next.rule
                    from rules
                   cross join lateral (
                     select d.rule from telephony.callback_due d
                      where d.rule < rules.rule
                      order by d.rule desc, d.due_at desc
                      limit 1) next
                )
                select rules.rule, first.due_at
                  from rules
                 cross join lateral (
                   select d.due_at from telephony.callback_due d
                    where d.rule = rules.rule and d.due_at >= $1
                    order by d.due_at
                    limit 1) first
                """, Tuple.of(utc(from)));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new PlanStore.Waiting(PlanRows.rule(row), PlanRows.instant(row, "due_at")))
                .toList();
    }

    List<TrunkHealth.Seen> lastAt(ServerName server, TrunkName trunk, int most) {
        var rows = database.ask(
                "last attempts at " + server + " through " + trunk,
                """
                select outcome, detail, cause_q850, cause_sip, ended_at, announced, announced_by, confidence
                  from (select * from telephony.attempt
                         where server = $1 and trunk = $4
                         order by started_at desc
                         limit $3) recent
                 order by ended_at desc
                 limit $2
                """,
                Tuple.of(server.text(), most, most + OVERTAKEN, trunk.text()));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new TrunkHealth.Seen(PlanRows.outcome(row), PlanRows.instant(row, "ended_at")))
                .toList();
    }

    /// What is live is little, and read once for all of them.
    Map<TrunkName, PlanStore.Load> loads(ServerName server, Collection<TrunkName> trunks, Instant now) {
        var rows = database.ask(
                "loads of the trunks of " + server,
                """
                with live as materialized (
                  select a.trunk, count(*) as many from telephony.attempt_live a where a.server = $1 group by a.trunk
                )
                select asked.trunk, coalesce((select live.many from live where live.trunk = asked.trunk), 0) as live,
                       exists (select from telephony.callback_pause p
                                where p.resumed_at is null and (p.until is null or p.until > $3)
                                  and p.scope = 'TRUNK' and p.name = $1 || '/' || asked.trunk) as paused
                  from unnest($2::text[]) as asked (trunk)
                """,
                Tuple.tuple()
                        .addString(server.text())
                        .addArrayOfString(trunks.stream().map(TrunkName::text).toArray(String[]::new))
                        .addOffsetDateTime(utc(now)));
        return StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.toMap(
                        row -> new TrunkName(row.getString("trunk")),
                        row -> new PlanStore.Load(row.getLong("live"), row.getBoolean("paused"))));
    }

    PlanStore.Counts counts(Instant now) {
        var row = database.ask("counts of callbacks", """
                        select count(*) as planned, count(*) filter (where due_at <= $1) as due,
                               (select count(*) from telephony.attempt_live) as live,
                               (select count(*) from telephony.attempt_live where state = 'UNKNOWN') as unknown,
                               (select count(*) from telephony.callback_due where problem is not null)
                                 + (select count(*) from telephony.attempt_live where problem is not null and not in_vain)
                                 as troubled
                          from telephony.callback_due
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

    Optional<PlanStore.HeldUp> heldUp(AttemptId id, Instant now) {
        for (Row row : database.ask("what holds " + id + " up", """
                select coalesce(telephony.held_up(l.number, l.server, l.trunk, c.hotline, $2),
                                case when telephony.is_ringing_us(c.numbers, $2) then 'CALLING' end) as what
                  from telephony.attempt_live l join telephony.callback c on c.id = l.callback
                 where l.attempt = $1
                """, Tuple.of(id.value(), utc(now)))) {
            return Optional.ofNullable(row.getString("what")).map(PlanStore.HeldUp::valueOf);
        }
        return Optional.empty();
    }

    List<CallbackPlan> overdue(Instant dueBefore, int limit) {
        return plans(database.ask("callbacks overdue", PLAN + """
                         where id in (select d.callback
                                        from telephony.callback_due d
                                       where d.due_at <= $1 and d.attempts > 0 and d.problem is null
                                       order by d.deadline, d.callback
                                       limit $2)
                         order by deadline, id
                        """, Tuple.of(utc(dueBefore), limit)));
    }

    List<CallbackPlan> toHandOn(int limit) {
        return plans(database.ask("callbacks to hand on", PLAN + """
                         where handed_on_at is null
                           and close_reason in ('UNREACHABLE', 'NUMBER_UNKNOWN', 'NUMBER_CHANGED', 'NOT_ALLOWED')
                         order by closed_at
                         limit $1
                        """, Tuple.of(limit)));
    }

    List<Attempt> inVain(ServerName server) {
        return attempts(database.ask("attempts in vain at " + server, ATTEMPT + """
                         where id in (select attempt from telephony.attempt_live
                                       where server = $1 and in_vain and state in ('RELEASED', 'UNKNOWN'))
                         order by started_at, id
                        """, Tuple.of(server.text())));
    }

    List<Attempt> liveAt(PhoneNumber.Known number) {
        return attempts(database.ask("live attempts at " + number, ATTEMPT + """
                         where id in (
                           select l.attempt from telephony.attempt_live l where l.number = $1
                           union all
                           select l.attempt
                             from telephony.callback_number n
                             join telephony.callback c on c.id = n.callback
                            cross join unnest(c.numbers) as his (number)
                             join telephony.attempt_live l on l.number = his.number and l.callback = c.id
                            where n.number = $1)
                         order by started_at, id
                        """, Tuple.of(number.e164())));
    }

    List<CallbackPlan> planned(PhoneNumber.Known number, CallbackId except) {
        return plans(
                database.ask("callbacks that wait for a number", PLAN + """
                         where id in (select c.id from telephony.callbacks_of($1) c)
                           and state = 'PLANNED' and id <> $2
                         order by created_at, id
                        """, Tuple.of(number.e164(), except.value())));
    }

    List<CallbackPlan> planned(Household household, CallbackId except) {
        return plans(database.ask(
                "callbacks that wait for a household",
                PLAN
                        + " where household = $1 and household <> '' and state = 'PLANNED' and id <> $2 order by created_at, id",
                Tuple.of(household.text(), except.value())));
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
