package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
/// calls fail five times, the other carries all, and one call in 30 s finds out that it is back.
@Tag("line")
class TwoTrunksTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final int carrierPort = Clone.freePorts(1).getFirst();
    private final Started started = new Started();
    private CodedCustomers behindTheTrunk;
    private Pbx pbx;
    private Api api;
    private int asked;

    @BeforeEach
    void start() throws IOException {
        behindTheTrunk = started.kept(CodedCustomers.start(Files.createDirectories(folder.resolve("trunk"))));
        pbx = started.kept(Pbx.start(folder, behindTheTrunk.behindTheTrunk()));
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
        Map<String, String> environment = ServiceSettings.soonLookedAtAgain(pbx, folder);
        ServiceSettings.add(environment, """
                hearback.lines = [ { trunks = [
                  { name = carrier, live-attempts = 1 }
                  { name = trunk, priority = 2 }
                  { name = nowhere, prefixes = ["+8699"] }
                ] } ]
                """);
        api = started.kept(ServiceHere.start(environment)).api();
    }

    @AfterEach
    void stop() {
        started.close();
    }

    @Test
    void what_the_broken_one_cannot_take_goes_through_the_other_until_a_call_finds_it_mended() throws IOException {
        JsonNode problems = api.problems(2);
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
            assertThat(behindTheTrunk.callsTo(callback.number())).isEqualTo(1);
        }
        assertThat(trunk("trunk").path("state").asText()).isEqualTo("WORKS");

        try (CodedCustomers behindTheCarrier =
                CodedCustomers.at(carrierPort, Files.createDirectories(folder.resolve("carrier")))) {
            untilCarrierIs("Avail");
            AskedCallback probe = untilOneGoesThroughTheCarrier();
            assertThat(behindTheCarrier.callsTo(probe.number())).isEqualTo(1);
            assertThat(behindTheTrunk.callsTo(probe.number())).isZero();
            assertThat(trunk("carrier").path("state").asText()).isEqualTo("WORKS");

            assertThat(ask().over(1).path("trunk").asText()).isEqualTo("carrier");
            assertThat(api.problems(1).get(0).asText()).contains("nowhere", "has no endpoint");
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

    /// A customer of his own who is engaged.
    private AskedCallback ask() {
        asked++;
        return AskedCallback.of("138%04d7486".formatted(asked), api);
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
