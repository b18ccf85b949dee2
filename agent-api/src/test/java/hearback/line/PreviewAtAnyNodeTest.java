package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// An agent whose browser talks to the node that does not hold the line looks at callbacks and starts them there, on a
/// real Asterisk. How often customers are rung is counted at the far end.
@Tag("line")
class PreviewAtAnyNodeTest {
    private static final String CALLBACKS =
            "ring-time = 5 s, unknown-limit = 40 s, own-failure-wait = 1 s, live-attempts = 20";
    private static final String LINE =
            "hearback.lines = [ { dialling = preview, agent-ring-time = 4 s, preview-limit = 10 s } ]";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static TwoNodes two;
    private static Callees agents;

    @BeforeAll
    static void start() {
        two = TwoNodes.start(folder, CALLBACKS, LINE, Map.of());
        agents = CountedAgents.instead(two.pbx, folder);
    }

    @AfterAll
    static void stop() {
        agents.close();
        two.close();
    }

    @Test
    void what_is_started_at_the_node_without_the_line_rings_the_agent_and_then_the_customer_once() {
        Node asked = two.other(holder());
        AskedCallback callback = AskedCallback.of("13830000012", asked.api());
        JsonNode offer = offered(asked, callback);
        assertThat(offer.at("/callback/attempts/0/state").asText()).isEqualTo("COMMITTED");

        assertThat(start(asked, offer).statusCode()).isEqualTo(200);

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("first").asText()).isEqualTo("AGENT");
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        assertThat(two.customers.rung(callback.number())).hasSize(1);
        HttpResponse<String> again = start(asked, offer);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("it was started already");
    }

    @Test
    void what_was_looked_at_when_the_node_of_the_line_was_killed_rings_nobody_until_it_is_started_anew() {
        Node elder = holder();
        Node younger = two.other(elder);
        AskedCallback callback = AskedCallback.of("13830000022", younger.api());
        JsonNode offer = offered(younger, callback);
        elder.process().kill();

        HttpResponse<String> refused = start(younger, offer);

        assertThat(refused.statusCode()).as(refused.body()).isIn(409, 503);
        assertThat(refused.body()).contains("Nothing was done");
        assertThat(callback.over(1).path("detail").asText()).isEqualTo("TAKEN_BACK");
        assertThat(two.customers.rung(callback.number())).isEmpty();
        assertThat(start(younger, offered(younger, callback)).statusCode()).isEqualTo(200);
        assertThat(callback.over(2).path("detail").asText()).isEqualTo("BUSY");
        assertThat(two.customers.rung(callback.number())).hasSize(1);
        elder.process().startAgain();
    }

    /// Once it hears what is said on the line.
    private static Node holder() {
        return Awaitility.await("a node holds the line and hears it")
                .atMost(Duration.ofSeconds(60))
                .until(two::listening, Optional::isPresent)
                .orElseThrow();
    }

    /// Once the board of the node of the line shows the agent.
    private static JsonNode offered(Node asked, AskedCallback callback) {
        JsonNode offer = CodedAgents.until(
                Duration.ofSeconds(60),
                () -> Api.tree(asked.api()
                        .post("/api/v1/callbacks/next", "next", "{\"agent\":\"1001\"}")
                        .body()),
                answer -> answer.has("attempt"));
        assertThat(offer.at("/callback/id").asText()).isEqualTo(callback.id());
        return offer;
    }

    private static HttpResponse<String> start(Node asked, JsonNode offer) {
        return asked.api()
                .post(
                        "/api/v1/callbacks/previews/" + offer.path("attempt").asText() + "/start",
                        "start",
                        "{\"agent\":\"1001\"}");
    }
}
