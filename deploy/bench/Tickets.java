import hearback.agent.flow.KnownProfiles;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.ticket.IncomingCall;
import hearback.config.Schema;
import hearback.config.ShippedProfiles;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/// What opening a ticket and watching its clocks takes, beside something well known in the same run.
void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    int clocks = Integer.parseInt(arguments[2]);
    int writers = 64;
    try (var server = EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "150")
            .start()) {
        new Schema(server.getJdbcUrl("postgres", "postgres"), "postgres", "", Duration.ofSeconds(20)).migrate();
        Vertx vertx = Vertx.vertx();
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(16))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1").setPort(server.getPort()).setDatabase("postgres").setUser("postgres")
                        .setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(8_192))
                .using(vertx)
                .build();
        var rules = new KnownProfiles(List.of(ShippedProfiles.read("telecom")), Map.of());
        var store = new SqlTicketStore(pool, rules);
        pool.query("create table single_row (id bigint generated always as identity primary key, body text not null)")
                .execute().await();
        Path insert = Files.writeString(state.resolve("insert.sql"),
                "insert into single_row (body) values ('a complaint of some forty characters, say');\n");
        // Both warm: Java's compiler is done with most of it after some 40 seconds on two processors.
        pgbench(server.getPort(), insert, writers, 3);
        open(store, writers, 45);
        // As autovacuum does within a minute; until then plans are those of an empty table.
        pool.query("analyze").execute().await();
        long postmaster = postmaster(pool);
        var shares = new ArrayList<Double>();
        var slowest = new ArrayList<Double>();
        for (int turn = 0; turn < 5; turn++) {
            Processors before = Processors.now(postmaster);
            Done single = pgbench(server.getPort(), insert, writers, seconds);
            Processors between = Processors.now(postmaster);
            Done opened = open(store, writers, seconds);
            Processors after = Processors.now(postmaster);
            shares.add(opened.rate() / single.rate());
            slowest.add(opened.p99());
            double each = 1e6 / (opened.rate() * seconds);
            IO.println(("turn %d: single-row inserts %.0f/s (%.0f us of PostgreSQL each), p50 %.1f ms, p99 %.1f ms; tickets %.0f/s (%.0f us of PostgreSQL, "
                            + "%.0f of Java each), %.0f %%, p50 %.1f ms, p99 %.1f ms").formatted(
                    turn + 1, single.rate(), between.since(before).postgres() * 1e6 / (single.rate() * seconds), single.p50(),
                    single.p99(), opened.rate(),
                    after.since(between).postgres() * each, after.since(between).java() * each, 100 * shares.getLast(),
                    opened.p50(), opened.p99()));
        }
        double share = median(shares);
        double p99 = median(slowest);
        boolean opens = verdict("tickets opened at least half as fast as single rows are inserted: %.0f %% (worst turn %.0f %%)"
                .formatted(100 * share, 100 * shares.stream().mapToDouble(Double::doubleValue).min().orElseThrow()), share >= 0.5);
        boolean soon = verdict("99 of 100 opened within 20 ms: %.1f ms (worst turn %.1f ms)".formatted(
                p99, slowest.stream().mapToDouble(Double::doubleValue).max().orElseThrow()), p99 <= 20);
        boolean sweeps = sweep(pool, store, clocks);
        vertx.close().await();
        System.exit(opens && soon && sweeps ? 0 : 1);
    }
}

/// The parent of whoever serves a connection.
long postmaster(Pool pool) throws IOException {
    int backend = pool.query("select pg_backend_pid()").execute().await().iterator().next().getInteger(0);
    return ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow().pid();
}

