package hearback.agent.sql;

import hearback.agent.flow.LoginTries;
import hearback.agent.identity.GuessLimit;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Who guesses passwords, in PostgreSQL: `agent.login_try` and `agent.login_place`. Rows are locked in the order of
/// their keys, so that two tries never wait for each other.
public final class SqlLoginTries implements LoginTries {
    private static final String KNOWN =
            "select exists (select from agent.login_place where account = $1 and address = $2) as known";
    private static final String MAKE = """
            insert into agent.login_try (key, failures, last_at, next_at)
            select key, 0, $2, $2 from unnest($1::text[]) key order by key
            on conflict (key) do nothing
            """;
    private static final String LOCK = """
            select key, failures, last_at, next_at from agent.login_try where key = any($1) order by key for update
            """;
    private static final String WRITE =
            "update agent.login_try set failures = $2, last_at = $3, next_at = $4 where key = $1";
    private static final String DROP = "delete from agent.login_try where key = $1";
    private static final String PLACE = """
            insert into agent.login_place (account, address, at) values ($1, $2, $3)
            on conflict (account, address) do update set at = excluded.at
            """;
    private static final String FORGET = "delete from agent.login_try where last_at < $1";

    private final Database database;
    private final GuessLimit ofName;
    private final GuessLimit ofAddress;
    private final Duration memory;

    /// @param memory without a try for so long it begins anew
    public SqlLoginTries(Pool pool, GuessLimit ofName, GuessLimit ofAddress, Duration memory) {
        this.database = new Database(pool);
        this.ofName = ofName;
        this.ofAddress = ofAddress;
        this.memory = memory;
    }

    @Override
    public Optional<Duration> begin(String name, String address, Instant now) {
        return database.inTransaction("count a login", connection -> {
            Map<String, GuessLimit> limits = new TreeMap<>();
            limits.put(nameKey(connection, name, address), ofName);
            limits.put(addressKey(address), ofAddress);
            Map<String, Counted> counted =
                    locked(connection, limits.keySet().stream().toList(), now);
            Duration wait = counted.values().stream()
                    .map(one -> Duration.between(now, one.next()))
                    .filter(Duration::isPositive)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            if (wait.isPositive()) {
                return Optional.of(wait);
            }
            limits.forEach((key, limit) -> {
                Counted one = counted.getOrDefault(key, new Counted(0, now, now));
                boolean isForgotten = one.last().plus(memory).isBefore(now);
                write(connection, key, isForgotten ? 1 : one.failures() + 1, limit, now);
            });
            return Optional.empty();
        });
    }

    @Override
    public void succeeded(String name, String address, Instant now) {
        database.inTransaction("note a login", connection -> {
            String nameKey = nameKey(connection, name, address);
            String addressKey = addressKey(address);
            Optional.ofNullable(locked(connection, List.of(addressKey, nameKey), now)
                            .get(addressKey))
                    .ifPresent(one -> write(connection, addressKey, Math.max(one.failures() - 1, 0), ofAddress, now));
            Database.rows(connection, DROP, Tuple.of(nameKey));
            Database.rows(connection, PLACE, Tuple.of(name, address, StepRows.utc(now)));
            return true;
        });
    }

    @Override
    public int forget(Instant before) {
        return database.ask("forget logins", FORGET, Tuple.of(StepRows.utc(before)))
                .rowCount();
    }

    private static String nameKey(SqlConnection connection, String name, String address) {
        boolean isKnown = Database.rows(connection, KNOWN, Tuple.of(name, address))
                .iterator()
                .next()
                .getBoolean("known");
        return "name " + name + (isKnown ? " at " + address : "");
    }

    private static String addressKey(String address) {
        return "address " + address;
    }

    private static Map<String, Counted> locked(SqlConnection connection, List<String> keys, Instant now) {
        Tuple wanted = Tuple.tuple().addArrayOfString(keys.toArray(String[]::new));
        Database.rows(
                connection,
                MAKE,
                Tuple.tuple().addArrayOfString(keys.toArray(String[]::new)).addOffsetDateTime(StepRows.utc(now)));
        Map<String, Counted> counted = new TreeMap<>();
        for (Row row : Database.rows(connection, LOCK, wanted)) {
            counted.put(
                    row.getString("key"),
                    new Counted(
                            row.getInteger("failures"),
                            row.getOffsetDateTime("last_at").toInstant(),
                            row.getOffsetDateTime("next_at").toInstant()));
        }
        return counted;
    }

    private static void write(SqlConnection connection, String key, int failures, GuessLimit limit, Instant now) {
        Database.rows(
                connection,
                WRITE,
                Tuple.of(key, failures, StepRows.utc(now), StepRows.utc(now.plus(limit.after(failures)))));
    }

    private record Counted(int failures, Instant last, Instant next) {}
}
