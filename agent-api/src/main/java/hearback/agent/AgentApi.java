package hearback.agent;

import hearback.agent.disk.AdminTokenFile;
import hearback.agent.disk.HeadFile;
import hearback.agent.flow.Admit;
import hearback.agent.flow.AuditTrail;
import hearback.agent.flow.BearerToken;
import hearback.agent.flow.IssueToken;
import hearback.agent.flow.KeepAccounts;
import hearback.agent.flow.LogIn;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.People;
import hearback.agent.flow.Profiles;
import hearback.agent.flow.SettleSurveys;
import hearback.agent.flow.StartProfiles;
import hearback.agent.flow.Stores;
import hearback.agent.flow.VerifyAudit;
import hearback.agent.flow.WorkOnTickets;
import hearback.agent.flow.WriteHeads;
import hearback.agent.http.ApiServer;
import hearback.agent.identity.GuessLimit;
import hearback.agent.identity.PasswordRule;
import hearback.agent.identity.SessionRule;
import hearback.agent.metrics.AuditMeters;
import hearback.agent.oidc.IssuerRules;
import hearback.agent.oidc.OidcIssuer;
import hearback.agent.password.Argon2Hasher;
import hearback.agent.password.CommonPasswords;
import hearback.agent.profile.ProfileText;
import hearback.agent.sql.SqlAccountStore;
import hearback.agent.sql.SqlAskedStore;
import hearback.agent.sql.SqlAuditChain;
import hearback.agent.sql.SqlAuditLog;
import hearback.agent.sql.SqlHealth;
import hearback.agent.sql.SqlLikenesses;
import hearback.agent.sql.SqlLoginTries;
import hearback.agent.sql.SqlProfileStore;
import hearback.agent.sql.SqlSessionStore;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.sql.SqlTokenStore;
import hearback.agent.sql.SqlUnreachedStore;
import hearback.agent.sql.SqlWebhooks;
import hearback.config.AuditSettings;
import hearback.config.CallbackSettings;
import hearback.config.GuessingSettings;
import hearback.config.HotlineSettings;
import hearback.config.HttpSettings;
import hearback.config.IdentitySettings;
import hearback.config.ProfileDocument;
import hearback.config.ProfileFolder;
import hearback.config.ProfileSettings;
import hearback.config.SettingsProblem;
import hearback.config.SettingsProblems;
import hearback.config.ShippedProfiles;
import hearback.config.profile.ProfileReading;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The desk: builds, starts and stops it. The schema must be up to date before.
///
/// Start it after the modules below, stop it before them.
public final class AgentApi {
    /// How long stopping waits for a head that is being written.
    private static final long FAREWELL_SECONDS = 2;

    private final Vertx vertx;
    private final Neighbours neighbours;
    private final ApiServer server;
    private final OpenTickets openTickets;
    private final SettleSurveys settleSurveys;
    private final IssueToken issue;
    private final AdminTokenFile adminTokenFile;
    private final AuditSettings audit;
    private final WriteHeads heads;
    private final Argon2Hasher hasher;
    private final ScheduledExecutorService headClock = headClock();
    private Optional<String> deployment = Optional.empty();

    /// @param identity how people are let in
    /// @param rule whether an abandoned call is rung back
    /// @param rules the profiles that tickets go by; the page shows times in the zone of the default one
    /// @param secrets tokens are drawn from it: must be cryptographically strong
    public AgentApi(
            Vertx vertx,
            Pool pool,
            HttpSettings settings,
            AuditSettings audit,
            IdentitySettings identity,
            CallbackSettings rule,
            Neighbours neighbours,
            Profiles rules,
            InstantSource time,
            RandomGenerator secrets,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.neighbours = neighbours;
        this.audit = audit;
        var chain = new SqlAuditChain(pool);
        var headFile = new HeadFile(audit.headFile());
        this.heads = new WriteHeads(chain, headFile, time);
        AuditMeters.register(meters, heads);
        Stores stores = new Stores(
                new SqlTicketStore(pool, rules),
                new SqlLikenesses(pool),
                rules,
                new SqlProfileStore(pool),
                new SqlWebhooks(pool),
                new SqlTokenStore(pool),
                new SqlAskedStore(pool),
                new SqlUnreachedStore(pool),
                new SqlAuditLog(pool),
                new AuditTrail(chain, new VerifyAudit(chain, headFile), heads),
                new SqlHealth(pool));
        this.openTickets = new OpenTickets(stores.tickets(), neighbours.callbacks(), rules, rule.afterAbandonedCall());
        this.settleSurveys = new SettleSurveys(
                stores.tickets(),
                neighbours.callbacks(),
                rules,
                new WorkOnTickets(stores.tickets(), rules, time),
                time);
        this.issue = new IssueToken(stores.tokens(), time, secrets);
        this.hasher = new Argon2Hasher(identity.passwords(), secrets);
        this.server = new ApiServer(
                settings,
                rules.forHotline("", time.instant()).calendar().zone(),
                neighbours,
                stores,
                issue,
                people(pool, identity, stores, time, secrets),
                identity.guessing(),
                secrets,
                time,
                meters);
        this.adminTokenFile = new AdminTokenFile(settings.adminTokenFile());
    }

