import hearback.config.Schema;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// What the service logs goes into a file, as it would; what is found out goes here.
final PrintStream TOLD = System.out;

final Map<String, List<Double>> RATES = new LinkedHashMap<>();

/// How fast callbacks are rung, beside well-known engines in the same run.
void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments[0]);
    int due = Integer.parseInt(arguments[2]);
    int future = Integer.parseInt(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    System.setOut(new PrintStream(Files.newOutputStream(state.resolve("log")), false));
    try (var server = EmbeddedPostgres.builder()
            .setDataDirectory(state.resolve("data"))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "4GB")
            .setServerConfig("max_wal_size", "8GB")
            .start()) {
        Vertx vertx = Vertx.vertx();
        Pool pool = pool(vertx, server, "ours");
        Pool large = pool(vertx, server, "large");
        var ours = new Ringing(pool);
        var peers = new Peers(pool, server.getJdbcUrl("postgres", "ours"),
                "postgres://postgres@127.0.0.1:" + server.getPort() + "/ours", Path.of(arguments[1]));
        peers.create();
        // Java's compiler is done with most of it after some 40 seconds on two processors.
        for (int warm = 0; warm < 3; warm++) {
            ours.empty();
            ours.plan(due, "now() - interval '1 ms' * (random() * 1000000)");
            ours.ring(due, 1_000_000, 5_000);
        }
        peers.dbScheduler(due / 4);
        peers.graphile(due / 4);
        peers.bare(due, 500, 1);
        long postmaster = postmaster(pool);
        for (int round = 0; round < rounds; round++) {
            checkpoint(pool);
            note("db-scheduler", used("db-scheduler", due, postmaster, () -> peers.dbScheduler(due)));
            checkpoint(pool);
            note("ours", ours(ours, due, postmaster));
            checkpoint(pool);
            note("Graphile Worker", used("Graphile Worker", due, postmaster, () -> peers.graphile(due)));
            checkpoint(pool);
            note("bare claim of 100", used("bare claim of 100", due, postmaster, () -> peers.bare(due, 100, 1)));
            checkpoint(pool);
            note("bare claim of 500", used("bare claim of 500", due, postmaster, () -> peers.bare(due, 500, 1)));
            checkpoint(pool);
            note("bare claim of 500, two claimers", used("bare claim of 500, two claimers", due, postmaster, () -> peers.bare(due, 500, 2)));
        }
        tell();
        boolean holds = verdict("at least three times db-scheduler", "ours", "db-scheduler", 3);
        holds &= verdict("at least half of the bare claim", "ours", "bare claim of 500", 0.5);
        holds &= verdict("for the sake of comparison: as fast as Graphile Worker", "ours", "Graphile Worker", 1) || true;
        holds &= lateness(ours);
        holds &= among(future, new Ringing(large), ours, due, Math.min(rounds, 3), postmaster);
        vertx.close().await();
        System.exit(holds ? 0 : 1);
    }
}

Pool pool(Vertx vertx, EmbeddedPostgres server, String database) throws Exception {
    try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
        statement.execute("create database " + database);
    }
    new Schema(server.getJdbcUrl("postgres", database), "postgres", "", Duration.ofSeconds(20)).migrate();
    return PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(16))
            .connectingTo(new PgConnectOptions()
                    .setHost("127.0.0.1").setPort(server.getPort()).setDatabase(database).setUser("postgres")
                    .setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(8_192))
            .using(vertx)
            .build();
}

/// The parent of whoever serves a connection.
long postmaster(Pool pool) {
    int backend = pool.query("select pg_backend_pid()").execute().await().iterator().next().getInteger(0);
    return ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow().pid();
}

void checkpoint(Pool pool) {
    pool.query("checkpoint").execute().await();
}

/// @return whole cycles a second
double ours(Ringing ours, int due, long postmaster) throws Exception {
    ours.empty();
    ours.plan(due, "now() - interval '1 ms' * (random() * 1000000)");
    checkpoint(ours.pool());
    double rate = rung(ours, due, postmaster);
    long[] kept = ours.kept();
    if (kept[0] != due || kept[1] != 0 || kept[2] != due) {
        throw new IllegalStateException("of %d: settled %d, live %d, decided %d".formatted(due, kept[0], kept[1], kept[2]));
    }
    return rate;
}

