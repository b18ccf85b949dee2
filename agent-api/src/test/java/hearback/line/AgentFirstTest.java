package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// An agent is rung first, on a real Asterisk: SIPp plays customers and agents, and counts how often each was called.
/// What an attempt comes to is what became of the customer; where no agent took it, the customer's telephone never
/// rang.
@Tag("line")
class AgentFirstTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static CodedLine line;

    @BeforeAll
    static void start() {
        line = CodedLine.start(folder, (phones, pbx, environment) -> {
            CodedAgents.instead(pbx, phones);
            CodedAgents.dialling(environment, "dialling = agent-first, agent-ring-time = 4 s");
        });
    }

    @AfterAll
    static void stop() {
        line.close();
        assertThat(line.service.errors())
                .as("our own mistakes, the stop included")
                .isEmpty();
    }

    @AfterEach
    void nobodyTakesAnything() {
        pause("1001");
        pause("1002");
        Awaitility.await("no call is left")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> line.pbx.cli("core show channels concise").isBlank());
    }

    @Test
    void a_customer_who_answers_is_with_his_agent_at_once() {
        AskedCallback callback = ask(1, "8200");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("outcome").asText()).isEqualTo("REACHED");
        assertThat(attempt.path("first").asText()).isEqualTo("AGENT");
        assertThat(callback.now().path("closeReason").asText()).isEqualTo("REACHED");
        assertThat(line.calls(callback)).isEqualTo(1);
        JsonNode call = line.api.get("/api/v1/calls/" + attempt.path("call").asText());
        assertThat(call.path("direction").asText()).isEqualTo("OUTBOUND");
        assertThat(call.path("agents")).hasSize(1);
        assertThat(call.at("/agents/0/agent").asText()).isEqualTo("1001");
        assertThat(call.path("recordings")).hasSize(1);
    }

    @Test
    void a_customer_who_is_busy_is_busy() {
        AskedCallback callback = ask(2, "8486");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        assertThat(attempt.at("/cause/sip").asInt()).isEqualTo(486);
        isRungAgainThreeHoursAfter(attempt, callback);
    }

    @Test
    void a_customer_who_lets_it_ring_did_not_answer() {
        AskedCallback callback = ask(3, "8100");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("NO_ANSWER");
        assertThat(attempt.path("side").asText()).isEqualTo("CUSTOMER");
        isRungAgainThreeHoursAfter(attempt, callback);
    }

    @Test
    void a_customer_whose_telephone_is_off_is_out_of_reach() {
        AskedCallback callback = ask(4, "9480");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("SWITCHED_OFF");
        assertThat(attempt.at("/cause/sip").asInt()).isEqualTo(480);
        isRungAgainThreeHoursAfter(attempt, callback);
    }

    @Test
    void a_trunk_that_is_congested_is_no_failure_of_the_customer() {
        AskedCallback callback = ask(5, "7503");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("TRUNK_CONGESTED");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
    }

    @Test
    void while_no_agent_answers_the_customers_telephone_never_rings() {
        long before = line.customers.callsTo(CodedAgents.NEVER_ANSWERS);
        AskedCallback callback = ask(6, "8200");
        takesCallbacks("1002");

        JsonNode attempt = callback.over(1);

        assertThat(line.customers.callsTo(CodedAgents.NEVER_ANSWERS)).isEqualTo(before + 1);
        assertThat(line.calls(callback)).isZero();
        assertThat(attempt.path("detail").asText()).isEqualTo("AGENT_ABSENT");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
        // Nobody was rung: no spacing, the wait after a failure of ours.
        Instant ended = Instant.parse(attempt.path("endedAt").asText());
        assertThat(callback.now().path("dueAt").asText())
                .isEqualTo(ended.plus(Duration.ofMinutes(10)).toString());
    }

    @Test
    void an_agent_who_rings_off_while_the_customer_rings_leaves_him_with_the_spacing() {
        AskedCallback callback = ask(7, "8100");
        takesCallbacks("1001");
        line.customers.untilRung(callback.number());

        String agent = line.pbx
                .cli("core show channels concise")
                .lines()
                .map(line -> line.split("!")[0])
                .filter(name -> name.startsWith("PJSIP/1001-"))
                .findFirst()
                .orElseThrow();
        var _ = line.pbx.cli("channel request hangup " + agent);

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("CUT_OFF");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
        isRungAgainThreeHoursAfter(attempt, callback);
    }

    @Test
    void killed_when_the_agent_has_answered_the_customer_is_rung_once_and_the_journal_tells_how_it_went() {
        long before = line.customers.callsTo(CodedAgents.ANSWERS);
        AskedCallback callback = ask(8, "8486");
        takesCallbacks("1001");
        Awaitility.await("the agent's telephone rings")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> line.customers.callsTo(CodedAgents.ANSWERS) == before + 1);
        // He answers a second later. Frozen, it hears nothing of that any more; the dialplan goes on by itself.
        line.service.freeze();
        line.customers.untilRung(callback.number());
        line.service.kill();
        assertThat(line.postgres.count(
                        "select count(*) from telephony.attempt_live where state = 'RELEASED' and callback = '"
                                + callback.id() + "'"))
                .isEqualTo(1);

        line.startAgain();

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        assertThat(attempt.path("side").asText()).isEqualTo("CUSTOMER");
        isRungAgainThreeHoursAfter(attempt, callback);
    }

    @Test
    void nothing_is_missing_in_what_is_shipped() {
        // That somebody is behind the trunk is asked every ten seconds, and an answer may be late.
        JsonNode lines = line.api.until(
                150, "/api/v1/lines", found -> found.at("/lines/0/problems").isEmpty());

        assertThat(lines.at("/lines/0/problems").isArray()).isTrue();
    }

    private static void pause(String agent) {
        var _ = line.pbx.cli("queue pause member PJSIP/" + agent + " queue hotline");
    }

    private static void takesCallbacks(String agent) {
        var _ = line.pbx.cli("queue unpause member PJSIP/" + agent + " queue hotline");
    }

    /// While nobody takes callbacks.
    ///
    /// @param one from which the number is made
    private static AskedCallback ask(int one, String ending) {
        pause("1001");
        pause("1002");
        line.api.until(30, "/api/v1/agents", AgentFirstTest::isNobodyReady);
        return line.ask("13800" + one + "4" + ending);
    }

    private static boolean isNobodyReady(JsonNode agents) {
        return !agents.toString().contains("\"READY\"") && agents.path("items").size() == 2;
    }

    /// Once he was rung, and is left alone until then.
    private static void isRungAgainThreeHoursAfter(JsonNode attempt, AskedCallback callback) {
        callback.goesOnAfter(attempt);
        assertThat(line.calls(callback)).isEqualTo(1);
    }
}
