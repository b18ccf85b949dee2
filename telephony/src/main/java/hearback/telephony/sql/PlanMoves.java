package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

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

    /// The callback is locked before what waits is taken away, so that what was planned meanwhile is seen.
    private boolean closed(UUID callback, NextMove.Close close, Instant now) {
        boolean closed = statements
                        .ask("""
                                update telephony.callback
                                   set state = 'CLOSED', due_at = null, deadline = null, why = $2, close_reason = $3,
                                       closed_at = $4
                                 where id = $1 and state <> 'CLOSED'
                                """, Tuple.of(callback, close.why(), close.reason().name(), utc(now)))
                        .rowCount()
                == 1;
        if (closed) {
            var _ = statements.ask("delete from telephony.callback_due where callback = $1", Tuple.of(callback));
        }
        return closed;
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
