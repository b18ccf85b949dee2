package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Nobody is rung while no agent of the callbacks' queue is free (faults.md case 44, failure F5), as a real app_queue
/// says who is.
@Tag("line")
class AgentsTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private Pbx pbx;
    private ServiceProcess service;
    private Api api;

    @BeforeEach
    void start() {
        pbx = Pbx.start(folder);
        Map<String, String> environment = ServiceSettings.atAnyHour(pbx, folder);
        ServiceSettings.add(environment, "hearback.callbacks.dial-level = 1");
        service = ServiceProcess.start(folder, environment);
        api = service.api();
        api.until(30, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
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
    void a_due_callback_waits_for_a_free_agent() {
        agentsAre("pause");
        api.until(30, "/api/v1/agents", agents -> agents.path("items").size() >= 2 && noneReady(agents));
        String callback = Api.tree(
                        api.post("/api/v1/callbacks", "ask", "{\"number\":\"13800138000\",\"reason\":\"REPLY\"}")
                                .body())
                .path("id")
                .asText();
        // Longer due than any round of the dispatcher takes, with nobody to take it.
        api.until(30, "/api/v1/callbacks/" + callback, AgentsTest::isLongDue);

        Instant free = Instant.now();
        agentsAre("unpause");

        JsonNode reached = api.until(
                60,
                "/api/v1/callbacks/" + callback,
                one -> one.at("/attempts/0/outcome").asText().equals("REACHED"));
        assertThat(reached.path("attempts")).hasSize(1);
        assertThat(Instant.parse(reached.at("/attempts/0/startedAt").asText())).isAfter(free.minusSeconds(1));
    }

    private static boolean noneReady(JsonNode agents) {
        for (JsonNode agent : agents.path("items")) {
            if (agent.path("state").asText().equals("READY")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLongDue(JsonNode callback) {
        return callback.path("state").asText().equals("PLANNED")
                && Instant.parse(callback.path("dueAt").asText()).plusSeconds(3).isBefore(Instant.now());
    }

    private void agentsAre(String what) {
        for (String agent : new String[] {"1001", "1002"}) {
            var _ = pbx.cli("queue " + what + " member PJSIP/" + agent + " queue hotline");
        }
    }
}
