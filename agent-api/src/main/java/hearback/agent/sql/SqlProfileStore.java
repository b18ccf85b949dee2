package hearback.agent.sql;

import hearback.agent.flow.ProfileStore;
import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.ProfileText;
import hearback.agent.profile.PutIn;
import hearback.agent.profile.Switch;
import hearback.agent.profile.Switched;
import hearback.config.profile.ProfileVersion;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Profiles in PostgreSQL: `agent.profile`, `agent.profile_switch`.
public final class SqlProfileStore implements ProfileStore {
    private static final String LOCK = "select agent.lock_profiles()";

    private static final String KEPT = "select place, name, version, yaml, sha256, put_at, put_by from agent.profile";

    private static final String PUT = """
            insert into agent.profile (name, version, yaml, sha256, put_at, put_by) values ($1, $2, $3, $4, $5, $6)
            returning place, name, version, yaml, sha256, put_at, put_by
            """;

    private static final String SWITCHES =
            "select place, hotline, name, version, since, put_at, put_by, why from agent.profile_switch";

    private static final String SWITCH = """
            insert into agent.profile_switch (hotline, name, version, since, put_at, put_by, why)
            values ($1, $2, $3, $4, $5, $6, $7)
            returning place, hotline, name, version, since, put_at, put_by, why
            """;

    /// The limits of whoever is not accepted yet are counted by the present profile: the watch looks at them again.
    private static final String LOOK_AGAIN = """
            update agent.ticket set next_at = $2
            where closed_at is null and profile is null and ($1 = '*' or hotline = $1)
            """;

    /// By then every node knows the switch.
    private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(3);

    private final Database database;

    public SqlProfileStore(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public PutIn put(ProfileText text, Instant at, String who) {
        return locked("put in a profile", connection -> {
            List<KeptProfile> versions = all(
                    Database.rows(
                            connection,
                            KEPT + " where name = $1",
                            Tuple.of(text.version().profile())),
                    SqlProfileStore::kept);
            return PutIn.against(versions, text).orElseGet(() -> insert(connection, text, at, who));
        });
    }

    private static PutIn insert(SqlConnection connection, ProfileText text, Instant at, String who) {
        Tuple values = Tuple.of(
                text.version().profile(), text.version().version(), text.yaml(), text.sha256(), StepRows.utc(at), who);
        return new PutIn.Done(
                kept(Database.rows(connection, PUT, values).iterator().next()));
    }

    @Override
    public Optional<KeptProfile> find(ProfileVersion version) {
        Tuple values = Tuple.of(version.profile(), version.version());
        return all(
                        database.ask("read a profile", KEPT + " where name = $1 and version = $2", values),
                        SqlProfileStore::kept)
                .stream()
                .findFirst();
    }

    @Override
    public List<KeptProfile> keptAfter(long place) {
        return all(
                database.ask("read profiles", KEPT + " where place > $1 order by place", Tuple.of(place)),
                SqlProfileStore::kept);
    }

    @Override
    public List<Switch> switchesAfter(long place) {
        return all(
                database.ask(
                        "read the switches of profiles",
                        SWITCHES + " where place > $1 order by place",
                        Tuple.of(place)),
                SqlProfileStore::made);
    }

    @Override
    public Switched change(Switch.Wish wish) {
        return locked("switch a profile", connection -> {
            if (!isKept(connection, wish.version())) {
                return new Switched.NoSuchVersion(wish.version());
            }
            Optional<Switch> standing = last(connection, wish.hotline());
            if (standing.filter(one -> one.version().equals(wish.version())).isPresent()) {
                return new Switched.Already(standing.get());
            }
            Switch made = insert(connection, wish);
            Instant look = wish.since().plus(KNOWN_EVERYWHERE);
            Database.rows(connection, LOOK_AGAIN, Tuple.of(wish.hotline(), StepRows.utc(look)));
            return new Switched.Done(made);
        });
    }

    @Override
    public boolean begin(Switch.Wish wish) {
        return locked("choose a profile", connection -> {
            if (last(connection, wish.hotline()).isPresent()) {
                return false;
            }
            var _ = insert(connection, wish);
            return true;
        });
    }

    private <T> T locked(String what, Function<SqlConnection, T> work) {
        return database.inTransaction(what, connection -> {
            Database.rows(connection, LOCK, Tuple.tuple());
            return work.apply(connection);
        });
    }

    private static boolean isKept(SqlConnection connection, ProfileVersion version) {
        Tuple values = Tuple.of(version.profile(), version.version());
        return Database.rows(connection, "select from agent.profile where name = $1 and version = $2", values)
                        .size()
                == 1;
    }

    private static Optional<Switch> last(SqlConnection connection, String hotline) {
        return all(
                        Database.rows(
                                connection,
                                SWITCHES + " where hotline = $1 order by place desc limit 1",
                                Tuple.of(hotline)),
                        SqlProfileStore::made)
                .stream()
                .findFirst();
    }

    private static Switch insert(SqlConnection connection, Switch.Wish wish) {
        Tuple values = Tuple.of(
                        wish.hotline(),
                        wish.version().profile(),
                        wish.version().version(),
                        StepRows.utc(wish.since()),
                        StepRows.utc(wish.at()),
                        wish.who())
                .addString(wish.why());
        return made(Database.rows(connection, SWITCH, values).iterator().next());
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        List<T> found = new ArrayList<>();
        rows.forEach(row -> found.add(read.apply(row)));
        return found;
    }

    private static KeptProfile kept(Row row) {
        return new KeptProfile(
                row.getLong("place"),
                new ProfileText(version(row), row.getString("yaml"), row.getString("sha256")),
                row.getOffsetDateTime("put_at").toInstant(),
                row.getString("put_by"));
    }

    private static Switch made(Row row) {
        return new Switch(
                row.getLong("place"),
                row.getString("hotline"),
                version(row),
                row.getOffsetDateTime("since").toInstant(),
                row.getOffsetDateTime("put_at").toInstant(),
                row.getString("put_by"),
                row.getString("why"));
    }

    private static ProfileVersion version(Row row) {
        return new ProfileVersion(row.getString("name"), row.getInteger("version"));
    }
}
