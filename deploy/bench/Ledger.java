import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// What has been written down, read from the database behind the service's back.
final class Ledger implements AutoCloseable {
    private final Connection connection;

    Ledger(Path state, int port) throws Exception {
        var login = new Properties();
        login.setProperty("user", "hearback");
        login.setProperty("password", Files.readString(state.resolve("postgres-password")).strip());
        connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/hearback", login);
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    long calls() throws SQLException {
        return number("select count(*) from telephony.call");
    }

    long callsOver() throws SQLException {
        return number("select count(*) from telephony.call where not live and ended_at is not null");
    }

    long callsAnsweredAndComplete() throws SQLException {
        return number("select count(*) from telephony.call where not live and result = 'ANSWERED' and not incomplete");
    }

    long facts() throws SQLException {
        return number("select count(*) from telephony.fact");
    }

    /// Calls that have another number of facts than this one.
    long callsWithOtherThan(long facts) throws SQLException {
        return number("select count(*) from (select call_id from telephony.fact group by call_id having count(*) <> "
                + facts + ") as odd");
    }

    /// Gaps that began after the service had begun to listen.
    long gapsSince(long epochMillis) throws SQLException {
        return number("select count(*) from telephony.line_gap where since > to_timestamp(" + epochMillis / 1000.0 + ")");
    }

    long recordingsReady() throws SQLException {
        return number("select count(*) from recording.recording where state = 'READY'");
    }

    long tickets() throws SQLException {
        return number("select count(*) from agent.ticket");
    }

    /// What is still to be done, by who does it; empty when all is done.
    ///
    /// @param calls that were played
    Map<String, Long> toDo(int calls) throws SQLException {
        var toDo = new LinkedHashMap<String, Long>();
        toDo.put("calls not over", calls - callsOver());
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("""
                select f.name, (select count(*) from telephony.fact where place > f.place) from telephony.follower f
                order by 1""")) {
            while (rows.next()) {
                toDo.put("facts for " + rows.getString(1), rows.getLong(2));
            }
        }
        toDo.put("recordings not ready", calls - recordingsReady());
        toDo.values().removeIf(many -> many <= 0);
        return toDo;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
