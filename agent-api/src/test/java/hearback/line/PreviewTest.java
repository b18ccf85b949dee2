package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// An agent looks at a callback before he starts it, on a real Asterisk with SIPp as agents and customers. What was not
/// started has rung nobody, counted at the far end.
@Tag("line")
class PreviewTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static CodedLine line;

    @BeforeAll
    static void start() {
        line = CodedLine.start(folder, (phones, pbx, environment) -> {
            CodedAgents.instead(pbx, phones);
            CodedAgents.dialling(environment, "dialling = preview, agent-ring-time = 4 s, preview-limit = 10 s");
        });
    }

    @AfterAll
    static void stop() {
        line.close();
    }

    @Test
    void what_is_started_rings_the_agent_and_then_the_customer() {
        AskedCallback callback = ask(1, "8486");
        JsonNode offer = offered(callback);
        assertThat(offer.at("/callback/attempts/0/state").asText()).isEqualTo("COMMITTED");
        assertThat(line.calls(callback)).isZero();
        long before = line.customers.callsTo(CodedAgents.ANSWERS);

        assertThat(tell(offer, "start", "").statusCode()).isEqualTo(200);

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("first").asText()).isEqualTo("AGENT");
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        assertThat(line.customers.callsTo(CodedAgents.ANSWERS)).isEqualTo(before + 1);
        assertThat(line.calls(callback)).isEqualTo(1);
        assertThat(tell(offer, "start", "").statusCode()).isEqualTo(409);
    }

    @Test
    void what_is_handed_back_has_rung_nobody_and_is_offered_again() {
        AskedCallback callback = ask(2, "8486");
        JsonNode offer = offered(callback);

        assertThat(tell(offer, "hand-back", ",\"reason\":\"he speaks Cantonese\"")
                        .statusCode())
                .isEqualTo(200);

        assertThat(callback.over(1).path("detail").asText()).isEqualTo("TAKEN_BACK");
        assertThat(offered(callback).at("/callback/attempts")).hasSize(2);
        assertThat(line.calls(callback)).isZero();
        withdraw(callback);
    }

    @Test
    void what_a_killed_process_had_offered_has_rung_nobody_and_is_offered_again() {
        AskedCallback callback = ask(3, "8486");
        JsonNode offer = offered(callback);
        line.service.kill();
        line.startAgain();

        assertThat(tell(offer, "start", "").statusCode()).isEqualTo(409);
        assertThat(callback.over(1).path("detail").asText()).isEqualTo("TAKEN_BACK");
        assertThat(offered(callback).at("/callback/attempts")).hasSize(2);
        assertThat(line.calls(callback)).isZero();
        withdraw(callback);
    }

    @Test
    void what_was_paused_meanwhile_is_not_rung_when_it_is_started() {
        AskedCallback callback = ask(4, "8486");
        JsonNode offer = offered(callback);
        String all = "{\"scope\":\"all\",\"reason\":\"a meeting\"}";
        assertThat(line.api.post("/api/v1/callbacks/pause", "pause", all).statusCode())
                .isEqualTo(200);

        assertThat(tell(offer, "start", "").statusCode()).isEqualTo(200);

        assertThat(callback.over(1).path("detail").asText()).isEqualTo("TAKEN_BACK");
        assertThat(line.calls(callback)).isZero();
        withdraw(callback);
        assertThat(line.api.post("/api/v1/callbacks/resume", "resume", all).statusCode())
                .isEqualTo(200);
    }

    private static AskedCallback ask(int one, String ending) {
        return line.ask("13800" + one + "5" + ending);
    }

    /// Once the board shows the agent, and the line is held.
    private static JsonNode offered(AskedCallback callback) {
        JsonNode offer = CodedAgents.until(
                Duration.ofSeconds(60),
                () -> Api.tree(line.api
                        .post("/api/v1/callbacks/next", "next", "{\"agent\":\"1001\"}")
                        .body()),
                answer -> answer.has("attempt"));
        assertThat(offer.at("/callback/id").asText()).isEqualTo(callback.id());
        assertThat(Instant.parse(offer.path("until").asText()))
                .isAfter(Instant.parse(
                        offer.at("/callback/attempts").findValue("startedAt").asText()));
        return offer;
    }

    private static HttpResponse<String> tell(JsonNode offer, String what, String more) {
        return line.api.post(
                "/api/v1/callbacks/previews/" + offer.path("attempt").asText() + "/" + what,
                what,
                "{\"agent\":\"1001\"" + more + "}");
    }

    /// So that the next test is offered its own.
    private static void withdraw(AskedCallback callback) {
        String id = callback.id();
        assertThat(line.api
                        .post("/api/v1/callbacks/" + id + "/withdraw", "withdraw " + id, "")
                        .statusCode())
                .isEqualTo(200);
    }
}
