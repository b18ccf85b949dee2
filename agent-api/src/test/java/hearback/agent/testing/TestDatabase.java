package hearback.agent.testing;

import hearback.config.Schema;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL, started once; each test class gets a database of its own with the schema as shipped. Its time
/// zone is deliberately neither UTC nor that of ticket numbers.
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private final String name = "desk" + COUNT.incrementAndGet();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    public TestDatabase() {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        new Schema(SERVER.getJdbcUrl("postgres", name), "postgres", "", Duration.ofSeconds(10)).migrate();
        pool = openPool();
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("timezone", "America/Caracas")
                    .setServerConfig("max_connections", "100")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Another pool of the same database: another node.
    public Pool openPool() {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8).setName(name + "-" + COUNT.incrementAndGet()))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(SERVER.getPort())
                        .setDatabase(name)
                        .setUser("postgres"))
                .using(vertx)
                .build();
    }

    public Vertx vertx() {
        return vertx;
    }

    public Pool pool() {
        return pool;
    }

    public long count(String sql) {
        return pool.query(sql).execute().await().iterator().next().getLong(0);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