    private People people(
            Pool pool, IdentitySettings settings, Stores stores, InstantSource time, RandomGenerator secrets) {
        GuessingSettings guessing = settings.guessing();
        var accounts = new SqlAccountStore(pool);
        var sessions = new SqlSessionStore(pool);
        var tries = new SqlLoginTries(
                pool,
                new GuessLimit(guessing.freeOfName(), guessing.first(), guessing.most()),
                new GuessLimit(guessing.freeOfAddress(), guessing.first(), guessing.most()),
                guessing.forgetAfter());
        var rule =
                new SessionRule(settings.sessions().idle(), settings.sessions().absolute());
        var issuer = settings.oidc()
                .map(oidc -> new Admit.Believed(new OidcIssuer(vertx, oidc, time), IssuerRules.of(oidc)));
        return new People(
                new Admit(stores.tokens(), sessions, accounts, rule, issuer, time),
                new LogIn(accounts, sessions, tries, hasher, rule, stores.audit(), time, secrets),
                new KeepAccounts(
                        accounts, tries, hasher, new PasswordRule(CommonPasswords.read()), stores.audit(), time));
    }

    /// Sees to it that somebody can get in: writes an administrator's token into the file of the settings when
    /// nobody manages tokens yet, or when the token in the file is not good (any more). Otherwise changes nothing.
    ///
    /// @return the file, when it now holds a good token
    public Optional<Path> firstAdministrator() {
        Optional<BearerToken> written = adminTokenFile.read();
        Optional<BearerToken> good = issue.firstAdministrator(written);
        good.filter(token -> !Optional.of(token).equals(written)).ifPresent(adminTokenFile::write);
        return good.map(_ -> adminTokenFile.path());
    }

    /// The profiles, with those that come with the program and the operator's own put in.
    ///
    /// @param own from the folder of the settings
    /// @throws SettingsProblems with everything that is wrong
    public static Profiles openProfiles(
            Pool pool,
            ProfileSettings settings,
            List<HotlineSettings> hotlines,
            List<ProfileFolder.Own> own,
            InstantSource time) {
        var store = new SqlProfileStore(pool);
        var profiles = new Profiles(store, ProfileDocument::read);
        var troubles = new StartProfiles(store, profiles, time)
                .run(
                        ShippedProfiles.texts().stream().map(AgentApi::shipped).toList(),
                        own.stream().map(AgentApi::own).toList(),
                        chosen(settings, hotlines));
        if (!troubles.isEmpty()) {
            throw new SettingsProblems(troubles.stream()
                    .map(trouble -> new SettingsProblem(trouble.key(), trouble.reason()))
                    .toList());
        }
        return profiles;
    }

    private static ProfileText shipped(String yaml) {
        return switch (ProfileDocument.read(yaml)) {
            case ProfileReading.Usable usable ->
                new ProfileText(usable.profile().version(), yaml, usable.sha256());
            case ProfileReading.Refused refused ->
                throw new IllegalStateException("a shipped profile: " + refused.problems());
        };
    }

    private static StartProfiles.Own own(ProfileFolder.Own own) {
        var text = new ProfileText(own.profile().version(), own.yaml(), own.sha256());
        return new StartProfiles.Own(ProfileFolder.KEY, own.file(), text);
    }

    private static StartProfiles.Chosen chosen(ProfileSettings settings, List<HotlineSettings> hotlines) {
        Map<String, StartProfiles.Named> ofHotline = new HashMap<>();
        for (int n = 0; n < hotlines.size(); n++) {
            var key = "hearback.hotlines[" + n + "].profile";
            var hotline = hotlines.get(n);
            hotline.profile().ifPresent(name -> ofHotline.put(hotline.number(), new StartProfiles.Named(key, name)));
        }
        return new StartProfiles.Chosen(settings.byDefault(), ofHotline);
    }

    /// The walk along the audit log, for when nothing else runs.
    public static VerifyAudit auditVerifier(Pool pool, AuditSettings audit) {
        return new VerifyAudit(new SqlAuditChain(pool), new HeadFile(audit.headFile()));
    }

    /// Returns when the port is open. Blocks: not on an event loop.
    public void start() {
        neighbours.facts().follow(OpenTickets.NAME, openTickets);
        neighbours.facts().follow(SettleSurveys.NAME, settleSurveys);
        long every = audit.headEvery().toMillis();
        var _ = headClock.scheduleWithFixedDelay(heads::runOnce, every, every, TimeUnit.MILLISECONDS);
        deployment = Optional.of(
                vertx.deployVerticle(server, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                        .await());
    }

    /// Closes the port and every stream. Blocks as above; a second stop does nothing.
    public void stop() {
        deployment.ifPresent(id -> vertx.undeploy(id).await());
        deployment = Optional.empty();
        hasher.close();
        writeLastHead();
    }

    private void writeLastHead() {
        if (headClock.isShutdown()) {
            return;
        }
        var _ = headClock.submit(heads::runOnce);
        headClock.shutdown();
        try {
            var _ = headClock.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /// A thread of the operating system: a disk that hangs would hold a carrier of the virtual ones.
    private static ScheduledExecutorService headClock() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("audit-heads").daemon().factory());
    }

    /// The port that is listened on, when the settings left the choice to the system.
    public int port() {
        return server.port();
    }
}
