package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two trunks of one real Asterisk, SIPp at the far end of each (faults.md case 36): the preferred one is gone, its
/// calls
/// fail five times, the other carries all, and one call in 30 s finds out that it is back.
@Tag("line")
class TwoTrunksTest {
    private static final String PROBLEMS = "/lines/0/problems";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final int carrierPort = Clone.freePorts(1).getFirst();
    private CodedCustomers behindTheTrunk;
    private Pbx pbx;
    private Hearback service;
    private Api api;
    private int asked;

    @BeforeEach
    void start() throws IOException {
        behindTheTrunk = CodedCustomers.start(Files.createDirectories(folder.resolve("trunk")));
        pbx = Pbx.start(folder, behindTheTrunk.behindTheTrunk());
        pbx.edit("pjsip.conf", text -> text + """

                [carrier]
                type = endpoint
                context = from-trunk
                aors = carrier
                disallow = all
                allow = ulaw,alaw
                direct_media = no
                from_domain = 127.0.0.1

                [carrier]
                type = aor
                contact = sip:127.0.0.1:%d
                qualify_frequency = 1
                qualify_timeout = 1
                """.formatted(carrierPort), "module reload res_pjsip.so");
        untilCarrierIs("Unavail");
        Map<String, String> environment = ServiceSettings.atAnyHour(pbx, folder);
        // While something is missing it is looked again with each Ping.
        Files.writeString(Path.of(environment.get("HEARBACK_CONFIG")), """
                hearback.listening { ping-every = 200 ms }
                hearback.lines = [ { trunks = [
                  { name = carrier, live-attempts = 1 }
                  { name = trunk, priority = 2 }
                  { name = nowhere, prefixes = ["+8699"] }
                ] } ]
                """, StandardOpenOption.APPEND);
        service = Hearback.start(new SettingsFile(environment).read(), InstantSource.system(), new SecureRandom());
        api = ServiceSettings.api(environment);
        api.untilTheLineIsHeard();
    }

    @AfterEach
    void stop() {
        try {
            service.stop();
        } finally {
            pbx.close();
            behindTheTrunk.close();
        }
    }

    @Test
    void what_the_broken_one_cannot_take_goes_through_the_other_until_a_call_finds_it_mended() throws IOException {
        JsonNode problems = api.until(
                        30, "/api/v1/lines", lines -> lines.at(PROBLEMS).size() == 2)
                .at(PROBLEMS);
        assertThat(problems.get(0).asText()).contains("the trunk carrier reaches nobody");
        assertThat(problems.get(1).asText()).contains("the trunk nowhere has no endpoint", "pjsip.conf");

        for (int failure = 1; failure <= 5; failure++) {
            JsonNode attempt = ask().over(1);
            assertThat(attempt.path("trunk").asText()).as("attempt " + failure).isEqualTo("carrier");
            assertThat(attempt.path("detail").asText()).isEqualTo("NO_CHANNEL");
            assertThat(attempt.path("side").asText()).isEqualTo("OURS");
        }
        assertThat(trunk("carrier").path("state").asText()).isEqualTo("FAILS");

        List<AskedCallback> callbacks = new ArrayList<>();
        for (int others = 0; others < 10; others++) {
            callbacks.add(ask());
        }
        for (AskedCallback callback : callbacks) {
            JsonNode attempt = callback.over(1);
            assertThat(attempt.path("trunk").asText()).isEqualTo("trunk");
            assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
            assertThat(callback.calls()).isEqualTo(1);
        }
        assertThat(trunk("trunk").path("state").asText()).isEqualTo("WORKS");

        try (CodedCustomers behindTheCarrier =
                CodedCustomers.at(carrierPort, Files.createDirectories(folder.resolve("carrier")))) {
            untilCarrierIs("Avail");
            AskedCallback probe = untilOneGoesThroughTheCarrier();
            assertThat(behindTheCarrier.callsTo(probe.number())).isEqualTo(1);
            assertThat(probe.calls()).isZero();
            assertThat(trunk("carrier").path("state").asText()).isEqualTo("WORKS");

            assertThat(ask().over(1).path("trunk").asText()).isEqualTo("carrier");
            assertThat(api.until(
                                    30,
                                    "/api/v1/lines",
                                    lines -> lines.at(PROBLEMS).size() == 1)
                            .at(PROBLEMS + "/0")
                            .asText())
                    .contains("nowhere", "has no endpoint");
        }
    }

    /// Somebody is due every few seconds.
    private AskedCallback untilOneGoesThroughTheCarrier() {
        for (int tries = 0; tries < 40; tries++) {
            AskedCallback callback = ask();
            if (callback.over(1).path("trunk").asText().equals("carrier")) {
                return callback;
            }
        }
        throw new AssertionError("nobody went through the carrier");
    }

    /// A customer of his own who is engaged, counted behind the first trunk.
    private AskedCallback ask() {
        asked++;
        return AskedCallback.of("138%04d7486".formatted(asked), api, behindTheTrunk);
    }

    private void untilCarrierIs(String state) {
        Awaitility.await("the carrier is " + state)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> pbx.cli("pjsip show contacts")
                        .lines()
                        .anyMatch(one -> one.matches(".*carrier/.* " + state + ".*")));
    }

    private JsonNode trunk(String name) {
        for (JsonNode trunk : api.get("/api/v1/callbacks/dispatch").at("/lines/0/trunks")) {
            if (trunk.path("name").asText().equals(name)) {
                return trunk;
            }
        }
        throw new AssertionError("no trunk " + name);
    }
}
