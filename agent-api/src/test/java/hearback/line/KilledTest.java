package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What is killed in the middle of a call costs no ticket, makes no second one and dials nobody twice; and the gap is
/// shown. Redis is gone for the whole run.
@Tag("line")
class KilledTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private Pbx pbx;
    private ServiceProcess service;
    private Api api;

    @BeforeEach
    void start() {
        pbx = Pbx.start(folder);
        service = ServiceProcess.start(folder, ServiceSettings.atAnyHour(pbx, folder));
        api = service.api();
        connected();
    }

    @AfterEach
    void stop() {
        try {
            service.close();
        } finally {
            pbx.close();
        }
    }

    @Test
    void the_service_in_the_middle_of_a_call() {
        CompletableFuture<Void> caller = pbx.call("13800138031", 12_000);
        api.until(20, "/api/v1/tickets", tickets -> tickets.path("items").size() == 1);

        service.kill();
        service.startAgain();
        connected();
        caller.join();

        JsonNode call = ended(1).getFirst();
        assertThat(call.path("result").asText()).isEqualTo("ANSWERED");
        theTicketsAre(1);
        api.until(
                30,
                "/api/v1/recordings?call=" + call.path("id").asText(),
                found -> found.at("/items/0/state").asText().equals("READY"));
        assertThat(api.get("/api/v1/lines").path("gaps")).isNotEmpty();
    }

    @Test
    void the_service_during_calls_that_end_before_it_is_back() {
        CompletableFuture<Void> before = pbx.call("13800138032", 7_000);
        api.until(20, "/api/v1/tickets", tickets -> tickets.path("items").size() == 1);
        service.kill();
        pbx.call("13800138033", 7_000).join();
        before.join();

        service.startAgain();

        for (JsonNode call : ended(2)) {
            assertThat(call.path("incomplete").asBoolean()).isTrue();
            assertThat(call.path("toldBy")).extracting(JsonNode::asText).containsExactly("EVENT_LOG");
            JsonNode missed = api.get("/api/v1/calls/" + call.path("id").asText())
                    .path("missed")
                    .path(0);
            assertThat(missed.path("gap").isIntegralNumber()).isTrue();
            assertThat(missed.path("gapUntil").asText()).isNotEmpty();
        }
        theTicketsAre(2);
        assertThat(api.get("/api/v1/lines").path("gaps")).isNotEmpty();
    }

    @Test
    void asterisk_in_the_middle_of_a_call() {
        // The caller hears nothing more and gives up by himself; his end is of no interest here.
        pbx.call("13800138034", 12_000).exceptionally(_ -> null);
        api.until(
                20,
                "/api/v1/calls?live=true",
                calls -> !calls.at("/items/0/answeredAt").asText().isEmpty());

        pbx.kill();
        pbx.startAgain();
        connected();

        JsonNode call = ended(1).getFirst();
        assertThat(call.path("incomplete").asBoolean()).isTrue();
        assertThat(call.path("toldBy")).extracting(JsonNode::asText).contains("RESTART");
        theTicketsAre(1);
        assertThat(api.get("/api/v1/lines").path("gaps")).isNotEmpty();
    }

    @Test
    void postgresql_under_load() {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int one = 0; one < 4; one++) {
            callers.add(pbx.call("1380013804" + one, 8_000 + 500 * one));
        }
        api.until(20, "/api/v1/calls?live=true", calls -> calls.path("items").size() >= 2);

        service.killPostgres();
        callers.forEach(CompletableFuture::join);

        ended(4);
        theTicketsAre(4);
    }

    @Test
    void the_service_while_it_rings_a_customer() {
        String answer = api.post(
                        "/api/v1/callbacks", "ring-once", "{\"number\":\"13800138001\",\"reason\":\"PROMISED\"}")
                .body();
        String id = Api.tree(answer).path("id").asText();
        api.until(
                20,
                "/api/v1/callbacks/" + id,
                found -> found.at("/attempts/0/state").asText().equals("RELEASED"));

        service.kill();
        service.startAgain();
        connected();

        JsonNode settled = api.until(
                60,
                "/api/v1/callbacks/" + id,
                found -> found.at("/attempts/0/state").asText().equals("SETTLED"));
        assertThat(settled.path("attempts")).hasSize(1);
        assertThat(dials("13800138001")).isEqualTo(1);
    }

    private void connected() {
        api.until(30, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    /// The customers' calls, once there are this many and all are over. Who gave up meanwhile is rung back: those
    /// calls are not counted here.
    private List<JsonNode> ended(int count) {
        return inbound(api.until(60, "/api/v1/calls?limit=100", calls -> {
            List<JsonNode> found = inbound(calls);
            return found.size() == count
                    && found.stream().noneMatch(call -> call.path("live").asBoolean());
        }));
    }

    private static List<JsonNode> inbound(JsonNode calls) {
        return StreamSupport.stream(calls.path("items").spliterator(), false)
                .filter(call -> call.path("direction").asText().equals("INBOUND"))
                .toList();
    }

    private void theTicketsAre(int count) {
        JsonNode tickets = api.until(
                30, "/api/v1/tickets?limit=100", found -> found.path("items").size() >= count);
        assertThat(tickets.path("items")).hasSize(count);
    }

    /// Counted by the far end: the stand-in network's own list of calls.
    private long dials(String number) {
        try (var lines = Files.lines(folder.resolve("network/log/cel-custom/cel.json"))) {
            return lines.filter(line -> line.contains("\"CHAN_START\"") && line.contains(number))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
