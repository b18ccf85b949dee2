package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AnswerRates;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.NumberStore;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What is known of a number beyond one callback, in PostgreSQL: the callbacks of that number with
/// their attempts, and `telephony.number_guard`, which the release of an attempt asks by itself ([Releases]).
final class SqlNumberStore implements NumberStore {
    private static final double NANOS_OF_A_SECOND = 1e9;

    private final Database database;
    private final PlanQueries queries;
    private final Batches<NumberLookUps.Asked, Known> lookUps;

    /// @param together asked about in one statement at most
    SqlNumberStore(Database database, PlanQueries queries, int together) {
        this.database = database;
        this.queries = queries;
        this.lookUps = new Batches<>(together, new NumberLookUps(database)::of);
    }

    @Override
    public Known known(PhoneNumber.Known number, CallbackId except, Instant since) {
        return lookUps.submit(new NumberLookUps.Asked(number, except, since));
    }

    @Override
    public Set<PhoneNumber.Known> listed(Collection<PhoneNumber.Known> numbers, Instant now) {
        var rows = database.ask(
                "numbers that are listed",
                """
                select number from telephony.do_not_call
                 where number = any($1) and removed_at is null and (until is null or until > $2)
                """,
                Tuple.tuple()
                        .addArrayOfString(
                                numbers.stream().map(PhoneNumber.Known::e164).toArray(String[]::new))
                        .addOffsetDateTime(utc(now)));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new PhoneNumber.Known(row.getString("number")))
                .collect(Collectors.toSet());
    }

    @Override
    public List<CallbackPlan> planned(PhoneNumber.Known number, CallbackId except) {
        return queries.planned(number, except);
    }

    @Override
    public boolean replan(CallbackPlan before, NextMove.DialAt move, Instant now) {
        if (!(before.state() instanceof CallbackState.Planned planned)) {
            return false;
        }
        var id = before.request().id().value();
        return database.together("planning anew " + id, statements -> {
            boolean moved = statements
                            .ask(
                                    """
                                    with locked as materialized (
                                      select id from telephony.callback where id = $1 for no key update
                                    ), moved as (
                                      update telephony.callback_due d
                                         set due_at = $3, why = $4, problem = $5, number = coalesce($6, d.number)
                                        from locked
                                       where d.callback = locked.id and d.due_at = $2
                                      returning d.callback, d.number
                                    ), turned as (
                                      update telephony.callback c set number = moved.number
                                        from moved
                                       where c.id = moved.callback and c.number <> moved.number
                                    )
                                    select callback from moved
                                    """,
                                    Tuple.of(
                                            id,
                                            utc(planned.dueAt()),
                                            utc(move.at()),
                                            move.why(),
                                            move.problem().orElse(null),
                                            move.number()
                                                    .map(PhoneNumber.Known::e164)
                                                    .orElse(null)))
                            .rowCount()
                    == 1;
            if (moved) {
                new PlanMoves(statements).note(id, move, now);
            }
            return moved;
        });
    }

    @Override
    public void keep(DialledByHand call) {
        var outcome = PlanRows.columns(call.outcome());
        var _ = database.ask(
                "call by hand " + call.call(),
                """
                insert into telephony.dialled_by_hand
                  (call, number, started_at, ended_at, outcome, detail, cause_q850, cause_sip, spoken_to_since)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (call) do nothing
                """,
                Tuple.of(
                        call.call().text(),
                        call.number().e164(),
                        utc(call.startedAt()),
                        utc(call.endedAt()),
                        outcome.outcome(),
                        outcome.detail(),
                        outcome.cause().q850(),
                        outcome.cause().sip(),
                        call.spokenToSince()));
    }

    @Override
    public List<Instant> dialled(Household household, CallbackId except, Instant since) {
        var rows = database.ask("dials of a household", """
                select started_at from telephony.every_attempt
                 where household = $1 and household <> '' and callback <> $2 and started_at >= $3
                   and (state <> 'SETTLED' or telephony.may_have_rung(outcome, detail))
                 union all
                select h.started_at from telephony.dialled_by_hand h
                 where h.started_at >= $3
                   and h.number in (select unnest(c.number || c.numbers) from telephony.callback c
                                     where c.household = $1 and c.household <> '')
                 order by started_at
                """, Tuple.of(household.text(), except.value(), utc(since)));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> PlanRows.instant(row, "started_at"))
                .toList();
    }

    @Override
    public List<CallbackPlan> planned(Household household, CallbackId except) {
        return queries.planned(household, except);
    }

    /// Those of which [AnswerRates#tells] and [AnswerRates#isAnswer]; all attempts of that time are read.
    @Override
    public AnswerRates answers(ZoneId zone, Instant since) {
        var rows =
                database.ask("answer rates", """
                select left(number, $3) as district, extract(hour from started_at at time zone $2)::integer as hour,
                       count(*) filter (where outcome = 'REACHED' or detail in ('NOTHING_PRESSED', 'NO_AGENT', 'NO_SURVEY'))
                         as answered,
                       count(*) as tried
                  from telephony.attempt
                 where started_at >= $1
                   and (outcome = 'REACHED' or detail in ('NO_AGENT', 'NO_SURVEY')
                        or outcome = 'NOT_REACHED' and detail not in ('NUMBER_UNKNOWN', 'NUMBER_CHANGED', 'SUSPENDED', 'BARRED'))
                 group by 1, 2
                """, Tuple.of(utc(since), zone.getId(), 1 + AnswerRates.District.DIGITS));
        return AnswerRates.of(StreamSupport.stream(rows.spliterator(), false)
                .map(SqlNumberStore::counted)
                .toList());
    }

    private static AnswerRates.Counted counted(Row row) {
        return new AnswerRates.Counted(
                new AnswerRates.Place(new AnswerRates.District(row.getString("district")), row.getInteger("hour")),
                new AnswerRates.Rate(row.getLong("answered"), row.getLong("tried")));
    }

    @Override
    public void guard(Optional<ProfileVersion> rule, NumberGuard guard) {
        var _ = database.ask(
                "guard of numbers",
                """
                insert into telephony.number_guard (rule, gap, in_day, in_month, household_in_day)
                values ($1, make_interval(secs => $2), $3, $4, $5)
                on conflict (rule) do update
                   set gap = excluded.gap, in_day = excluded.in_day, in_month = excluded.in_month,
                       household_in_day = excluded.household_in_day
                """,
                Tuple.of(
                        PlanRows.text(rule),
                        guard.gap().toNanos() / NANOS_OF_A_SECOND,
                        guard.ceilings().inDay(),
                        guard.ceilings().inMonth(),
                        guard.ceilings().householdInDay()));
    }
}
