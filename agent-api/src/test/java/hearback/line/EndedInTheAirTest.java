package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A dial that nobody wants any more is taken off a real Asterisk before an agent has it (faults.md case 37). A phone
/// rings for twelve seconds here when nobody ends it.
@Tag("line")
class EndedInTheAirTest {
    private static final String RINGS_FOR_EVER = "13800138003";
    private static final String ANSWERS = "13800138100";
    private static final Duration LONG_BEFORE_THE_RING_TIME = Duration.ofSeconds(6);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Started started = new Started();
    private Pbx pbx;
    private Api api;

    @BeforeEach
    void start() {
        pbx = started.kept(Pbx.start(folder));
        api = started.kept(ServiceHere.start(ServiceSettings.atAnyHour(pbx, folder)))
                .api();
    }

    @AfterEach
    void stop() {
        started.close();
    }

    @Test
    void a_withdrawn_callback_stops_ringing_at_once_and_does_not_count() {
        String id = ask("{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(RINGS_FOR_EVER));
        Instant startedAt = ringing(id);

        assertThat(api.post("/api/v1/callbacks/" + id + "/withdraw", "withdraw", "")
                        .statusCode())
                .isEqualTo(200);

        cutOff(id, startedAt);
    }

    @Test
    void a_closed_ticket_stops_the_ringing_at_once_and_the_callback_says_why() {
        String ticket = Api.tree(api.post(
                                "/api/v1/tickets",
                                "letter",
                                "{\"channel\":\"letter\",\"hotline\":\"4001\",\"described\":{\"content\":\"too loud\"}}")
                        .body())
                .path("number")
                .asText();
        String id = ask("{\"number\":\"%s\",\"reason\":\"REPLY\",\"ticket\":\"%s\"}".formatted(RINGS_FOR_EVER, ticket));
        Instant startedAt = ringing(id);

        HttpResponse<String> closed =
                api.post("/api/v1/tickets/" + ticket + "/close", "close", "{\"reason\":\"a wrong number\"}");
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);

        JsonNode callback = cutOff(id, startedAt);
        JsonNode last =
                callback.path("decisions").get(callback.path("decisions").size() - 1);
        assertThat(last.path("why").asText())
                .startsWith("ticket " + ticket + " is closed since ")
                .endsWith(": a wrong number");
    }

    @Test
    void whoever_is_talking_with_an_agent_already_goes_on() {
        String id = ask("{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(ANSWERS));
        String call = "/api/v1/calls/" + ringsAs(id);
        Instant answeredAt = Instant.parse(api.until(30, call, found -> found.hasNonNull("answeredAt"))
                .path("answeredAt")
                .asText());

        assertThat(api.post("/api/v1/callbacks/" + id + "/withdraw", "withdraw", "")
                        .statusCode())
                .isEqualTo(200);

        JsonNode over = api.until(60, call, found -> found.hasNonNull("endedAt"));
        // The far end speaks for twenty seconds from its answer, and waited some of them for the agent.
        assertThat(Instant.parse(over.path("endedAt").asText())).isAfter(answeredAt.plusSeconds(8));
        JsonNode settled = settled(id);
        assertThat(settled.at("/attempts/0/outcome").asText()).isEqualTo("REACHED");
        assertThat(settled.path("closeReason").asText()).isEqualTo("WITHDRAWN");
    }

    @Test
    void a_customer_who_rings_us_while_we_ring_him_has_only_his_own_call() {
        String id = ask("{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(RINGS_FOR_EVER));
        Instant startedAt = ringing(id);

        var caller = pbx.call(RINGS_FOR_EVER, 12_000);

        JsonNode settled = settled(id);
        assertThat(settled.at("/attempts/0/detail").asText())
                .as(settled.toString())
                .isEqualTo("CUT_OFF");
        assertThat(Duration.between(
                        startedAt,
                        Instant.parse(settled.at("/attempts/0/endedAt").asText())))
                .isLessThan(Duration.ofSeconds(11));
        JsonNode closed = api.until(
                30,
                "/api/v1/callbacks/" + id,
                found -> found.path("state").asText().equals("CLOSED"));
        assertThat(closed.path("closeReason").asText()).isEqualTo("CONTACTED");
        assertThat(closed.path("attempts")).hasSize(1);
        caller.join();
    }

    private JsonNode cutOff(String id, Instant startedAt) {
        JsonNode settled = settled(id);
        assertThat(settled.at("/attempts/0/outcome").asText()).isEqualTo("LINE_FAILED");
        assertThat(settled.at("/attempts/0/detail").asText())
                .as(settled.toString())
                .isEqualTo("CUT_OFF");
        assertThat(settled.at("/attempts/0/side").asText()).isEqualTo("OURS");
        assertThat(settled.path("closeReason").asText()).isEqualTo("WITHDRAWN");
        assertThat(Duration.between(
                        startedAt,
                        Instant.parse(settled.at("/attempts/0/endedAt").asText())))
                .isLessThan(LONG_BEFORE_THE_RING_TIME);
        return settled;
    }

    /// @return when the attempt was committed
    private Instant ringing(String id) {
        String call = ringsAs(id);
        api.until(15, "/api/v1/calls/" + call, found -> found.path("live").asBoolean());
        return Instant.parse(
                api.get("/api/v1/callbacks/" + id).at("/attempts/0/startedAt").asText());
    }

    private String ringsAs(String id) {
        return api.until(
                        20,
                        "/api/v1/callbacks/" + id,
                        found -> found.at("/attempts/0/state").asText().equals("RELEASED"))
                .at("/attempts/0/call")
                .asText();
    }

    private JsonNode settled(String id) {
        return api.until(
                30,
                "/api/v1/callbacks/" + id,
                found -> found.at("/attempts/0/state").asText().equals("SETTLED"));
    }

    private String ask(String wish) {
        HttpResponse<String> answer = api.post("/api/v1/callbacks", "ask", wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Api.tree(answer.body()).path("id").asText();
    }
}
