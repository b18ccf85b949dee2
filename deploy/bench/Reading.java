import hearback.agent.AgentApi;
import hearback.agent.flow.Neighbours;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.ticket.IncomingCall;
import hearback.config.AuditSettings;
import hearback.config.HttpSettings;
import hearback.config.ProfileSettings;
import hearback.config.Schema;
import hearback.config.SettingsFile;
import hearback.recording.flow.Recordings;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.CallFacts;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.LineStates;
import hearback.telephony.flow.NumberReader;
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
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What reading a ticket with its clocks takes, beside one select by key in the same run.
void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    Instant now = Instant.parse("2026-03-02T02:00:00Z");
    try (var server = EmbeddedPostgres.builder().start()) {
        new Schema(server.getJdbcUrl("postgres", "postgres"), "postgres", "", Duration.ofSeconds(20)).migrate();
        Vertx vertx = Vertx.vertx();
        Pool ours = pool(vertx, server.getPort());
        Pool bare = pool(vertx, server.getPort());
        var settings = new SettingsFile(Map.of("AMI_SECRET", "invented")).parse("");
        var time = InstantSource.fixed(now.plusSeconds(3_600));
        var rules = AgentApi.openProfiles(
                ours, new ProfileSettings("telecom", Optional.empty()), List.of(), List.of(), time);
        var api = new AgentApi(
                vertx, ours, new HttpSettings("127.0.0.1", 0, 1 << 20, 1 << 20, state.resolve("token")),
                new AuditSettings(state.resolve("heads"), Duration.ofSeconds(5)), settings.identity(), settings.callbacks(),
                new Neighbours(
                        none(CallFacts.class), none(Calls.class), none(Callbacks.class), none(Board.class),
                        none(LineStates.class), none(NumberReader.class), none(Recordings.class)),
                rules, time, new SecureRandom(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        api.start();
        api.firstAdministrator();
        String token = Files.readString(state.resolve("token")).strip();
        int bareServer = vertx.createHttpServer()
                .requestHandler(request -> bare.preparedQuery("select * from agent.ticket where id = $1")
                        .execute(Tuple.of(UUID.fromString(request.path().substring(1))))
                        .onSuccess(rows -> request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(JsonObject.mapFrom(Map.of("number", rows.iterator().next().getInteger("serial"))).encode()))
                        .onFailure(e -> request.response().setStatusCode(500).end()))
                .listen(0, "127.0.0.1").await().actualPort();
        var store = new SqlTicketStore(ours, rules);
        var numbers = new ArrayList<String>();
        var ids = new ArrayList<String>();
        for (int n = 0; n < 1_000; n++) {
            var ticket = store.link(new IncomingCall(
                    new CallId("bench-1795313984." + n), "4001", new PhoneNumber.Known("+861380%07d".formatted(n)), now)).ticket();
            numbers.add("/api/v1/tickets/" + ticket.opening().number().text() + "/clocks");
            ids.add("/" + ticket.id().value());
        }
        ours.query("analyze").execute().await();
        Path ofOurs = script(state.resolve("ours.lua"), numbers, token);
        Path ofBare = script(state.resolve("bare.lua"), ids, token);
        wrk(api.port(), ofOurs, 12);
        wrk(bareServer, ofBare, 5);
        var read = new ArrayList<Double>();
        var selected = new ArrayList<Double>();
        for (int turn = 0; turn < 3; turn++) {
            selected.add(wrk(bareServer, ofBare, seconds));
            read.add(wrk(api.port(), ofOurs, seconds));
            IO.println("turn %d: bare selects %.0f/s, tickets with their clocks %.0f/s".formatted(
                    turn + 1, selected.getLast(), read.getLast()));
        }
        double share = median(read) / median(selected);
        boolean holds = share >= 0.6;
        IO.println("%s tickets with their clocks are read at least 60 %% as fast as a bare select by key is answered: %.0f %%"
                .formatted(holds ? "PASS" : "FAIL", 100 * share));
        api.stop();
        vertx.close().await();
        System.exit(holds ? 0 : 1);
    }
}

Pool pool(Vertx vertx, int port) {
    return PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(16))
            .connectingTo(new PgConnectOptions()
                    .setHost("127.0.0.1").setPort(port).setDatabase("postgres").setUser("postgres")
                    .setCachePreparedStatements(true))
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

Path script(Path file, List<String> paths, String token) throws IOException {
    return Files.writeString(file, paths.stream().map(path -> '"' + path + '"').collect(Collectors.joining(
            ",\n", "local paths = {\n", "}\nlocal n = 0\nrequest = function()\n  n = n % #paths + 1\n"
                    + "  return wrk.format(\"GET\", paths[n], {[\"Authorization\"] = \"Bearer " + token + "\"})\nend\n"
                    + "done = function(summary)\n  local e = summary.errors\n"
                    + "  print(\"errors: \" .. (e.connect + e.read + e.write + e.status + e.timeout))\nend\n")));
}

/// @throws IOException when one answer was not 200
double wrk(int port, Path script, int seconds) throws IOException, InterruptedException {
    var process = new ProcessBuilder("wrk", "-t", "1", "-c", "64", "-d", seconds + "s", "-s", script.toString(),
            "http://127.0.0.1:" + port).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var rate = Pattern.compile("Requests/sec: +([0-9.]+)").matcher(said);
    if (process.waitFor() != 0 || !rate.find() || !said.contains("errors: 0")) {
        throw new IOException("wrk: " + said);
    }
    return Double.parseDouble(rate.group(1));
}

double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
}
