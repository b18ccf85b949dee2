package hearback.line;

import hearback.app.OwnPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/// Stops whoever writes an attempt into PostgreSQL at one statement, before it is committed: a trigger waits there for
/// a lock that is held here.
final class AttemptGate implements AutoCloseable {
    private static final String WAITING = "select %s from pg_locks where locktype = 'advisory' and not granted";

    private final OwnPostgres postgres;
    private final Connection session;

    /// @param postgres with the service's tables
    AttemptGate(OwnPostgres postgres) {
        this.postgres = postgres;
        this.session = postgres.session();
        run("""
                create function telephony.stand_still() returns trigger language plpgsql as $$
                begin
                  perform pg_advisory_xact_lock_shared(27);
                  return new;
                end
                $$
                """);
        run("select pg_advisory_lock(27)");
    }

    /// What is written of an attempt.
    enum Write {
        CLAIM("insert on telephony.attempt_live"),
        RELEASE("update of released_at on telephony.attempt_live"),
        OUTCOME("insert on telephony.attempt");

        private final String statement;

        Write(String statement) {
            this.statement = statement;
        }
    }

    void closeBefore(Write write) {
        run("create trigger stands_still before " + write.statement
                + " for each row execute function telephony.stand_still()");
    }

    void untilSomebodyWaits() {
        Awaitility.await("somebody writes an attempt")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> postgres.count(WAITING.formatted("count(*)")) > 0);
    }

    /// Opens it for those who come. Who waits never gets through: what he wanted to write is taken back.
    void open() {
        run(WAITING.formatted("pg_terminate_backend(pid, 10000)"));
        run("drop trigger if exists stands_still on telephony.attempt");
        run("drop trigger if exists stands_still on telephony.attempt_live");
    }

    private void run(String sql) {
        try (var statement = session.createStatement()) {
            var _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
