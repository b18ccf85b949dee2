package hearback.telephony.testing;

import hearback.config.Schema;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/// A real PostgreSQL with the schema of this release, a database for each test class, and sessions whose time zone is
/// neither UTC nor a whole number of hours away, so that a time that is not an instant shows.
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final Pool pool;

    private TestDatabase(Pool pool) {
        this.pool = pool;
    }

    public static TestDatabase create() {
        return create("\"$user\", public");
    }

    /// @param searchPath in which schemas a session looks for what is named without one
    public static TestDatabase create(String searchPath) {
        String name = "telephony_" + NUMBER.incrementAndGet();
        EmbeddedPostgres postgres = Server.RUNNING;
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            var _ = statement.execute("create database " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        var _ = new Schema(postgres.getJdbcUrl("postgres", name), "postgres", "").migrate();
        return new TestDatabase(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.getPort())
                        .setDatabase(name)
                        .setUser("postgres")
                        .setPassword("")
                        // As the program has it.
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlLimit(8_192)
                        .addProperty("timezone", "Asia/Kathmandu")
                        .addProperty("search_path", searchPath))
                .build());
    }

    public Pool pool() {
        return pool;
    }

    /// Runs one statement and gives its rows.
    public List<Row> ask(String sql) {
        try {
            return StreamSupport.stream(
                            pool.query(sql)
                                    .execute()
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .get()
                                    .spliterator(),
                            false)
                    .toList();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        var _ = pool.close();
    }

    /// Started once for all tests of this process; it ends with it.
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C.UTF-8")
                        .setServerConfig("timezone", "America/St_Johns")
                        .start();
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
