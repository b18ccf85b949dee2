package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.OwnPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// An agent is rung first, on a real Asterisk: SIPp plays customers and agents, and counts how often each was called.
/// What
/// an attempt comes to is what became of the customer; where no agent took it, the customer's telephone never rang.
@Tag("line")
class AgentFirstTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static CodedCustomers phones;
    private static Pbx pbx;
    private static OwnPostgres postgres;
    private static ServiceProcess service;
    private static Api api;

    @BeforeAll
    static void start() {
        phones = CodedCustomers.start(folder);
        pbx = Pbx.start(folder, phones.behindTheTrunk());
        CodedAgents.instead(pbx, phones);
        postgres = OwnPostgres.start(folder, Clone.freePorts(1).getFirst());
        Map<String, String> environment = ServiceSettings.inAHurry(pbx, folder);
        environment.put("DATABASE_URL", postgres.url());
        CodedAgents.dialling(environment, "dialling = agent-first, agent-ring-time = 4 s");
        service = ServiceProcess.start(folder, environment);
        api = service.api();
        connected();
    }

    @AfterAll
    static void stop() {
        try {
            service.close();
        } finally {
            postgres.close();
            pbx.close();
            phones.close();
        }
    }

    @AfterEach
    void nobodyTakesAnything() {
        pause("1001");
        pause("1002");
        Awaitility.await("no call is left")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> pbx.cli("core show channels concise").isBlank());
    }

    @Test
    void a_customer_who_answers_is_with_his_agent_at_once() {
        Callback callback = ask(1, "8200");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("outcome").asText()).isEqualTo("REACHED");
        assertThat(attempt.path("first").asText()).isEqualTo("AGENT");
        assertThat(callback.now().path("closeReason").asText()).isEqualTo("REACHED");
        assertThat(callback.calls()).isEqualTo(1);
        JsonNode call = api.get("/api/v1/calls/" + attempt.path("call").asText());
        assertThat(call.path("direction").asText()).isEqualTo("OUTBOUND");
        assertThat(call.path("agents")).hasSize(1);
        assertThat(call.at("/agents/0/agent").asText()).isEqualTo("1001");
        assertThat(call.path("recordings")).hasSize(1);
    }

    @Test
    void a_customer_who_is_busy_is_busy() {
        Callback callback = ask(2, "8486");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        assertThat(attempt.at("/cause/sip").asInt()).isEqualTo(486);
        callback.isRungAgainThreeHoursAfter(attempt);
    }

    @Test
    void a_customer_who_lets_it_ring_did_not_answer() {
        Callback callback = ask(3, "8100");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("NO_ANSWER");
        assertThat(attempt.path("side").asText()).isEqualTo("CUSTOMER");
        callback.isRungAgainThreeHoursAfter(attempt);
    }

    @Test
    void a_customer_whose_telephone_is_off_is_out_of_reach() {
        Callback callback = ask(4, "9480");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("SWITCHED_OFF");
        assertThat(attempt.at("/cause/sip").asInt()).isEqualTo(480);
        callback.isRungAgainThreeHoursAfter(attempt);
    }

    @Test
    void a_trunk_that_is_congested_is_no_failure_of_the_customer() {
        Callback callback = ask(5, "7503");
        takesCallbacks("1001");

        JsonNode attempt = callback.over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("TRUNK_CONGESTED");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
    }

    @Test
    void while_no_agent_answers_the_customers_telephone_never_rings() {
        long before = phones.callsTo(CodedAgents.NEVER_ANSWERS);
        Callback callback = ask(6, "8200");
        takesCallbacks("1002");

        JsonNode attempt = callback.over(1);

        assertThat(phones.callsTo(CodedAgents.NEVER_ANSWERS)).isEqualTo(before + 1);
        assertThat(callback.calls()).isZero();
        assertThat(attempt.path("detail").asText()).isEqualTo("AGENT_ABSENT");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
        // Nobody was rung: no spacing, the wait after a failure of ours.
        Instant ended = Instant.parse(attempt.path("endedAt").asText());
        assertThat(callback.now().path("dueAt").asText())
                .isEqualTo(ended.plus(Duration.ofMinutes(10)).toString());
    }

    @Test
    void an_agent_who_rings_off_while_the_customer_rings_leaves_him_with_the_spacing() {
        Callback callback = ask(7, "8100");
        takesCallbacks("1001");
        phones.untilRung(callback.number());

        String agent = pbx.cli("core show channels concise")
                .lines()
                .map(line -> line.split("!")[0])
                .filter(name -> name.startsWith("PJSIP/1001-"))
                .findFirst()
                .orElseThrow();
        var _ = pbx.cli("channel request hangup " + agent);

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("CUT_OFF");
        assertThat(attempt.path("side").asText()).isEqualTo("OURS");
        callback.isRungAgainThreeHoursAfter(attempt);
    }

    @Test
    void killed_when_the_agent_has_answered_the_customer_is_rung_once_and_the_journal_tells_how_it_went() {
        long before = phones.callsTo(CodedAgents.ANSWERS);
        Callback callback = ask(8, "8486");
        takesCallbacks("1001");
        Awaitility.await("the agent's telephone rings")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> phones.callsTo(CodedAgents.ANSWERS) == before + 1);
        // He answers a second later. Frozen, it hears nothing of that any more; the dialplan goes on by itself.
        service.freeze();
        phones.untilRung(callback.number());
        service.kill();
        assertThat(postgres.count("select count(*) from telephony.attempt where state = 'RELEASED' and callback = '"
                        + callback.id() + "'"))
                .isEqualTo(1);

        service.startAgain();
        connected();

        JsonNode attempt = callback.over(1);
        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        assertThat(attempt.path("side").asText()).isEqualTo("CUSTOMER");
        callback.isRungAgainThreeHoursAfter(attempt);
    }

    @Test
    void nothing_is_missing_in_what_is_shipped() {
        // That somebody is behind the trunk is asked every ten seconds, and an answer may be late.
        JsonNode lines = api.until(
                150, "/api/v1/lines", found -> found.at("/lines/0/problems").isEmpty());

        assertThat(lines.at("/lines/0/problems").isArray()).isTrue();
    }

    private static void pause(String agent) {
        var _ = pbx.cli("queue pause member PJSIP/" + agent + " queue hotline");
    }

    private static void takesCallbacks(String agent) {
        var _ = pbx.cli("queue unpause member PJSIP/" + agent + " queue hotline");
    }

    private static void connected() {
        api.until(30, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    /// While nobody takes callbacks.
    ///
    /// @param one from which the number is made
    private static Callback ask(int one, String ending) {
        pause("1001");
        pause("1002");
        api.until(30, "/api/v1/agents", AgentFirstTest::isNobodyReady);
        String number = "13800" + one + "4" + ending;
        HttpResponse<String> answer = api.post(
                "/api/v1/callbacks", "ask-" + number, "{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new Callback(Api.tree(answer.body()).path("id").asText(), number);
    }

    private static boolean isNobodyReady(JsonNode agents) {
        return !agents.toString().contains("\"READY\"") && agents.path("items").size() == 2;
    }

    private record Callback(String id, String number) {
        JsonNode now() {
            return api.get("/api/v1/callbacks/" + id);
        }

        /// The attempt of this ordinal, once it is settled.
        JsonNode over(int ordinal) {
            String attempt = "/attempts/" + (ordinal - 1);
            return api.until(
                            90,
                            "/api/v1/callbacks/" + id,
                            callback -> callback.at(attempt + "/state").asText().equals("SETTLED"))
                    .at(attempt);
        }

        /// Once he was rung, and is left alone until then.
        void isRungAgainThreeHoursAfter(JsonNode attempt) {
            Instant ended = Instant.parse(attempt.path("endedAt").asText());
            assertThat(now().path("attempts")).hasSize(1);
            assertThat(now().path("dueAt").asText())
                    .isEqualTo(ended.plus(Duration.ofHours(3)).toString());
            assertThat(calls()).isEqualTo(1);
        }

        /// How often the customer's telephone was called.
        long calls() {
            return phones.callsTo(number);
        }
    }
}
