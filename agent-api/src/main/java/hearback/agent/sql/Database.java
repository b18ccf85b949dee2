package hearback.agent.sql;

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
import java.util.function.Function;

/// Asks PostgreSQL and waits for the answer: for virtual threads.
///
/// Whatever keeps it from answering becomes [StoreUnavailable]; an error that asking again cannot mend is our mistake
/// and becomes an [IllegalStateException].
final class Database {
    private final Pool pool;

    Database(Pool pool) {
        this.pool = pool;
    }

    RowSet<Row> ask(String what, String sql, Tuple values) {
        return guarded(what, () -> rows(pool, sql, values));
    }

    /// Commits when the work returns, rolls back when it throws.
    <T> T inTransaction(String what, Function<SqlConnection, T> work) {
        return guarded(what, () -> {
            SqlConnection connection = waitFor(pool.getConnection());
            try {
                Transaction transaction = waitFor(connection.begin());
                T done;
                try {
                    done = work.apply(connection);
                } catch (RuntimeException e) {
                    rollBack(transaction, e);
                    throw e;
                }
                waitFor(transaction.commit());
                return done;
            } finally {
                connection.close();
            }
        });
    }

    /// The work begins and commits by itself, so that it can do so together with other statements; when it throws,
    /// what it did not commit is rolled back.
    <T> T inFlight(String what, Function<Flight, T> work) {
        return guarded(what, () -> {
            SqlConnection connection = waitFor(pool.getConnection());
            try {
                return work.apply(new Flight(connection));
            } catch (RuntimeException e) {
                try {
                    waitFor(connection.query("rollback").execute());
                } catch (RuntimeException gone) {
                    e.addSuppressed(gone);
                }
                throw e;
            } finally {
                connection.close();
            }
        });
    }

    static RowSet<Row> rows(SqlClient client, String sql, Tuple values) {
        return waitFor(client.preparedQuery(sql).execute(values));
    }

    private static void rollBack(Transaction transaction, RuntimeException because) {
        try {
            waitFor(transaction.rollback());
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    <T> T guarded(String what, Work<T> work) {
        try {
            return work.done();
        } catch (PgException e) {
            if (isOurMistake(e)) {
                throw new IllegalStateException(what + ": " + e.getSqlState(), e);
            }
            throw new StoreUnavailable(what, e);
        } catch (Unanswered e) {
            throw new StoreUnavailable(what, e);
        }
    }

    /// SQLSTATE classes 22 (bad value), 23 (constraint), 42 (bad statement); all others are about the server's
    /// state.
    static boolean isOurMistake(PgException e) {
        String state = e.getSqlState() == null ? "" : e.getSqlState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("42");
    }

    /// A future fails with whatever it likes, checked exceptions included.
    static <T> T waitFor(Future<T> future) {
        try {
            return future.await();
        } catch (PgException e) {
            throw e;
        } catch (Exception e) {
            throw new Unanswered(e);
        }
    }

    interface Work<T> {
        T done();
    }

    private static final class Unanswered extends RuntimeException {
        Unanswered(Throwable cause) {
            super(cause.toString(), cause);
        }
    }
}
