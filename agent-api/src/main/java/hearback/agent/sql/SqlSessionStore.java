package hearback.agent.sql;

import hearback.agent.flow.SessionStore;
import hearback.agent.identity.TokenHash;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/// Logins in PostgreSQL: `agent.session`.
public final class SqlSessionStore implements SessionStore {
    private static final String FIND = """
            select s.hash, s.created_at, s.used_at, a.name, a.display_name, a.role, a.department, a.active
            from agent.session s join agent.account a on a.name = s.account
            where s.hash = any($1) and s.ended_at is null and a.active
            """;
    /// The lock keeps whoever changes the password, and ends the sessions with it, waiting until this one is there.
    private static final String KEEP = """
            insert into agent.session (hash, account, created_at, used_at)
            select $1, name, $4, $4 from agent.account where name = $2 and password = $3 and active for share
            """;
    private static final String USED = "update agent.session set used_at = $2 where hash = $1 and used_at < $2";
    private static final String END = "update agent.session set ended_at = $2 where hash = $1 and ended_at is null";
    private static final String FORGET = "delete from agent.session where created_at < $1";

    /// So many take the server a few milliseconds.
    private static final int MOST_AT_ONCE = 100;

    private final Database database;
    private final LookUps<String, Row> sessions;

    public SqlSessionStore(Pool pool) {
        this.database = new Database(pool);
        this.sessions = LookUps.byText(MOST_AT_ONCE, pool, FIND, "hash");
    }

    @Override
    public Optional<Session> find(TokenHash token) {
        return database.guarded("find a session", () -> sessions.find(token.hex()))
                .map(SqlSessionStore::session);
    }

    private static Session session(Row row) {
        return new Session(
                SqlAccountStore.account(row),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("used_at").toInstant());
    }

    @Override
    public boolean keep(TokenHash token, String account, String hash, Instant now) {
        return database.ask("keep a session", KEEP, Tuple.of(token.hex(), account, hash, StepRows.utc(now)))
                        .rowCount()
                == 1;
    }

    @Override
    public void used(TokenHash token, Instant now) {
        database.ask("note a use", USED, Tuple.of(token.hex(), StepRows.utc(now)));
    }

    @Override
    public boolean end(TokenHash token, Instant now) {
        return database.ask("end a session", END, Tuple.of(token.hex(), StepRows.utc(now)))
                        .rowCount()
                == 1;
    }

    @Override
    public int forget(Instant before) {
        return database.ask("forget sessions", FORGET, Tuple.of(StepRows.utc(before)))
                .rowCount();
    }
}
