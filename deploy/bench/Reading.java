import hearback.agent.AgentApi;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.Profiles;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.ticket.IncomingCall;
import hearback.config.AuditSettings;
import hearback.config.HttpSettings;
import hearback.config.ProfileSettings;
import hearback.config.Schema;
import hearback.config.Settings;
import hearback.config.SettingsFile;
import hearback.recording.flow.Recordings;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.CallFacts;
import hearback.telephony.flow.CallbackHolds;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.LineStates;
import hearback.telephony.flow.NumberReader;
import hearback.telephony.flow.Previews;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

static final int ROUNDS = 5;
/// A round of which other machines took more than this share is played again, a few times.
static final double MOST_STOLEN = 0.05;
static final int MOST_REPEATS = 3;
static final int WARM_UPS = 4;
/// Tickets that are read again and again.
static final int KNOWN = 1_000;
/// Tickets that are read for the first time: more a second than can be read.
static final int NEW_A_SECOND = 30_000;
static final Instant OPENED = Instant.parse("2026-03-02T02:00:00Z");

/// What reading a ticket with its clocks takes, beside one select by key in the same run.
void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    int shortly = Math.clamp(seconds / 2, 1, 3);
    try (var server = EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
        new Schema(server.getJdbcUrl("postgres", "postgres"), "postgres", "", Duration.ofSeconds(20)).migrate();
        Vertx vertx = Vertx.vertx();
        Pool ours = pool(vertx, server.getPort());
        Pool bare = pool(vertx, server.getPort());
        long postmaster = ours.query("select pg_backend_pid()").execute()
                .map(rows -> ProcessHandle.of(rows.iterator().next().getInteger(0)).orElseThrow().parent().orElseThrow().pid())
                .await();
        var settings = new SettingsFile(Map.of("AMI_SECRET", "invented")).parse("");
        // The tickets are an hour old when it begins, and grow older.
        Instant begun = Instant.now();
        InstantSource time = () -> OPENED.plusSeconds(3_600).plus(Duration.between(begun, Instant.now()));
        var rules = AgentApi.openProfiles(
                ours, new ProfileSettings("telecom", Optional.empty()), List.of(), List.of(), time);
        int bareServer = vertx.createHttpServer()
                .requestHandler(request -> bare.preparedQuery("select * from agent.ticket where id = $1")
                        .execute(Tuple.of(UUID.fromString(request.path().substring(1))))
                        .onSuccess(rows -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(JsonObject.mapFrom(Map.of("number", rows.iterator().next().getInteger("serial"))).encode()))
                        .onFailure(e -> request.response().setStatusCode(500).end()))
                .listen(0, "127.0.0.1").await().actualPort();
        var opened = opened(new SqlTicketStore(ours, rules), KNOWN + NEW_A_SECOND * shortly);
        ours.query("vacuum analyze").execute().await();
        var api = desk(vertx, ours, state, settings, rules, time);
        api.firstAdministrator();
        String token = Files.readString(state.resolve("token")).strip();
        var known = new Wrk(state.resolve("known.lua"), opened.paths().subList(0, KNOWN), token);
        var never = new Wrk(state.resolve("never.lua"), opened.paths().subList(KNOWN, opened.paths().size()), token);
        var selects = new Wrk(state.resolve("bare.lua"), opened.keys().subList(0, KNOWN), token);
        known.ask(api.port(), 12);
        selects.ask(bareServer, 5);
        // Reading a ticket for the first time is more code, which is compiled while the processors are busy.
        for (int warm = 0; warm < WARM_UPS; warm++) {
            var fresh = desk(vertx, ours, state, settings, rules, time);
            never.ask(fresh.port(), shortly + 4);
            Thread.sleep(500);
            fresh.stop();
        }
        var shares = new ArrayList<Double>();
        var sharesOfNew = new ArrayList<Double>();
        int repeats = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            var before = Processors.now(postmaster);
            var selected = measured("bare selects", () -> selects.ask(bareServer, seconds), postmaster);
            var read = measured("tickets again", () -> known.ask(api.port(), seconds), postmaster);
            // One that has read nothing yet.
            var fresh = desk(vertx, ours, state, settings, rules, time);
            var first = measured("tickets first", () -> never.ask(fresh.port(), shortly), postmaster);
            // What wrk did not wait for is answered meanwhile.
            Thread.sleep(500);
            fresh.stop();
            var took = Processors.now(postmaster).since(before);
            if (first.count() > opened.paths().size() - KNOWN) {
                throw new IllegalStateException("some tickets were read twice: " + first.count());
            }
            if (took.stolen() > MOST_STOLEN * took.all() && repeats++ < MOST_REPEATS) {
                IO.println("round %d again: %.0f %% was taken by other machines".formatted(round, 100 * took.stolen() / took.all()));
                round--;
                continue;
            }
            shares.add(read.rate() / selected.rate());
            sharesOfNew.add(first.rate() / selected.rate());
            IO.println("round %d: tickets again %.0f %%, tickets first %.0f %% of bare selects; load %s".formatted(
                    round, 100 * shares.getLast(), 100 * sharesOfNew.getLast(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
        }
        boolean holds = median(shares) >= 0.6;
        IO.println("%s tickets with their clocks are read at least 60 %% as fast as a bare select by key is answered: %s; "
                .formatted(holds ? "PASS" : "FAIL", told(shares)) + "each for the first time: " + told(sharesOfNew));
        api.stop();
        vertx.close().await();
        System.exit(holds ? 0 : 1);
    }
}

interface Asking {
    Wrk.Answers now() throws Exception;
}

Wrk.Answers measured(String what, Asking asking, long postmaster) throws Exception {
    var before = Processors.now(postmaster);
    var answers = asking.now();
    var took = Processors.now(postmaster).since(before);
    IO.println("  %s %.0f/s, 99 of 100 within %.1f ms; %s each".formatted(
            what, answers.rate(), answers.late(), took.perAnswer(answers.count())));
    return answers;
}

AgentApi desk(Vertx vertx, Pool pool, Path state, Settings settings, Profiles rules, InstantSource time) {
    var api = new AgentApi(
            vertx, pool, new HttpSettings("127.0.0.1", 0, 1 << 20, 1 << 20, state.resolve("token")),
            new AuditSettings(state.resolve("heads"), Duration.ofSeconds(5)), settings.identity(), settings.callbacks(),
            new Neighbours(
                    none(CallFacts.class), none(Calls.class), none(Callbacks.class), none(CallbackHolds.class),
                    none(Previews.class), none(Dispatch.class), none(Board.class),
                    none(LineStates.class), none(NumberReader.class), none(Recordings.class)),
            rules, time, new SecureRandom(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    api.start();
    return api;
}

/// @param paths of their clocks, in the order of
/// @param keys with which a bare select finds them
record Opened(List<String> paths, List<String> keys) {}

Opened opened(SqlTicketStore store, int tickets) throws InterruptedException {
    var paths = new String[tickets];
    var keys = new String[tickets];
    var last = new AtomicInteger();
    var writers = new ArrayList<Thread>();
    for (int writer = 0; writer < 64; writer++) {
        writers.add(Thread.startVirtualThread(() -> {
            for (int n = last.getAndIncrement(); n < tickets; n = last.getAndIncrement()) {
                var ticket = store.link(new IncomingCall(
                        new CallId("bench-1795313984." + n), "4001", new PhoneNumber.Known("+861380%07d".formatted(n)),
                        OPENED)).ticket();
                paths[n] = "/api/v1/tickets/" + ticket.opening().number().text() + "/clocks";
                keys[n] = "/" + ticket.id().value();
            }
        }));
    }
    for (Thread writer : writers) {
        writer.join();
    }
    return new Opened(List.of(paths), List.of(keys));
}

Pool pool(Vertx vertx, int port) {
    return PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(16))
            .connectingTo(new PgConnectOptions()
                    .setHost("127.0.0.1").setPort(port).setDatabase("postgres").setUser("postgres")
                    .setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(8_192))
            .using(vertx)
            .build();
}

/// Another module that knows nothing.
<T> T none(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
        Class<?> answer = method.getReturnType();
        return answer == List.class ? List.of()
                : answer == Map.class ? Map.of()
                : answer == Optional.class ? Optional.empty()
                : answer == boolean.class ? (Object) false
                : answer == int.class ? (Object) 0
                : null;
    }));
}

String told(List<Double> shares) {
    return "%.0f %% (worst round %.0f %%)".formatted(
            100 * median(shares), 100 * shares.stream().mapToDouble(Double::doubleValue).min().orElseThrow());
}

double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
}
