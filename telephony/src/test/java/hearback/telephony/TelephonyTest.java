package hearback.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.config.Settings;
import hearback.config.SettingsFile;
import hearback.config.ShippedProfiles;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.CallFollower.CallNews;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.LineStates;
import hearback.telephony.testing.FakeAsterisk;
import hearback.telephony.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole of telephony on a real PostgreSQL, against a server that says what a real one said.
class TelephonyTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final AtomicInteger NODES = new AtomicInteger();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<CallNews> news = new CopyOnWriteArrayList<>();
    private TestDatabase database;
    private FakeAsterisk server;
    private Telephony telephony;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        server = FakeAsterisk.start("hearback", "invented");
        telephony = node();
        telephony.facts().follow("test", news::add);
        telephony.start();
        awaitHeard(telephony);
    }

    @AfterEach
    void stop() {
        telephony.stop();
        server.close();
        database.close();
    }

    private Telephony node() {
        Settings settings = new SettingsFile(Map.of()).parse("""
                hearback {
                  node = "node%d"
                  redis.url = "off"
                  listening { ping-every = 200 ms, half-open-after = 2 s, reconnect-first = 20 ms, reconnect-most = 200 ms
                              lease = 1 s, settle-after = 200 ms }
                  lines = [ { name = "main", port = %d, secret = "invented" } ]
                }
                """.formatted(NODES.incrementAndGet(), server.port()));
        var telecom = ShippedProfiles.read("telecom");
        return new Telephony(
                settings,
                database.pool(),
                Optional.empty(),
                _ -> telecom.retry(),
                InstantSource.system(),
                RandomGenerator.getDefault(),
                meters);
    }

    @Test
    void a_call_is_one_record_and_every_fact_is_told_once() {
        server.sayBytes(story("inbound-answered"));

        Calls.Found found = awaitOver(telephony).getFirst();
        assertThat(found.call().result()).contains(CallResult.ANSWERED);
        assertThat(found.customer()).isEqualTo(new PhoneNumber.Known("+8613800138000"));
        assertThat(telephony.calls().list(false, Optional.empty(), 10)).hasSize(1);
        assertThat(telephony.calls().list(true, Optional.empty(), 10)).isEmpty();
        assertThat(news).extracting(told -> told.fact().key()).doesNotHaveDuplicates();
        assertThat(news).extracting(CallNews::place).isSorted();
        assertThat(news)
                .extracting(told -> told.call().id())
                .containsOnly(found.call().id());
    }

    @Test
    void a_doubled_stream_gives_the_same_call() {
        byte[] story = story("inbound-answered");
        server.sayBytes(story);
        CallId first = awaitOver(telephony).getFirst().call().id();
        int facts = news.size();
        server.sayBytes(story);
        server.say(FakeAsterisk.block("Event: FlyingSaucer", "Because: it marks the end"));
        await().atMost(SOON).until(() -> telephony.lines().lines().getFirst().dropped() > 0);

        assertThat(telephony.calls().list(false, Optional.empty(), 10))
                .extracting(found -> found.call().id())
                .containsExactly(first);
        assertThat(news).hasSize(facts);
    }

    @Test
    void a_database_that_is_away_in_the_middle_of_a_call_loses_nothing() {
        var _ = database.ask("alter table telephony.fact rename to fact_away");
        server.sayBytes(story("inbound-answered"));
        await().pollDelay(Duration.ofMillis(800)).until(() -> true);
        var _ = database.ask("alter table telephony.fact_away rename to fact");

        assertThat(awaitOver(telephony).getFirst().call().result()).contains(CallResult.ANSWERED);
        assertThat(news)
                .extracting(told -> told.fact().getClass().getSimpleName())
                .contains("LegAppeared", "Queued", "AgentTook", "Ended");
    }

    @Test
    void connections_of_the_database_that_die_lose_nothing() {
        Thread killer = Thread.ofVirtual().start(() -> {
            for (int time = 0; time < 20; time++) {
                kill();
            }
        });
        server.sayBytes(story("inbound-answered"));

        assertThat(awaitOver(telephony).getFirst().call().result()).contains(CallResult.ANSWERED);
        assertThat(killer.isInterrupted()).isFalse();
        assertThat(news)
                .extracting(told -> told.fact().getClass().getSimpleName())
                .contains("LegAppeared", "Queued", "AgentTook", "Ended");
    }

    /// May hit the connection it is asked over.
    private void kill() {
        try {
            var _ = database.ask("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        } catch (IllegalStateException hit) {
            assertThat(hit).hasCauseInstanceOf(Exception.class);
        }
    }

    @Test
    void a_cut_connection_is_a_gap_that_is_closed_after_the_lists() {
        server.cut();

        await().atMost(SOON)
                .until(() -> telephony.lines().gaps(10).stream()
                        .anyMatch(gap -> gap.reason().equals("connection lost")
                                && gap.until().isPresent()));
    }

    @Test
    void another_node_listens_only_when_the_first_is_gone() {
        Telephony second = node();
        second.start();
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        assertThat(second.lines().lines().getFirst().connected()).isFalse();

        telephony.stop();
        awaitHeard(second);
        assertThat(second.lines().gaps(1)).extracting(LineStates.Gap::reason).containsExactly("started");
        server.sayBytes(story("inbound-answered"));
        assertThat(awaitOver(second)).hasSize(1);
        second.stop();
        telephony = node();
    }

    @Test
    void what_is_measured_has_a_value() {
        assertThat(meters.get("hearback.line.connected")
                        .tag("line", "main")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("hearback.line.lease").gauge().value()).isEqualTo(1);
        assertThat(meters.get("hearback.line.trunk.fails")
                        .tag("line", "main")
                        .tag("trunk", "trunk")
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("hearback.line.logins").functionCounter().count()).isEqualTo(1);
    }

    private static void awaitHeard(Telephony node) {
        await().atMost(SOON).until(() -> node.lines().lines().getFirst().connected());
    }

    /// Over in the store, and told, when this node tells the test.
    private List<Calls.Found> awaitOver(Telephony node) {
        await().atMost(SOON)
                .until(() ->
                        (node != telephony || news.stream().anyMatch(told -> told.fact() instanceof CallFact.Ended))
                                && node.calls().list(false, Optional.empty(), 10).stream()
                                        .anyMatch(found -> found.call().result().isPresent()));
        return node.calls().list(false, Optional.empty(), 10);
    }

    /// Without banner and answers.
    private static byte[] story(String name) {
        try (InputStream in =
                Objects.requireNonNull(TelephonyTest.class.getResourceAsStream("/calls/" + name + ".ami"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            StringBuilder events = new StringBuilder();
            for (String block : Pattern.compile("\r\n\r\n").split(text)) {
                if (block.startsWith("Event: ")) {
                    events.append(block).append("\r\n\r\n");
                }
            }
            return events.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
