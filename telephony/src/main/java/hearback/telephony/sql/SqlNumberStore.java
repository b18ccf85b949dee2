package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.NumberStore;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
                                    with moved as (
                                      update telephony.callback set due_at = $3, why = $4, problem = $5
                                       where id = $1 and state = 'PLANNED' and due_at = $2
                                      returning id, due_at
                                    )
                                    update telephony.callback_due d set due_at = moved.due_at
                                      from moved
                                     where d.callback = moved.id
                                    """,
                                    Tuple.of(
                                            id,
                                            utc(planned.dueAt()),
                                            utc(move.at()),
                                            move.why(),
                                            move.problem().orElse(null)))
                            .rowCount()
                    == 1;
            if (moved) {
                new PlanMoves(statements).note(id, move, now);
            }
            return moved;
        });
    }

    @Override
    public void guard(Optional<ProfileVersion> rule, NumberGuard guard) {
        var _ = database.ask(
                "guard of numbers",
                """
                insert into telephony.number_guard (rule, gap, in_day, in_month)
                values ($1, make_interval(secs => $2), $3, $4)
                on conflict (rule) do update
                   set gap = excluded.gap, in_day = excluded.in_day, in_month = excluded.in_month
                """,
                Tuple.of(
                        PlanRows.text(rule),
                        guard.gap().toNanos() / NANOS_OF_A_SECOND,
                        guard.ceilings().inDay(),
                        guard.ceilings().inMonth()));
    }
}
