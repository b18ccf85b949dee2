package hearback.agent;

import hearback.agent.disk.AdminTokenFile;
import hearback.agent.flow.BearerToken;
import hearback.agent.flow.IssueToken;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.Stores;
import hearback.agent.http.ApiServer;
import hearback.agent.sql.SqlAskedStore;
import hearback.agent.sql.SqlAuditLog;
import hearback.agent.sql.SqlHealth;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.sql.SqlTokenStore;
import hearback.config.CallbackSettings;
import hearback.config.HttpSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The desk: builds, starts and stops it. The schema must be up to date before.
///
/// Start it after the modules below, stop it before them.
public final class AgentApi {
    private final Vertx vertx;
    private final Neighbours neighbours;
    private final ApiServer server;
    private final OpenTickets openTickets;
    private final IssueToken issue;
    private final AdminTokenFile adminTokenFile;
    private Optional<String> deployment = Optional.empty();

    /// @param rule whether an abandoned call is rung back, and the zone in which the page shows times
    /// @param secrets tokens are drawn from it: must be cryptographically strong
    public AgentApi(
            Vertx vertx,
            Pool pool,
            HttpSettings settings,
            CallbackSettings rule,
            Neighbours neighbours,
            InstantSource time,
            RandomGenerator secrets,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.neighbours = neighbours;
        Stores stores = new Stores(
                new SqlTicketStore(pool),
                new SqlTokenStore(pool),
                new SqlAskedStore(pool),
                new SqlAuditLog(pool),
                new SqlHealth(pool));
        this.openTickets = new OpenTickets(stores.tickets(), neighbours.callbacks(), rule.afterAbandonedCall());
        this.issue = new IssueToken(stores.tokens(), time, secrets);
        this.server = new ApiServer(settings, rule.zone(), neighbours, stores, issue, time, meters);
        this.adminTokenFile = new AdminTokenFile(settings.adminTokenFile());
    }

    /// Sees to it that somebody can get in: writes an administrator's token into the file of the settings when
    /// nobody
    /// manages tokens yet, or when the token in the file is not good (any more). Otherwise changes nothing.
    ///
    /// @return the file, when it now holds a good token
    public Optional<Path> firstAdministrator() {
        Optional<BearerToken> written = adminTokenFile.read();
        Optional<BearerToken> good = issue.firstAdministrator(written);
        good.filter(token -> !Optional.of(token).equals(written)).ifPresent(adminTokenFile::write);
        return good.map(_ -> adminTokenFile.path());
    }

    /// Returns when the port is open. Blocks: not on an event loop.
    public void start() {
        neighbours.facts().follow(OpenTickets.NAME, openTickets);
        deployment = Optional.of(
                vertx.deployVerticle(server, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                        .await());
    }

    /// Closes the port and every stream. Blocks as above; a second stop does nothing.
    public void stop() {
        deployment.ifPresent(id -> vertx.undeploy(id).await());
        deployment = Optional.empty();
    }

    /// The port that is listened on, when the settings left the choice to the system.
    public int port() {
        return server.port();
    }
}
