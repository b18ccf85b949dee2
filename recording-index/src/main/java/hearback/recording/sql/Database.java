package hearback.recording.sql;

import hearback.telephony.flow.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks PostgreSQL and waits for the answer. Works on any thread but an event loop's, virtual or not.
final class Database {
    /// Far longer than any statement here takes, shorter than a person waits.
    private static final long PATIENCE_SECONDS = 15;

    private final Pool pool;

    Database(Pool pool) {
        this.pool = pool;
    }

    /// @throws StoreUnavailable when asking again may help
    /// @throws IllegalStateException when it cannot: the statement or its values are our mistake
    RowSet<Row> ask(String what, String sql, Tuple values) {
        return await(what, pool.preparedQuery(sql).execute(values));
    }

    /// One statement with many sets of values, in one transaction: all of them, or none.
    ///
    /// @return how many rows each changed, in their order
    /// @throws StoreUnavailable as above; it may have been committed
    /// @throws IllegalStateException as above; nothing is changed
    List<Integer> askTogether(String what, String sql, List<Tuple> values) {
        RowSet<Row> answers = await(
                what,
                pool.withTransaction(connection -> connection.preparedQuery(sql).executeBatch(values)));
        List<Integer> counts = new ArrayList<>(values.size());
        for (RowSet<Row> answer = answers; answer != null; answer = answer.next()) {
            counts.add(answer.rowCount());
        }
        return counts;
    }

    private static <T> T await(String what, Future<T> answer) {
        try {
            // Vert.x's own way of waiting: on one of its virtual threads the answer comes back through that thread's
            // context, which a thread that only blocks would hold up until the patience is over.
            return answer.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (PgException refused) {
            if (isOurMistake(refused)) {
                throw new IllegalStateException(what + ": " + refused.getSqlState(), refused);
            }
            throw new StoreUnavailable(what, refused);
        } catch (Exception failed) {
            // A future fails with whatever it likes, checked exceptions that nobody declared included.
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new StoreUnavailable(what, failed);
        }
    }

    /// SQLSTATE classes 22 (value), 23 (constraint), 42 (statement): all others speak of the server's state.
    private static boolean isOurMistake(PgException refused) {
        String state = refused.getSqlState() == null ? "" : refused.getSqlState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
    }
}
