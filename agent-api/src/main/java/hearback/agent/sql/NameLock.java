package hearback.agent.sql;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/// A name is an account's or a token's, never both: whoever gives one out locks it first.
final class NameLock {
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('agent.name ' || $1::text, 0))";

    private NameLock() {}

    static void take(SqlConnection connection, String name) {
        Database.rows(connection, LOCK, Tuple.of(name));
    }
}
