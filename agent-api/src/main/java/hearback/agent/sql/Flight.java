package hearback.agent.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/// Statements of one transaction that do not need each other's answers: sent at once, done by the server in this order,
/// and waited for together.
final class Flight {
    private static final String BEGIN = """
            begin;
            set local plan_cache_mode = force_generic_plan;
            set local enable_seqscan = off;
            set local enable_hashjoin = off;
            set local enable_mergejoin = off
            """;

    private final SqlConnection connection;
    private final List<Future<RowSet<Row>>> sent = new ArrayList<>();

    Flight(SqlConnection connection) {
        this.connection = connection;
    }

    /// Plans that fit all values: what is done in batches is the same each time, and planning it costs as much as
    /// doing it. They go by the indexes, also when the tables were empty when they were made.
    void begin() {
        sent.add(connection.query(BEGIN).execute());
    }

    /// Does nothing good when something before failed: then [#land] throws that.
    void commit() {
        sent.add(connection.query("commit").execute());
    }

    SqlConnection connection() {
        return connection;
    }

    Future<RowSet<Row>> send(String sql, Tuple values) {
        Future<RowSet<Row>> answer = connection.preparedQuery(sql).execute(values);
        sent.add(answer);
        return answer;
    }

    /// Returns when all are answered; throws what the first one that failed threw.
    void land() {
        sent.forEach(Database::waitFor);
        sent.clear();
    }
}
