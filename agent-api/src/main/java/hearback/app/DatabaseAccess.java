package hearback.app;

import hearback.config.DatabaseSettings;
import hearback.config.Schema;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The database by its address: first its schema, by JDBC; then the pool that everybody works with.
///
/// @param uri `postgresql://user:password@host:port/database`
record DatabaseAccess(String uri, DatabaseSettings settings, String node) {
    /// Waiting longer for a connection means that the database is away: the caller is told and comes again.
    private static final int CONNECTION_WAIT_SECONDS = 5;

    /// A database that comes up beside us.
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);

    /// @throws hearback.config.SchemaTrouble when the database cannot be used
    String migrate() {
        var options = PgConnectOptions.fromUri(uri);
        var query = URI.create(uri).getRawQuery();
        var address = "jdbc:postgresql://" + options.getHost() + ":" + options.getPort() + "/" + options.getDatabase()
                + (query == null ? "" : "?" + query);
        return new Schema(address, options.getUser(), options.getPassword(), START_PATIENCE).migrate();
    }

    Pool pool(Vertx vertx) {
        var connect = PgConnectOptions.fromUri(uri)
                .setCachePreparedStatements(true)
                .addProperty("application_name", "hearback " + node);
        var pool = new PoolOptions()
                .setName("hearback")
                .setMaxSize(settings.poolSize())
                .setConnectionTimeout(CONNECTION_WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool().with(pool).connectingTo(connect).using(vertx).build();
    }
}
