package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What each kind of number of the stand-in network comes to, dialled through a real Asterisk, and when it is tried
/// next.
@Tag("line")
class NetworkNumbersTest {
    /// Monday 10:00 in Shanghai; 3 h after an attempt at 10:00 it is lunch time until 14:30.
    private static final Instant MONDAY_TEN = Instant.parse("2030-03-04T02:00:00Z");
    private static final String HALF_PAST_TWO = "2030-03-04T06:30:00Z";
    private static final String TUESDAY_EIGHT = "2030-03-05T00:00:00Z";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final MovableTime time = MovableTime.showing(MONDAY_TEN);
    private Pbx pbx;
    private Hearback service;
    private Api api;

    @BeforeEach
    void start() {
        pbx = Pbx.start(folder);
        Map<String, String> environment = ServiceSettings.beside(pbx, folder);
        service = Hearback.start(new SettingsFile(environment).read(), time, new SecureRandom());
        api = ServiceSettings.api(environment);
        api.until(20, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    @AfterEach
    void stop() {
        try {
            service.stop();
        } finally {
            pbx.close();
        }
    }

    @Test
    void each_kind_of_number_ends_in_its_outcome_and_its_next_time() {
        String reached = ask("13800138000");
        String late = ask("13800138101");
        String busy = ask("13800138002");
        String ringsForEver = ask("13800138003");
        String switchedOff = ask("13800138004");
        String unknown = ask("13800138005");
        String rejects = ask("13800138006");
        String congested = ask("13800138007");
        String neverRings = ask("13800138009");

        assertThat(first(reached).path("outcome").asText()).isEqualTo("REACHED");
        assertThat(first(late).path("outcome").asText()).isEqualTo("REACHED");
        assertThat(callback(reached).path("closeReason").asText()).isEqualTo("REACHED");
        notReached(busy, "BUSY");
        notReached(ringsForEver, "NO_ANSWER");
        notReached(switchedOff, "SWITCHED_OFF");
        notReached(unknown, "NUMBER_UNKNOWN");
        notReached(rejects, "REJECTED");
        notReached(neverRings, "NEVER_RANG");

        JsonNode call = api.get("/api/v1/calls/" + first(reached).path("call").asText());
        assertThat(call.at("/customer/number").asText()).isEqualTo("+8613800138000");
        assertThat(call.path("direction").asText()).isEqualTo("OUTBOUND");

        JsonNode trunk = first(congested);
        assertThat(trunk.path("outcome").asText()).isEqualTo("LINE_FAILED");
        assertThat(trunk.path("detail").asText()).isEqualTo("TRUNK_CONGESTED");
        assertThat(trunk.path("side").asText()).isEqualTo("OURS");
        // Ten minutes after its end: it does not count, and does not hammer the trunk.
        Instant due = Instant.parse(callback(congested).path("dueAt").asText());
        assertThat(Duration.between(Instant.parse(trunk.path("endedAt").asText()), due))
                .isEqualTo(Duration.ofMinutes(10));

        // The next times are kept: at half past two all of them are dialled again, and then only on Tuesday.
        time.jumpTo(Instant.parse(HALF_PAST_TWO));
        JsonNode second = api.until(
                60,
                "/api/v1/callbacks/" + busy,
                found -> found.at("/attempts/1/state").asText().equals("SETTLED"));
        assertThat(second.path("attempts")).hasSize(2);
        Instant next = Instant.parse(second.path("dueAt").asText());
        Instant ended = Instant.parse(second.at("/attempts/1/endedAt").asText());
        assertThat(next).isEqualTo(ended.plus(Duration.ofHours(3)));

        // Third further attempt too: then a person decides.
        time.jumpTo(next);
        JsonNode third = api.until(
                60,
                "/api/v1/callbacks/" + busy,
                found -> found.at("/attempts/2/state").asText().equals("SETTLED"));
        assertThat(third.path("dueAt").asText()).isEqualTo(TUESDAY_EIGHT);
        time.jumpTo(Instant.parse(TUESDAY_EIGHT));
        JsonNode last = api.until(
                60,
                "/api/v1/callbacks/" + busy,
                found -> found.path("state").asText().equals("CLOSED"));
        assertThat(last.path("attempts")).hasSize(4);
        assertThat(last.path("closeReason").asText()).isEqualTo("UNREACHABLE");
    }

    private void notReached(String id, String kind) {
        JsonNode attempt = first(id);
        assertThat(attempt.path("outcome").asText()).as(kind).isEqualTo("NOT_REACHED");
        assertThat(attempt.path("detail").asText()).isEqualTo(kind);
        assertThat(attempt.path("side").asText()).isEqualTo("CUSTOMER");
        assertThat(callback(id).path("dueAt").asText()).as(kind).isEqualTo(HALF_PAST_TWO);
    }

    private JsonNode first(String id) {
        return api.until(
                        90,
                        "/api/v1/callbacks/" + id,
                        found -> found.at("/attempts/0/state").asText().equals("SETTLED"))
                .at("/attempts/0");
    }

    private JsonNode callback(String id) {
        return api.get("/api/v1/callbacks/" + id);
    }

    private String ask(String number) {
        HttpResponse<String> answer = api.post(
                "/api/v1/callbacks", "ask-" + number, "{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Api.tree(answer.body()).path("id").asText();
    }
}
