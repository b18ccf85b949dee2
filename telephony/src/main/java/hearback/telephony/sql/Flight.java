package hearback.telephony.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/// Statements over one connection that are sent without waiting for each other's answers; the server does them in this
/// order.
///
/// @param what is done, for whoever reads of a failure
record Flight(String what, SqlConnection connection) {
    private static final String BEGIN = """
            begin;
            set local plan_cache_mode = force_generic_plan;
            set local enable_seqscan = off;
            set local enable_hashjoin = off;
            set local enable_mergejoin = off
            """;

    /// What is sent from here on counts together or not at all.
    ///
    /// Its plans go by the indexes, also those that were made while the tables were empty, and are made once:
    /// planning what is done in batches costs as much as doing it.
    Future<RowSet<Row>> begin() {
        return connection.query(BEGIN).execute();
    }

    /// Ends it. When something before failed, this takes all back, and the landing of that tells.
    Future<RowSet<Row>> commit() {
        return connection.query("commit").execute();
    }

    Future<RowSet<Row>> send(String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values);
    }

    /// Waits for the answer.
    RowSet<Row> land(Future<RowSet<Row>> sent) {
        return Database.await(what, sent);
    }
}
