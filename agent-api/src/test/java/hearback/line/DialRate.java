package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.app.OwnPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// How fast callbacks are rung on a real Asterisk, beside a loop that writes Originate to a socket and waits for
/// nothing but its answers, at a pace that the server keeps: every customer is busy, so that the server has as little
/// to do as can be. Run by `deploy/bench/dialling`; no test of the suite.
@Tag("line")
class DialRate {
    private static final int CALLS = Integer.getInteger("hearback.rate.calls", 2_000);
    private static final int ROUNDS = Integer.getInteger("hearback.rate.rounds", 3);
    /// Calls under way at most.
    private static final int AT_ONCE = 200;

    private static final String SETTINGS = "ring-time = 5 s, live-attempts = 1000, batch = 500, calls-per-second = "
            + Integer.getInteger("hearback.rate.pace", 400);
    private static final String EVERYBODY = "{\"scope\":\"all\",\"reason\":\"measured\"}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void beside_a_loop_of_originates() {
        try (Callees customers = Callees.start(folder);
                Pbx pbx = Pbx.start(folder, Map.of("HEARBACK_TRUNK_PORT", String.valueOf(customers.port)));
                OwnPostgres postgres =
                        OwnPostgres.start(folder, Clone.freePorts(1).getFirst());
                Node node = Node.start("north", folder, pbx, postgres, SETTINGS);
                DatabaseWitness witness = DatabaseWitness.of(postgres)) {
            List<Double> shares = new ArrayList<>();
            // The first one is for warming up.
            for (int round = 0; round <= ROUNDS; round++) {
                double raw = raw(pbx, customers, round);
                double ours = ours(node, witness, customers, round);
                System.out.printf(
                        "rate: round %d: a loop of Originates %.0f/s, callbacks dialled and settled %.0f/s: %.2f%n",
                        round, raw, ours, ours / raw);
                if (round > 0) {
                    shares.add(ours / raw);
                }
            }
            shares.sort(null);
            System.out.printf(
                    "rate: %.2f of the loop (median of %s; wanted 0.9)%n", shares.get(shares.size() / 2), shares);
        }
    }

    /// Calls a second, from the first Originate to the last answer to one.
    private static double raw(Pbx pbx, Callees customers, int round) {
        int before = customers.rung().size();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), pbx.amiPort);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var out = socket.getOutputStream();
            out.write(action("Action: Login", "Username: hearback", "Secret: " + pbx.secret(), "Events: call"));
            var free = new Semaphore(AT_ONCE);
            var over = threads.submit(() -> {
                for (int left = CALLS; left > 0; ) {
                    if (in.readLine().equals("Event: OriginateResponse")) {
                        free.release();
                        left--;
                    }
                }
                return System.nanoTime();
            });
            long began = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                free.acquireUninterruptibly();
                out.write(action(
                        "Action: Originate",
                        "ActionID: " + call,
                        "Channel: PJSIP/%s@trunk".formatted(number(7, round, call)),
                        "Context: hearback-callback",
                        "Exten: s",
                        "Priority: 1",
                        "Timeout: 5000",
                        "Async: true"));
            }
            double seconds = (over.get(10, TimeUnit.MINUTES) - began) / 1e9;
            rung(customers, before);
            return CALLS / seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Calls a second, from the first attempt to the last settlement, by the database's clock.
    private static double ours(Node node, DatabaseWitness witness, Callees customers, int round) {
        int before = customers.rung().size();
        String since = witness.now().toString();
        assertThat(node.api()
                        .post("/api/v1/callbacks/pause", "pause-" + round, EVERYBODY)
                        .statusCode())
                .isEqualTo(200);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int call = 0; call < CALLS; call++) {
                String number = number(8, round, call);
                threads.execute(() -> assertThat(node.api()
                                .post(
                                        "/api/v1/callbacks",
                                        "wish-" + number,
                                        "{\"number\":\"%s\",\"reason\":\"PROMISED\"}".formatted(number))
                                .statusCode())
                        .isEqualTo(201));
            }
        }
        assertThat(witness.ask("select count(*) from telephony.callback where created_at > '%s'".formatted(since)))
                .containsExactly(String.valueOf(CALLS));
        assertThat(node.api()
                        .post("/api/v1/callbacks/resume", "resume-" + round, EVERYBODY)
                        .statusCode())
                .isEqualTo(200);
        Awaitility.await("all are settled")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> witness.ask(
                                "select count(*) from telephony.attempt where started_at > '%s'".formatted(since))
                        .getFirst()
                        .equals(String.valueOf(CALLS)));
        rung(customers, before);
        assertThat(witness.ask(
                        "select distinct detail from telephony.attempt where started_at > '%s'".formatted(since)))
                .as("outcomes")
                .containsExactly("BUSY");
        rung(customers, before);
        double seconds = Double.parseDouble(witness.ask("""
                        select extract(epoch from max(decided_at) - min(started_at))
                          from telephony.attempt
                         where ordinal = 1 and started_at > '%s'
                        """.formatted(since)).getFirst());
        return CALLS / seconds;
    }

    /// What the customers write down comes a little later.
    private static void rung(Callees customers, int before) {
        Awaitility.await("all were rung, once each")
                .atMost(Duration.ofSeconds(30))
                .until(() -> customers.rung().size() - before == CALLS);
    }

    private static byte[] action(String... lines) {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Invented; who ends in 1 is busy.
    private static String number(int kind, int round, int call) {
        return "138%d%02d%04d1".formatted(kind, round, call);
    }
}
