package hearback.telephony.sql;

import hearback.telephony.flow.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Waits for the database on behalf of a virtual thread, and tells its own trouble (ask again) from ours (a statement
/// that can never succeed).
final class Database {
    /// Longer than any statement here may take; a server that does not answer is away.
    private static final long PATIENCE_SECONDS = 15;

    private final Pool pool;

    Database(Pool pool) {
        this.pool = pool;
    }

    /// One statement on its own.
    RowSet<Row> ask(String what, String sql, Tuple values) {
        return await(what, pool.preparedQuery(sql).execute(values));
    }

    /// Statements that count together or not at all.
    ///
    /// @throws StoreUnavailable when it was not, or not certainly, committed
    <T> T together(String what, Function<Statements, T> work) {
        SqlConnection connection = await(what, pool.getConnection());
        try {
            Transaction transaction = await(what, connection.begin());
            T result = work.apply(new Statements(what, connection));
            var _ = await(what, transaction.commit());
            return result;
        } finally {
            // Closing takes an open transaction back.
            var _ = connection.close();
        }
    }

    /// Statements that need not wait for each other's answers. What was begun and not ended is taken back.
    <T> T inFlight(String what, Function<Flight, T> work) {
        SqlConnection connection = await(what, pool.getConnection());
        boolean landed = false;
        try {
            T result = work.apply(new Flight(what, connection));
            landed = true;
            return result;
        } finally {
            if (!landed) {
                var _ = connection.query("rollback").execute();
            }
            var _ = connection.close();
        }
    }

    /// One statement for many, by plans that do not depend on how full the tables were when they were made.
    RowSet<Row> askForMany(String what, String sql, Tuple values) {
        return inFlight(what, flight -> {
            var _ = flight.begin();
            var sent = flight.send(sql, values);
            var committed = flight.commit();
            var rows = flight.land(sent);
            var _ = flight.land(committed);
            return rows;
        });
    }

    /// Statements within one transaction.
    record Statements(String what, SqlClient connection) {
        RowSet<Row> ask(String sql, Tuple values) {
            return await(what, connection.preparedQuery(sql).execute(values));
        }
    }

    /// Vert.x's own way of waiting: on one of its virtual threads the answer comes back through that thread's
    /// context, which a thread that only blocks would hold up until the patience is over.
    static <T extends @Nullable Object> T await(String what, Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (PgException refused) {
            if (isOurs(refused)) {
                throw new IllegalStateException(
                        what + ": " + refused.getSqlState() + " " + refused.getErrorMessage(), refused);
            }
            throw new StoreUnavailable(what + ": " + refused.getMessage(), refused);
        } catch (TimeoutException silent) {
            throw new StoreUnavailable(what + ": no answer in " + PATIENCE_SECONDS + " s", silent);
        } catch (Exception failed) {
            throw unavailable(what, failed);
        }
    }

    /// A future fails with whatever it likes, checked exceptions that nobody declared included.
    private static StoreUnavailable unavailable(String what, Exception failed) {
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new StoreUnavailable(what + ": stopped", failed);
        }
        return new StoreUnavailable(what + ": " + failed.getMessage(), failed);
    }

    /// Classes of SQLSTATE: 22 values, 23 constraints. All others pass: by themselves (08, 40, 53, 57, 58), or when
    /// an operator has put right what is missing (42: a right, a table).
    private static boolean isOurs(PgException refused) {
        String state = refused.getSqlState();
        return state.startsWith("22") || state.startsWith("23");
    }
}