/// @param rate a second
/// @param p50 in milliseconds, as p99
record Done(double rate, double p50, double p99) {
    static Done of(LongStream nanoseconds, int seconds) {
        long[] sorted = nanoseconds.sorted().toArray();
        return new Done(sorted.length / (double) seconds, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }
}

final AtomicInteger LAST = new AtomicInteger();

/// Every writer opens one ticket after the other, each of another customer who calls at another instant.
Done open(SqlTicketStore store, int writers, int seconds) throws InterruptedException {
    var took = new ConcurrentLinkedQueue<Long>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Instant at = Instant.parse("2026-03-02T02:00:00Z");
    var threads = new ArrayList<Thread>();
    for (int writer = 0; writer < writers; writer++) {
        threads.add(Thread.startVirtualThread(() -> {
            while (System.nanoTime() < end) {
                int n = LAST.incrementAndGet();
                var call = new IncomingCall(
                        new CallId("bench-1795313984." + n), "4001",
                        new PhoneNumber.Known("+861380%07d".formatted(n)), at.plusMillis(n));
                long from = System.nanoTime();
                store.link(call);
                took.add(System.nanoTime() - from);
            }
        }));
    }
    for (Thread thread : threads) {
        thread.join();
    }
    return Done.of(took.stream().mapToLong(Long::longValue), seconds);
}

/// Its log names each transaction: client, number, microseconds.
Done pgbench(int port, Path script, int clients, int seconds) throws IOException, InterruptedException {
    Path log = Files.createTempDirectory(script.getParent(), "pgbench");
    var process = new ProcessBuilder("pgbench", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "postgres", "-n", "-M",
            "prepared", "-c", String.valueOf(clients), "-j", "2", "-T", String.valueOf(seconds), "-l", "--log-prefix",
            log.resolve("each").toString(), "-f", script.toString(), "postgres")
            .redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
        throw new IOException("pgbench: " + said);
    }
    var took = LongStream.builder();
    try (var files = Files.newDirectoryStream(log)) {
        for (Path file : files) {
            try (var lines = Files.lines(file)) {
                lines.forEach(line -> took.add(1_000 * Long.parseLong(line.split(" ")[2])));
            }
        }
    }
    return Done.of(took.build(), seconds);
}

/// Each of an open ticket, with some second of the year to come at which somebody must be told of it; 1,000 are due.
boolean sweep(Pool pool, SqlTicketStore store, int clocks) {
    Instant now = Instant.parse("2026-03-03T02:00:00Z");
    pool.query("update agent.ticket set next_at = null").execute().await();
    pool.query("""
            insert into agent.ticket (id, day, serial, hotline, opened_at, changed_at, next_at)
            select md5(i::text)::uuid, date '2025-01-01', i + 1, '4001', timestamptz '2025-01-01 00:00Z', now(), timestamptz '2026-03-03 02:00Z'
                + case when i %% %d = 0 then -1 else 1 end * make_interval(secs => 1 + hashint4(i)::bigint %% 15000000 + 15000000)
            from generate_series(0, %d) i
            """.formatted(Math.max(1, clocks / 1_000), clocks - 1)).execute().await();
    pool.query("vacuum analyze agent.ticket").execute().await();
    long open = pool.query("select count(*) from agent.ticket where next_at is not null").execute().await().iterator().next().getLong(0);
    long due = pool.query("select count(*) from agent.ticket where next_at <= '2026-03-03 02:00Z'")
            .execute().await().iterator().next().getLong(0);
    var took = new ArrayList<Double>();
    int found = 0;
    for (int i = 0; i < 220; i++) {
        long from = System.nanoTime();
        found = store.due(now, 1_000).size();
        if (i >= 20) {
            took.add((System.nanoTime() - from) / 1e6);
        }
    }
    double[] sorted = took.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    IO.println("sweep: %d open clocks, %d due, %d tickets found in %.1f ms (median), %.1f ms (99 of 100)".formatted(
            open, due, found, sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]));
    return verdict("the due ones among %d open clocks are found within 50 ms: %.1f ms".formatted(open, sorted[sorted.length * 99 / 100]),
            found >= 900 && sorted[sorted.length * 99 / 100] <= 50);
}

double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
}

boolean verdict(String what, boolean holds) {
    IO.println((holds ? "PASS " : "FAIL ") + what);
    return holds;
}
