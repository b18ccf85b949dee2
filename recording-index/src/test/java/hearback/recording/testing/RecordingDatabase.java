package hearback.recording.testing;

import hearback.config.Schema;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL with the product's schema. Its sessions live in Kathmandu, five hours and three quarters from
/// UTC, so that a time zone taken by accident shows.
public final class RecordingDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    public RecordingDatabase() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C.UTF-8")
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        var ignored = new Schema(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", Duration.ofSeconds(10))
                .migrate();
        var server = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(postgres.getPort())
                .setUser("postgres")
                .setDatabase("postgres")
                .setProperties(Map.of("TimeZone", "Asia/Kathmandu"));
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(server)
                .using(vertx)
                .build();
    }

    public Pool pool() {
        return pool;
    }

    public void clear() {
        execute("truncate recording.recording");
    }

    public void execute(String sql) {
        var ignored = pool.query(sql)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() throws IOException {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        postgres.close();
    }
}
