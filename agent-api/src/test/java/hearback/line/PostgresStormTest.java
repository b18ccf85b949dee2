package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.app.OwnPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL dies by SIGKILL again and again while five callers a second come in and customers are rung back: every
/// call is there once, every number has one ticket and nobody is dialled twice.
///
/// What really happened is taken from SIPp's own count and from the channel event logs of both Asterisks. Another seed:
/// `-Dhearback.storm.seed=...`; the one used is in the test's output and in every failure.
@Tag("line")
class PostgresStormTest {
    /// A call waits a second for the hotline, a second for the robot, speaks, and its agent writes up for a second.
    private static final Map<String, String> MANY_AGENTS = Map.of("HEARBACK_AGENTS", "18", "HEARBACK_ROBOT_RINGS", "1");

    private static final Duration WISH_EVERY = Duration.ofMillis(1_200);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final long seed = Long.getLong("hearback.storm.seed", System.nanoTime());
    private final StormPlan plan = StormPlan.of(new Random(seed));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> wishes = new ConcurrentHashMap<>();
    private Pbx pbx;
    private OwnPostgres postgres;
    private ServiceProcess service;
    private Api api;

    @BeforeEach
    void start() {
        System.out.println("storm: seed " + seed + ", " + plan.outages());
        pbx = Pbx.start(folder, MANY_AGENTS);
        postgres = OwnPostgres.start(folder, Clone.freePorts(1).getFirst());
        Map<String, String> environment = ServiceSettings.inAHurry(pbx, folder);
        environment.put("DATABASE_URL", postgres.url());
        // What was heard is to be enough: nothing is read up afterwards in the server's own journal.
        environment.put("AMI_DETAIL_FILE", "");
        service = ServiceProcess.start(folder, environment);
        api = service.api();
        api.until(30, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        try {
            service.close();
        } finally {
            postgres.close();
            pbx.close();
        }
    }

    @Test
    void loses_no_call_opens_no_second_ticket_and_dials_nobody_twice() {
        var patient = pbx.stream("patient", "caller", plan.patient(), 3_000, 400);
        var hasty = pbx.stream("hasty", "caller", plan.hasty(), 500, 600);
        var cancelling = pbx.stream("cancelling", "caller-cancels", plan.cancelling(), 300, 1_200);
        var asking = ask(0);
        storm(0).join();
        asking.join();
        int called = patient.join() + hasty.join() + cancelling.join();
        assertThat(called).isEqualTo(150);

        StormLedger ledger = settled(called);
        System.out.println("storm: " + ledger.summary());

        ledger.everyCallIsThereOnce(called);
        ledger.everyNumberHasOneTicket();
        ledger.everyAnsweredCallCanBeHeard();
        ledger.whoGaveUpIsRungBackOnce();
        ledger.everyWishIsOneCallback(wishes);
        ledger.nobodyWasDialledTwice();
        assertThat(postgres.count("select count(*) from agent.audit where what = 'CALLBACK_ASKED'"))
                .as("who asked for a callback is in the audit log; seed %d", seed)
                .isEqualTo(wishes.size());
        // Nobody was deaf while PostgreSQL was away, so there is nothing to make good.
        assertThat(api.get("/api/v1/lines").path("gaps"))
                .as("gaps; seed %d", seed)
                .isEmpty();
        List<String> mistakes = service.errors();
        // In the description, too: that is the one line which a summary of many tests shows.
        assertThat(mistakes).as("our own mistakes, seed %d: %s", seed, mistakes).isEmpty();
    }

    /// Kills it, sees that the service says so, starts it again, and so on.
    private CompletableFuture<Void> storm(int number) {
        if (number == plan.outages().size()) {
            return CompletableFuture.completedFuture(null);
        }
        StormPlan.Outage outage = plan.outages().get(number);
        return after(outage.quiet(), () -> postgres.kill(outage.victim()))
                .thenCompose(_ -> switch (outage.victim()) {
                    case ALL, POSTMASTER ->
                        after(Duration.ZERO, this::theOutageIsSaid)
                                .thenCombine(after(outage.down(), () -> {}), (_, _) -> outage);
                    case ONE_SESSION -> CompletableFuture.completedFuture(outage);
                })
                .thenCompose(_ -> after(Duration.ZERO, postgres::startAgain))
                .thenCompose(_ -> storm(number + 1));
    }

    private void theOutageIsSaid() {
        Awaitility.await("the service says that its database is away, seed " + seed)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.status("/readyz") == 503);
    }

    /// Asks for one callback after the other, each until it is promised, as a careful client does: with the same
    /// key.
    private CompletableFuture<Void> ask(int number) {
        if (number == plan.wanted().size()) {
            return CompletableFuture.completedFuture(null);
        }
        String wanted = plan.wanted().get(number);
        return after(WISH_EVERY, () -> wishes.put(wanted, promised(wanted))).thenCompose(_ -> ask(number + 1));
    }

    private String promised(String number) {
        HttpResponse<String> answer = Awaitility.await("a callback is promised, seed " + seed)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> api.post(
                                "/api/v1/callbacks",
                                "wish-" + number,
                                "{\"number\":\"%s\",\"reason\":\"PROMISED\"}".formatted(number)),
                        said -> said.statusCode() < 500);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Api.tree(answer.body()).path("id").asText();
    }

    private CompletableFuture<Void> after(Duration pause, Runnable what) {
        return CompletableFuture.runAsync(
                what, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, threads));
    }

    /// What the API says when it has come to rest.
    private StormLedger settled(int called) {
        return Awaitility.await("all is settled, seed " + seed)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> StormLedger.read(api, pbx, seed), ledger -> ledger.isAtRest(called));
    }
}
