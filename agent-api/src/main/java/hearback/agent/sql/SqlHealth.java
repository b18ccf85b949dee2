package hearback.agent.sql;

import hearback.agent.flow.StoreHealth;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the smallest question there is.
public final class SqlHealth implements StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(SqlHealth.class);
    /// A database that needs longer for `select 1` cannot carry calls.
    private static final long PATIENCE_SECONDS = 2;

    private final Pool pool;

    public SqlHealth(Pool pool) {
        this.pool = pool;
    }

    @Override
    public boolean answers() {
        try {
            pool.query("select 1").execute().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            LOG.debug("database does not answer: {}", e.toString());
            return false;
        }
    }
}
