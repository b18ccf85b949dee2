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

/// Moves a callback on within one transaction: where it stands and the decision that explains it, never one without the
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

    /// From the lock on the callback on nobody claims it, as a claim locks it, too: it waits, or its attempt is
    /// live. A live one is marked: it is not released any more, and nothing follows from it. Whoever is just
    /// settling it and plans the next is waited for there, and what he planned is seen by what takes the waiting
    /// away.
    private boolean closed(UUID callback, NextMove.Close close, Instant now) {
        boolean closed = statements
                        .ask("""
                                update telephony.callback c
                                   set close_reason = $2, closed_at = $3, problem = p.problem
                                  from telephony.callback_plan p
                                 where c.id = $1 and c.closed_at is null and p.id = c.id
                                """, Tuple.of(callback, close.reason().name(), utc(now)))
                        .rowCount()
                == 1;
        if (closed) {
            var _ = statements.ask("""
                    update telephony.attempt_live l set in_vain = true
                      from telephony.callback c
                     where c.id = $1 and l.number = c.number and l.callback = c.id
                    """, Tuple.of(callback));
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
                select $1, $2, coalesce(max(a.ordinal), 0), $3, $4, $5, $6, $7
                  from telephony.every_attempt a
                 where a.callback = $1
                """, values);
    }
}
