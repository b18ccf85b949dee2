package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.NextMove;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Moves a callback on within one transaction: the state and the decision that explains it, never one without the
/// other.
record PlanMoves(Database.Statements statements) {
    boolean settle(AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant now) {
        return over("""
                update telephony.attempt
                   set state = 'SETTLED', outcome = $2, detail = $3, cause_q850 = $4, cause_sip = $5, ended_at = $6
                 where id = $1 and state <> 'SETTLED'
                returning callback
                """, id, outcome, endedAt, next, now);
    }

    boolean takeBack(AttemptId id, AttemptOutcome outcome, NextMove next, Instant now) {
        return over("""
                update telephony.attempt
                   set state = 'SETTLED', outcome = $2, detail = $3, cause_q850 = $4, cause_sip = $5, ended_at = $6
                 where id = $1 and state = 'COMMITTED'
                returning callback
                """, id, outcome, now, next, now);
    }

    private boolean over(
            String sql, AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant now) {
        var columns = PlanRows.columns(outcome);
        var rows = statements.ask(
                sql,
                Tuple.of(
                        id.value(),
                        columns.outcome(),
                        columns.detail(),
                        columns.cause().q850(),
                        columns.cause().sip(),
                        utc(endedAt)));
        for (Row row : rows) {
            move(row.getUUID("callback"), next, now);
            return true;
        }
        return false;
    }

    /// A callback that was closed while its attempt was under way stays as it was closed.
    private void move(UUID callback, NextMove next, Instant now) {
        boolean moved = switch (next) {
            case NextMove.DialAt dial ->
                statements
                                .ask(
                                        """
                                                update telephony.callback
                                                   set state = 'PLANNED', due_at = $2, why = $3, problem = $4
                                                 where id = $1 and state = 'DIALLING'
                                                """,
                                        Tuple.of(
                                                callback,
                                                utc(dial.at()),
                                                dial.why(),
                                                dial.problem().orElse(null)))
                                .rowCount()
                        == 1;
            case NextMove.Close close -> closed(callback, close, now);
        };
        if (moved) {
            note(callback, next, now);
        }
    }

    boolean close(UUID callback, NextMove.Close close, Instant now) {
        boolean closed = closed(callback, close, now);
        if (closed) {
            note(callback, close, now);
        }
        return closed;
    }

    /// @param which locks the callbacks, in the order of their ids
    List<CallbackId> closeEach(String which, Tuple values, NextMove.Close close, Instant now) {
        var closed = new ArrayList<CallbackId>();
        for (Row row : statements.ask(which, values)) {
            if (close(row.getUUID("id"), close, now)) {
                closed.add(new CallbackId(row.getUUID("id")));
            }
        }
        return List.copyOf(closed);
    }

    private boolean closed(UUID callback, NextMove.Close close, Instant now) {
        return statements
                        .ask("""
                                update telephony.callback
                                   set state = 'CLOSED', due_at = null, why = $2, close_reason = $3, closed_at = $4
                                 where id = $1 and state <> 'CLOSED'
                                """, Tuple.of(callback, close.why(), close.reason().name(), utc(now)))
                        .rowCount()
                == 1;
    }

    /// Writes down the decision with its reason.
    void note(UUID callback, NextMove move, Instant now) {
        var values = switch (move) {
            case NextMove.DialAt dial ->
                Tuple.of(
                        callback,
                        utc(now),
                        "DIAL_AT",
                        utc(dial.at()),
                        null,
                        dial.why(),
                        dial.problem().orElse(null));
            case NextMove.Close close ->
                Tuple.of(callback, utc(now), "CLOSE", null, close.reason().name(), close.why(), null);
        };
        var _ = statements.ask("""
                insert into telephony.callback_decision
                  (callback, at, after_attempt, move, due_at, close_reason, why, problem)
                select c.id, $2, c.attempts, $3, $4, $5, $6, $7
                  from telephony.callback c
                 where c.id = $1
                """, values);
    }
}
