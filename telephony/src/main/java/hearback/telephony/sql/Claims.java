package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.flow.LaneChoice;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Claims what is due, by deadline, and commits an attempt for each: two statements and one commit for many. Between
/// them each is given its trunk.
///
/// @param edge before which nothing waits
record Claims(Database database, DueEdge edge) {
    /// Among the longest due of each rule the most urgent are taken. The callbacks stay locked until the attempts
    /// are committed, so that whoever closes one finds it either waiting or live ([PlanMoves]), and another claimer
    /// passes over them; whatever else has a callback locked is passed over too. A fence that is not the line's
    /// present one finds nothing, nor does one whose line or all of whose trunks are paused.
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
                 and exists (select from unnest($11::text[]) as trunk (name)
                              where not exists (select from paused p where p.scope = 'TRUNK' and p.name = trunk.name))
            ), urgent as materialized (
              select ranked.callback, ranked.deadline, ranked.due_at
                from (select longest.callback, longest.due_at, longest.deadline, longest.machine,
                             count(*) filter (where not longest.machine)
                               over (order by longest.deadline, longest.due_at, longest.callback) as need_agents
                        from unnest($6::text[]) as open (rule)
                       cross join lateral (
                       select d.callback, d.due_at, d.deadline, d.machine
                         from telephony.callback_due d
                        where d.rule = open.rule and d.due_at between $7 and $10
                          and d.hotline not in (select unnest(p.hotlines) from paused p)
                          and (select true from telephony.attempt_live a where a.number = d.number) is null
                        order by d.due_at, d.deadline, d.callback
                        limit $8) longest) ranked
               where ranked.machine or ranked.need_agents <= $9
               order by ranked.deadline, ranked.due_at, ranked.callback
               limit coalesce((select places from room), 0)
            )
            select c.id, urgent.due_at, d.attempts + 1 as ordinal, c.subject, c.number, c.reason, c.not_before, c.rule,
                   c.created_at, d.problem, c.best_times, c.household, c.numbers,
                   c.numbers <> '{}' or exists (select from telephony.callback_number n where n.number = c.number) as is_shared
              from urgent
              join telephony.callback_due d on d.callback = urgent.callback
              join telephony.callback c on c.id = urgent.callback
             where c.closed_at is null
             order by urgent.deadline, urgent.due_at, urgent.callback
               for no key update of c skip locked
            """;

    private static final String FREE =
            "and (select true from telephony.attempt_live a where a.number = d.number) is null\n";

    /// As above, only numbers that begin with one of these: each that is passed over costs a look into the index.
    private static final String DUE_OF_PREFIXES = DUE.replace(FREE, FREE + " and d.number like any ($12::text[])\n");

    /// Held by a claim that has such in hand as may ring one person at two numbers, from before it looks who is
    /// rung until its attempts are committed: of two such claims one sees what the other did.
    private static final String ONE_AFTER_THE_OTHER = "select pg_advisory_xact_lock(hashtext('hearback.persons'))";

    /// What waits becomes what is live. Two due callbacks of one number: the first gets the attempt, the other
    /// stays as it waited. So does what was claimed, settled and planned for later by others since it was found.
    private static final String COMMIT = """
            with gone as (
              delete from telephony.callback_due d
               using unnest($1::uuid[], $2::uuid[], $7::text[]) with ordinality as due (id, callback, trunk, place)
               where d.callback = due.callback and d.due_at <= $6
                 and (d.callback <> all ($8::uuid[])
                      or not telephony.is_being_rung(
                               d.callback, d.number, (select c.numbers from telephony.callback c where c.id = d.callback)))
              returning due.id, due.trunk, due.place, d.*
            ), live as (
              insert into telephony.attempt_live
                (number, attempt, callback, ordinal, server, trunk, fence, started_at, problem)
              select number, id, callback, attempts + 1, $3, trunk, $4, greatest(due_at, $5), problem
                from gone
               order by place
              on conflict (number) do nothing
              returning attempt
            ), stays as (
              insert into telephony.callback_due
                (callback, rule, due_at, deadline, number, attempts, hotline, machine, why, problem)
              select callback, rule, due_at, deadline, number, attempts, hotline, machine, why, problem
                from gone
               where (select count(*) from live) < (select count(*) from gone)
                 and not exists (select from live where live.attempt = gone.id)
            )
            select attempt from live
            """;

    List<Claimed> claim(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, PlanStore.Limits limits) {
        return database.inFlight("claim for " + line.server(), flight -> {
            var _ = flight.begin();
            var due = due(flight.land(found(flight, line, now, open, limits)), line, now, limits);
            if (due.isEmpty()) {
                var _ = flight.land(flight.commit());
                return List.of();
            }
            var shared = shared(due);
            if (shared.length > 0) {
                var _ = flight.send(ONE_AFTER_THE_OTHER, Tuple.tuple());
            }
            var made =
                    flight.send(COMMIT, attempts(line, now, limits.ahead(), due).addArrayOfUUID(shared));
            var committed = flight.commit();
            var claimed = made(flight.land(made), due);
            var _ = flight.land(committed);
            return claimed;
        });
    }

    private Future<RowSet<Row>> found(
            Flight flight,
            LineLease.Held line,
            Instant now,
            Collection<Optional<ProfileVersion>> open,
            PlanStore.Limits limits) {
        var wanted = wanted(line, now, open, limits);
        var prefixes = limits.prefixes();
        return prefixes.isEmpty()
                ? flight.send(DUE, wanted)
                : flight.send(
                        DUE_OF_PREFIXES,
                        wanted.addArrayOfString(
                                prefixes.stream().map(prefix -> prefix + "%").toArray(String[]::new)));
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
                .addLong((long) limits.needAgents())
                .addOffsetDateTime(utc(now.plus(limits.ahead())))
                .addArrayOfString(limits.rooms().stream()
                        .map(room -> new PauseScope.OfTrunk(line.server(), room.trunk()).text())
                        .toArray(String[]::new));
    }

    private static Tuple attempts(LineLease.Held line, Instant now, Duration ahead, List<Claimed> due) {
        return Tuple.tuple()
                .addArrayOfUUID(
                        due.stream().map(one -> one.attempt().id().value()).toArray(UUID[]::new))
                .addArrayOfUUID(due.stream()
                        .map(one -> one.attempt().callback().value())
                        .toArray(UUID[]::new))
                .addString(line.server().text())
                .addLong(line.fence())
                .addOffsetDateTime(utc(now))
                .addOffsetDateTime(utc(now.plus(ahead)))
                .addArrayOfString(
                        due.stream().map(one -> one.attempt().trunk().text()).toArray(String[]::new));
    }

    private static UUID[] shared(List<Claimed> due) {
        return due.stream()
                .filter(Claimed::isShared)
                .map(one -> one.attempt().callback().value())
                .toArray(UUID[]::new);
    }

    /// Those for whom there is a trunk, one of each person; the others stay as they are.
    private static List<Claimed> due(RowSet<Row> rows, LineLease.Held line, Instant now, PlanStore.Limits limits) {
        var choice = new LaneChoice(limits.rooms(), now);
        var due = new ArrayList<Claimed>();
        var persons = new HashSet<String>();
        for (Row row : rows) {
            if (isTaken(row, persons)) {
                continue;
            }
            choice.take(new PhoneNumber.Known(row.getString("number")))
                    .map(trunk -> attempt(row, line, trunk, now, limits))
                    .map(attempt -> new Claimed(attempt, PlanRows.dialling(row, attempt), row.getBoolean("is_shared")))
                    .ifPresent(due::add);
        }
        return due;
    }

    /// @param persons the numbers of those who are taken, as far as they have several or share one
    private static boolean isTaken(Row row, Set<String> persons) {
        if (!row.getBoolean("is_shared")) {
            return false;
        }
        var several = List.of(row.getArrayOfStrings("numbers"));
        var his = several.isEmpty() ? List.of(row.getString("number")) : several;
        return !Collections.disjoint(his, persons) || !persons.addAll(his);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Attempt attempt(
            Row row, LineLease.Held line, TrunkName trunk, Instant now, PlanStore.Limits limits) {
        var callback = new CallbackId(row.getUUID("id"));
        int ordinal = row.getInteger("ordinal");
        return new Attempt(
                limits.attempt(callback, ordinal, CallbackReason.valueOf(row.getString("reason"))),
                callback,
                ordinal,
                new PhoneNumber.Known(row.getString("number")),
                line.server(),
                trunk,
                line.fence(),
                later(now, PlanRows.instant(row, "due_at")),
                new AttemptState.Committed());
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
    /// @param isShared has several numbers, or one that another callback has beside others
    record Claimed(Attempt attempt, CallbackPlan plan, boolean isShared) {}
}
