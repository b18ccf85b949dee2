package hearback.agent.http;

import hearback.agent.flow.AskCallback;
import hearback.agent.flow.CatchUpCallbacks;
import hearback.agent.flow.ChangeProfiles;
import hearback.agent.flow.CompareTickets;
import hearback.agent.flow.CountTickets;
import hearback.agent.flow.FindAlike;
import hearback.agent.flow.HandOnUnreachable;
import hearback.agent.flow.IssueToken;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.People;
import hearback.agent.flow.Stores;
import hearback.agent.flow.TellWebhooks;
import hearback.agent.flow.TicketStore;
import hearback.agent.flow.TryProfile;
import hearback.agent.flow.WatchChanges;
import hearback.agent.flow.WatchClocks;
import hearback.agent.flow.WorkOnTickets;
import hearback.config.GuessingSettings;
import hearback.config.HttpSettings;
import hearback.telephony.callback.CallbackPlan;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the contract, the stream, the page and what machines watch, on a virtual-thread context: handlers are
/// straight-line code and wait where they must.
public final class ApiServer implements Deployable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    /// A change is on the screen within a second.
    private static final long LOOK_MILLIS = 1_000;
    /// Nodes agree within a second on which profile a hotline goes by.
    private static final long AGREE_MILLIS = 500;
    /// A revoked token's streams are closed within 5 s (faults.md 3.5, API2).
    private static final long TOKEN_MILLIS = 2_000;
    /// Streams are pinged more often than idle connections are cut.
    private static final long PING_MILLIS = 20_000;
    /// What is long over is forgotten; nothing waits for it.
    private static final long FORGET_MILLIS = 600_000;
    private static final int IDLE_SECONDS = 75;

    private final HttpSettings settings;
    private final ZoneId zone;
    private final Neighbours neighbours;
    private final Stores stores;
    private final IssueToken issue;
    private final People people;
    private final GuessingSettings guessing;
    private final RandomGenerator secrets;
    private final HttpWebhookSender sender = new HttpWebhookSender();
    private final InstantSource time;
    private final MeterRegistry meters;
    private volatile int port;

    /// @param zone the hotline's, in which the page shows times
    /// @param secrets what webhooks are signed with is drawn from it: must be cryptographically strong
    public ApiServer(
            HttpSettings settings,
            ZoneId zone,
            Neighbours neighbours,
            Stores stores,
            IssueToken issue,
            People people,
            GuessingSettings guessing,
            RandomGenerator secrets,
            InstantSource time,
            MeterRegistry meters) {
        this.settings = settings;
        this.zone = zone;
        this.neighbours = neighbours;
        this.stores = stores;
        this.issue = issue;
        this.people = people;
        this.guessing = guessing;
        this.secrets = secrets;
        this.time = time;
        this.meters = meters;
    }

    /// The port that is listened on; 0 before the start.
    public int port() {
        return port;
    }

    @Override
    public Future<?> deploy(Context context) {
        Vertx vertx = context.owner();
        Tokens tokens = new Tokens(people.admit());
        Stream stream = new Stream(context, this::ticketOf);
        StreamDoor door = new StreamDoor(
                vertx, tokens, stream, new Snapshot(neighbours, stores.tickets(), zone), settings.streamBacklog());
        StreamMeters.register(meters, stream);
        neighbours.board().watch(stream);
        WatchChanges watch = new WatchChanges(
                stores.tickets(), neighbours.callbacks(), neighbours.recordings(), neighbours.lines(), stream);
        every(vertx, LOOK_MILLIS, "live view", watch::runOnce);
        every(vertx, LOOK_MILLIS, "telling of webhooks", new TellWebhooks(stores.webhooks(), sender, time)::runOnce);
        every(vertx, AGREE_MILLIS, "reading of profiles", stores.rules()::runOnce);
        every(vertx, LOOK_MILLIS, "watch of clocks", new WatchClocks(stores.tickets(), stores.rules(), time)::runOnce);
        every(
                vertx,
                LOOK_MILLIS,
                "comparing of tickets",
                new CompareTickets(stores.tickets(), stores.likenesses(), stores.rules(), time)::runOnce);
        CatchUpCallbacks catchUp = catchUp();
        every(vertx, LOOK_MILLIS, "catching up of callbacks", catchUp::runOnce);
        every(
                vertx,
                LOOK_MILLIS,
                "handing on",
                new HandOnUnreachable(neighbours.callbacks(), work(catchUp), stores.unreached())::runOnce);
        every(vertx, TOKEN_MILLIS, "ending of streams", door::dropRevoked);
        every(vertx, FORGET_MILLIS, "forgetting of logins", () -> people.logIn().forget(guessing.forgetAfter()));
        vertx.setPeriodic(PING_MILLIS, _ -> stream.clients().forEach(StreamClient::ping));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(Tokens.MOST_HEADERS)
                .setInitialSettings(new Http2Settings().setMaxHeaderListSize(Tokens.MOST_HEADERS))
                .setMaxWebSocketFrameSize(StreamDoor.LARGEST_FRAME)
                .setMaxWebSocketMessageSize(StreamDoor.LARGEST_FRAME));
        return server.webSocketHandshakeHandler(door::knock)
                .webSocketHandler(door::enter)
                .requestHandler(router(vertx, tokens))
                .listen(settings.port(), settings.host())
                .onSuccess(listening -> port = listening.actualPort());
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
        sender.close();
        return Deployable.super.undeploy(context);
    }

    private Router router(Vertx vertx, Tokens tokens) {
        Contract contract = Contract.load(vertx, stores.audit(), time);
        Router router = Router.router(vertx);
        router.route().handler(ApiServer::secure).failureHandler(Problems::answer);
        router.errorHandler(404, Problems::answer);
        router.errorHandler(405, Problems::answer);
        router.errorHandler(400, Problems::answer);
        Page.mount(router);
        new HealthRoutes(stores.health(), stores.trail().heads(), neighbours.lines(), neighbours.board(), meters)
                .mount(router, tokens);
        router.get(StreamDoor.PATH).handler(_ -> {
            throw Problems.upgradeRequired();
        });
        String api = Contract.MOUNT + "/*";
        router.post(Contract.MOUNT + CallbackImport.PATH).handler(new BodyLimit(CallbackImport.MOST_BYTES));
        router.route(api).handler(new BodyLimit(settings.bodyLimit())).failureHandler(Problems::answer);
        router.route(api).handler(context -> {
            String path = context.normalizedPath().substring(Contract.MOUNT.length());
            if (!path.equals("/" + Contract.FILE)) {
                context.response().putHeader("Cache-Control", "no-store");
            }
            if (contract.needsNoToken(context.request().method(), path)) {
                context.next();
            } else {
                tokens.require(context);
            }
        });
        LoginRoutes login = new LoginRoutes(people, new ClientAddress(guessing.trustedProxies()));
        router.route(api).subRouter(contract.router(routes(contract, login), login.open()));
        router.route(api).handler(context -> notServed(context, contract));
        return router;
    }

    private Map<String, Contract.Route> routes(Contract contract, LoginRoutes login) {
        Map<String, Contract.Route> routes = new HashMap<>(login.routes());
        CallbackWishes wishes = new CallbackWishes(
                new AskCallback(
                        neighbours.callbacks(),
                        stores.tickets(),
                        stores.asked(),
                        neighbours.numbers(),
                        stores.rules(),
                        time),
                stores.audit(),
                time);
        routes.putAll(new CallRoutes(
                        neighbours.calls(),
                        neighbours.callbacks(),
                        neighbours.recordings(),
                        stores.tickets(),
                        neighbours.lines())
                .routes());
        AlikeRoutes alike = new AlikeRoutes(
                stores.tickets(), new FindAlike(stores.tickets(), stores.likenesses(), stores.rules()), time);
        routes.putAll(alike.routes());
        routes.putAll(new TicketRoutes(stores.tickets(), alike, stores.rules(), neighbours, time).routes());
        routes.putAll(new TicketWorkRoutes(
                        stores.tickets(), work(catchUp()), stores.rules(), neighbours, stores.audit(), time)
                .routes());
        routes.putAll(new RecordingRoutes(neighbours, stores.tickets(), stores.audit(), time).routes());
        UnreachedRoutes unreached =
                new UnreachedRoutes(neighbours.callbacks(), stores.unreached(), stores.audit(), time);
        routes.putAll(unreached.routes());
        routes.putAll(
                new CallbackRoutes(neighbours, stores.tickets(), wishes, unreached, stores.audit(), time).routes());
        routes.putAll(new CallbackImport(contract, wishes).routes());
        routes.putAll(new HoldRoutes(neighbours.holds(), neighbours.numbers(), stores.audit(), time).routes());
        routes.putAll(
                new PreviewRoutes(neighbours.previews(), neighbours.callbacks(), stores.tickets(), stores.audit(), time)
                        .routes());
        routes.putAll(new DispatchRoutes(neighbours.dispatch()).routes());
        routes.putAll(new BoardRoutes(neighbours.board(), neighbours.lines()).routes());
        routes.putAll(new AuditRoutes(stores.trail(), stores.audit(), time).routes());
        routes.putAll(new TryProfileRoutes(
                        new TryProfile(stores.tickets(), stores.rules(), SplittableRandom::new), stores.rules(), time)
                .routes());
        routes.putAll(new ProfileRoutes(
                        stores.rules(),
                        new ChangeProfiles(stores.profiles(), stores.rules(), stores.audit(), time),
                        time)
                .routes());
        routes.putAll(new WebhookRoutes(stores.webhooks(), stores.audit(), time, secrets).routes());
        routes.putAll(new FigureRoutes(new CountTickets(stores.tickets(), stores.rules()), time).routes());
        routes.putAll(new AccountRoutes(people.accounts()).routes());
        routes.putAll(new TokenRoutes(issue, stores.audit(), time).routes());
        return routes;
    }

    private CatchUpCallbacks catchUp() {
        return new CatchUpCallbacks(
                stores.tickets(), neighbours.callbacks(), neighbours.numbers(), stores.rules(), time);
    }

    private WorkOnTickets work(CatchUpCallbacks catchUp) {
        return new WorkOnTickets(stores.tickets(), stores.rules(), catchUp::atOnce, time);
    }

    private Optional<TicketStore.Named> ticketOf(CallbackPlan plan) {
        return CallbackRoutes.nameOf(plan, CallbackRoutes.namesOf(stores.tickets(), List.of(plan)));
    }

    private static void notServed(RoutingContext context, Contract contract) {
        Optional<String> allowed = contract.allowed(context.normalizedPath().substring(Contract.MOUNT.length()));
        allowed.ifPresent(methods -> context.response().putHeader("Allow", methods));
        context.fail(allowed.isPresent() ? 405 : 404);
    }

    private static void secure(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", Page.POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        context.next();
    }

    /// One run at a time; a failed one is tried again at the next turn.
    private static void every(Vertx vertx, long millis, String what, Loop loop) {
        AtomicBoolean isRunning = new AtomicBoolean();
        vertx.setPeriodic(millis, _ -> {
            if (isRunning.compareAndSet(false, true)) {
                try {
                    loop.runOnce();
                } catch (RuntimeException e) {
                    LOG.warn("{} stands still reason={}", what, e.toString());
                } finally {
                    isRunning.set(false);
                }
            }
        });
    }

    private interface Loop {
        int runOnce();
    }
}
