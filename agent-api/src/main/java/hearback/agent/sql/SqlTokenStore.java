package hearback.agent.sql;

import hearback.agent.flow.TokenStore;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Department;
import hearback.agent.identity.Role;
import hearback.agent.identity.TokenHash;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Tokens in PostgreSQL, as hashes: `agent.token`.
public final class SqlTokenStore implements TokenStore {
    private static final String HOLDER =
            "select hash, name, role, department from agent.token where hash = any($1) and revoked_at is null";

    private static final String KEEP = """
            insert into agent.token (name, role, hash, created_at, department)
            select $1, $2, $3, $4, $5 where not exists (select from agent.account where name = $1)
            on conflict (name) where revoked_at is null do nothing
            """;

    private static final String REVOKE =
            "update agent.token set revoked_at = $2 where name = $1 and revoked_at is null";

    private static final String ADMINISTRATORS =
            "select count(*) as found from agent.token where role = 'ADMINISTRATOR' and revoked_at is null";

    /// So many take the server a millisecond.
    private static final int MOST_AT_ONCE = 100;

    private final Database database;
    private final LookUps<String, Row> holders;

    public SqlTokenStore(Pool pool) {
        this.database = new Database(pool);
        this.holders = LookUps.byText(MOST_AT_ONCE, pool, HOLDER, "hash");
    }

    @Override
    public Optional<AgentIdentity> holder(TokenHash token) {
        return database.guarded("find a token", () -> holders.find(token.hex())).map(SqlTokenStore::identity);
    }

    private static AgentIdentity identity(Row row) {
        return new AgentIdentity(
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Optional.ofNullable(row.getString("department")).map(Department::new));
    }

    @Override
    public boolean keep(AgentIdentity identity, TokenHash token, Instant now) {
        Tuple values = Tuple.of(identity.name(), identity.role().name(), token.hex(), now.atOffset(ZoneOffset.UTC))
                .addString(identity.department().map(Department::text).orElse(null));
        return database.inTransaction("keep a token", connection -> {
            NameLock.take(connection, identity.name());
            return Database.rows(connection, KEEP, values).rowCount() == 1;
        });
    }

    @Override
    public boolean revoke(String name, Instant now) {
        return database.ask("revoke a token", REVOKE, Tuple.of(name, now.atOffset(ZoneOffset.UTC)))
                        .rowCount()
                == 1;
    }

    @Override
    public boolean hasAdministrator() {
        return database.ask("count administrators", ADMINISTRATORS, Tuple.tuple())
                        .iterator()
                        .next()
                        .getLong("found")
                > 0;
    }
}
