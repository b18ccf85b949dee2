package hearback.app;

import hearback.config.DatabaseSettings;
import hearback.config.Schema;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The database by its address: first its schema, by JDBC; then the pool that everybody works with.
///
/// @param uri `postgresql://user:password@host:port/database`
record DatabaseAccess(String uri, DatabaseSettings settings, String node) {
    /// Waiting longer for a connection means that the database is away: the caller is told and comes again.
    private static final int CONNECTION_WAIT_SECONDS = 5;

    /// In characters; a longer one would be parsed and planned each time, as are those above 2,048 by the client's
    /// default.
    private static final int LONGEST_STATEMENT = 8_192;

    /// A database that comes up beside us.
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);

    /// Waits for it when it is just starting, looks whether it is fit, and brings the schema up to date.
    ///
    /// @throws Unavailable when it cannot be used
    /// @throws hearback.config.SchemaTrouble when the schema cannot be brought there
    String migrate() {
        return migrate(START_PATIENCE);
    }

    /// @param patience how long a server that does not answer yet is waited for
    String migrate(Duration patience) {
        var options = PgConnectOptions.fromUri(uri);
        var address = jdbcAddress(options);
        new Reception(address, options.getUser(), options.getPassword(), trouble(options)).open(patience);
        return new Schema(address, options.getUser(), options.getPassword()).migrate();
    }

    private String jdbcAddress(PgConnectOptions options) {
        var query = URI.create(uri).getRawQuery();
        return "jdbc:postgresql://" + options.getHost() + ":" + options.getPort() + "/"
                + URLEncoder.encode(options.getDatabase(), StandardCharsets.UTF_8)
                + (query == null ? "" : "?" + query);
    }

    private static DatabaseTrouble trouble(PgConnectOptions options) {
        return new DatabaseTrouble(
                options.getHost() + ":" + options.getPort(), options.getUser(), options.getDatabase());
    }

    Pool pool(Vertx vertx) {
        var connect = PgConnectOptions.fromUri(uri)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT)
                .addProperty("application_name", "hearback " + node);
        var pool = new PoolOptions()
                .setName("hearback")
                .setMaxSize(settings.poolSize())
                .setConnectionTimeout(CONNECTION_WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool().with(pool).connectingTo(connect).using(vertx).build();
    }
}
