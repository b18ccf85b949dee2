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
    /// What is sent from here on counts together or not at all.
    Future<RowSet<Row>> begin() {
        return connection.query("begin").execute();
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
