package hearback.agent.sql;

import hearback.agent.flow.AccountStore;
import hearback.agent.identity.Account;
import hearback.agent.identity.Department;
import hearback.agent.identity.Role;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Accounts in PostgreSQL: `agent.account`, and what ends with them in `agent.session`.
public final class SqlAccountStore implements AccountStore {
    private static final String COLUMNS = "name, display_name, role, department, active, password";
    private static final String FIND = "select " + COLUMNS + " from agent.account where name = $1";
    private static final String LIST =
            "select " + COLUMNS + " from agent.account where name > $1 order by name limit $2";
    private static final String TAKEN = """
            select exists (select from agent.account where name = $1)
                or exists (select from agent.token where name = $1 and revoked_at is null) as taken
            """;
    private static final String CREATE = """
            insert into agent.account (name, display_name, role, department, active, password, created_at, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7)
            """;
    private static final String CHANGE = """
            update agent.account set display_name = $2, role = $3, department = $4, active = $5, changed_at = $6
            where name = $1
            """;
    private static final String PASSWORD = "update agent.account set password = $2, changed_at = $3 where name = $1";
    private static final String REHASH = "update agent.account set password = $3 where name = $1 and password = $2";
    private static final String END_SESSIONS = """
            update agent.session set ended_at = $2
            where account = $1 and ended_at is null and ($3::text is null or hash <> $3)
            """;

    private final Database database;

    public SqlAccountStore(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public Optional<Kept> find(String name) {
        return first(database.ask("find an account", FIND, Tuple.of(name)));
    }

    @Override
    public List<Account> list(Optional<String> after, int limit) {
        List<Account> accounts = new ArrayList<>();
        database.ask("list accounts", LIST, Tuple.of(after.orElse(""), limit))
                .forEach(row -> accounts.add(account(row)));
        return accounts;
    }

    @Override
    public boolean create(Account account, String hash, Instant now) {
        return database.inTransaction("create an account", connection -> {
            NameLock.take(connection, account.name());
            if (isTaken(Database.rows(connection, TAKEN, Tuple.of(account.name())))) {
                return false;
            }
            Tuple values = Tuple.of(
                            account.name(),
                            account.displayName(),
                            account.role().name())
                    .addString(departmentOf(account))
                    .addBoolean(account.isActive())
                    .addString(hash)
                    .addOffsetDateTime(StepRows.utc(now));
            Database.rows(connection, CREATE, values);
            return true;
        });
    }

    @Override
    public Optional<Account> change(String name, UnaryOperator<Account> change, Instant now) {
        return database.inTransaction("change an account", connection -> {
            Optional<Kept> before = first(Database.rows(connection, FIND + " for update", Tuple.of(name)));
            Optional<Account> after = before.map(Kept::account).map(change);
            after.ifPresent(account -> write(connection, account, now));
            return after;
        });
    }

    private static void write(SqlConnection connection, Account account, Instant now) {
        Tuple values = Tuple.of(
                        account.name(), account.displayName(), account.role().name())
                .addString(departmentOf(account))
                .addBoolean(account.isActive())
                .addOffsetDateTime(StepRows.utc(now));
        Database.rows(connection, CHANGE, values);
        if (!account.isActive()) {
            endSessions(connection, account.name(), Optional.empty(), now);
        }
    }

    @Override
    public boolean password(String name, String hash, Optional<String> but, Instant now) {
        return database.inTransaction("change a password", connection -> {
            boolean isThere = Database.rows(connection, PASSWORD, Tuple.of(name, hash, StepRows.utc(now)))
                            .rowCount()
                    == 1;
            endSessions(connection, name, but, now);
            return isThere;
        });
    }

    @Override
    public void rehash(String name, String before, String after) {
        database.ask("hash a password anew", REHASH, Tuple.of(name, before, after));
    }

    @Override
    public boolean isTaken(String name) {
        return isTaken(database.ask("look for a name", TAKEN, Tuple.of(name)));
    }

    private static void endSessions(SqlConnection connection, String name, Optional<String> but, Instant now) {
        Database.rows(
                connection, END_SESSIONS, Tuple.of(name, StepRows.utc(now)).addString(but.orElse(null)));
    }

    private static boolean isTaken(RowSet<Row> found) {
        return found.iterator().next().getBoolean("taken");
    }

    private static Optional<Kept> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new Kept(account(row), row.getString("password")));
        }
        return Optional.empty();
    }

    static Account account(Row row) {
        return new Account(
                row.getString("name"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                Optional.ofNullable(row.getString("department")).map(Department::new),
                row.getBoolean("active"));
    }

    private static @Nullable String departmentOf(Account account) {
        return account.department().map(Department::text).orElse(null);
    }
}