double rung(Ringing ours, int due, long postmaster) throws Exception {
    return used("ours", due, postmaster, () -> {
        long from = System.nanoTime();
        ours.ring(due, 1_000_000, 5_000);
        return due * 1e9 / (System.nanoTime() - from);
    });
}

/// Says what processor time each took: beside other work on the machine it says more than the rate.
double used(String what, int count, long postmaster, Callable<Double> work) throws Exception {
    Processors before = Processors.now(postmaster);
    double rate = work.call();
    Processors used = Processors.now(postmaster).since(before);
    TOLD.printf("  each of %s took PostgreSQL %.0f us, Java %.0f us, node %.0f us; load %s%n", what, used.postgres() * 1e6 / count,
            used.java() * 1e6 / count, used.waitedFor() * 1e6 / count,
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    return rate;
}

/// 1,000 fall due each second for 20 seconds while nothing else is done.
boolean lateness(Ringing ours) throws Exception {
    int count = 20_000;
    ours.empty();
    ours.plan(count, "now() + interval '20 s' + interval '1 ms' * i");
    var due = ours.dueTimes();
    var dialled = ours.ring(count, 5_000, 10_000);
    double[] late = dialled.entrySet().stream()
            .mapToDouble(one -> Duration.between(due.get(one.getKey()), one.getValue()).toNanos() / 1e6).sorted().toArray();
    double p99 = late[late.length * 99 / 100];
    TOLD.printf("lateness at 1,000 due a second: median %.1f ms, 99 of 100 %.1f ms, the latest %.1f ms, none sooner than %.1f ms%n",
            late[late.length / 2], p99, late[late.length - 1], late[0]);
    return said("99 of 100 within 20 ms of their time, none before: %.1f ms".formatted(p99), p99 <= 20 && late[0] >= 0);
}

/// The same number due among many that are not, in a database of their own, turn by turn with the one that has no others.
boolean among(int future, Ringing large, Ringing ours, int due, int rounds, long postmaster) throws Exception {
    long from = System.nanoTime();
    for (int left = future; left > 0; left -= 1_000_000) {
        large.insert(Math.min(left, 1_000_000), "now() + interval '1 day' + interval '1 s' * (random() * 5000000)");
    }
    large.vacuum();
    TOLD.printf("%d future plans were there after %d s%n", future, (System.nanoTime() - from) / 1_000_000_000);
    for (int round = 0; round <= rounds; round++) {
        double alone = ours(ours, due, postmaster);
        large.plan(due, "now() - interval '1 ms' * (random() * 1000000)");
        checkpoint(large.pool());
        double rate = rung(large, due, postmaster);
        if (round > 0) {
            note("ours, again", alone);
            note("among future plans", rate);
        }
    }
    return verdict("among %d future plans at least 90 %%".formatted(future), "among future plans", "ours, again", 0.9);
}

void note(String what, double rate) throws IOException {
    RATES.computeIfAbsent(what, _ -> new ArrayList<>()).add(rate);
    TOLD.printf("%s: %.0f/s%n", what, rate);
}

void tell() {
    RATES.forEach((what, rates) -> TOLD.printf("%s: median %.0f/s of %s%n", what, median(rates),
            rates.stream().map("%.0f"::formatted).toList()));
}

/// By the median of the rounds' shares.
boolean verdict(String what, String one, String other, double least) {
    var shares = new ArrayList<Double>();
    for (int round = 0; round < RATES.get(one).size(); round++) {
        shares.add(RATES.get(one).get(round) / RATES.get(other).get(round));
    }
    return said("%s: %.2f (worst round %.2f)".formatted(
            what, median(shares), shares.stream().mapToDouble(Double::doubleValue).min().orElseThrow()), median(shares) >= least);
}

boolean said(String what, boolean holds) {
    TOLD.println((holds ? "PASS " : "FAIL ") + what);
    return holds;
}

double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
}
