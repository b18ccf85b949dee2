package hearback.line;

import hearback.app.OwnPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// The database as a witness: it notes by its own clock when a node takes the line, and it can hold back the commit
/// of what a node has just written of an attempt.
final class DatabaseWitness implements AutoCloseable {
    private static final String NOTES = """
            create schema witness;
            create table witness.taken (fence bigint primary key, owner text not null, at timestamptz not null);
            create function witness.take() returns trigger language plpgsql as $$
            begin
              insert into witness.taken values (new.fence, new.owner, clock_timestamp());
              return null;
            end $$;
            create trigger taken after update on telephony.line_lease
              for each row when (new.fence > old.fence) execute function witness.take();
            create function witness.wait() returns trigger language plpgsql as $$
            begin
              perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint);
              return null;
            end $$;
            create constraint trigger held_committed after insert on telephony.attempt_live deferrable initially deferred
              for each row execute function witness.wait('1');
            create constraint trigger held_released after update on telephony.attempt_live deferrable initially deferred
              for each row when (old.state = 'COMMITTED' and new.state = 'RELEASED') execute function witness.wait('2');
            """;

    private final Connection session;

    private DatabaseWitness(Connection session) {
        this.session = session;
    }

    /// @param postgres with the tables of the service already in it
    static DatabaseWitness of(OwnPostgres postgres) {
        DatabaseWitness witness = new DatabaseWitness(postgres.session());
        witness.execute(NOTES);
        return witness;
    }

    /// What a node writes of an attempt.
    enum Write {
        /// The claim: the attempt is committed.
        CLAIM(1),
        /// The release, directly before the socket.
        RELEASE(2);

        private final int lock;

        Write(int lock) {
            this.lock = lock;
        }
    }

    /// From now on such a write waits at its commit.
    void hold(Write write) {
        execute("select pg_advisory_lock(" + write.lock + ")");
    }

    /// The node whose write waits at its commit.
    Optional<String> held() {
        return ask("""
                        select substr(a.application_name, length('hearback ') + 1)
                          from pg_locks l join pg_stat_activity a using (pid)
                         where l.locktype = 'advisory' and not l.granted
                        """).stream().findFirst();
    }

    /// What waits is committed, whatever has become of who wrote it; returns when it is.
    void letGo(Write write) {
        execute("select pg_advisory_unlock(" + write.lock + ")");
        Awaitility.await("what was held is committed")
                .until(() -> ask("select count(*) from pg_locks where locktype = 'advisory'")
                        .getFirst()
                        .equals("0"));
    }

    /// Ends every session of a node.
    void cutOff(String node) {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hearback " + node
                + "'");
    }

    Instant now() {
        return instant("select clock_timestamp()");
    }

    /// The node that has the line, as far as its lease reaches.
    Optional<String> holder() {
        return ask("select owner from telephony.line_lease where until > clock_timestamp()").stream()
                .findFirst();
    }

    boolean tookSince(String node, Instant then) {
        return !takings(node, then).isEmpty();
    }

    /// When it took the line, the first time since then.
    Instant firstTaking(String node, Instant then) {
        return OffsetDateTime.parse(takings(node, then).getFirst()).toInstant();
    }

    private List<String> takings(String node, Instant then) {
        return ask("""
                select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from witness.taken
                 where owner = '%s' and at > '%s' order by at
                """.formatted(node, then));
    }

    private Instant instant(String sql) {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The first column.
    List<String> ask(String sql) {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = session.createStatement()) {
            var _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
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
