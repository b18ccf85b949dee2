package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A line that hangs machines up, on a real Asterisk with SIPp as whoever answers: a long greeting is a machine's, a
/// short hello a person's.
@Tag("line")
@SuppressWarnings("NullAway.Init")
class MachinesTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static CodedCustomers customers;
    private static Pbx pbx;
    private static Hearback service;
    private static Map<String, String> environment;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        customers = CodedCustomers.start(folder);
        pbx = Pbx.start(folder, customers.behindTheTrunk());
        environment = ServiceSettings.atAnyHour(pbx, folder);
        // The line is looked at again after so many answered Pings.
        Files.writeString(
                Path.of(environment.get("HEARBACK_CONFIG")),
                "hearback.lines = [ { hang-up-machines = true } ]\nhearback.listening { ping-every = 200 ms }\n",
                StandardOpenOption.APPEND);
        service = Hearback.start(new SettingsFile(environment).read(), InstantSource.system(), new SecureRandom());
        api = ServiceSettings.api(environment);
        api.until(20, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    @AfterAll
    static void stop() {
        try {
            service.stop();
        } finally {
            pbx.close();
            customers.close();
        }
    }

    @Test
    void a_machine_is_hung_up_and_its_customer_was_not_reached() {
        JsonNode attempt = over(asked("13800138202"));

        assertThat(attempt.path("outcome").asText()).isEqualTo("NOT_REACHED");
        assertThat(attempt.path("detail").asText()).isEqualTo("ANSWERING_MACHINE");
        assertThat(attempt.path("side").asText()).isEqualTo("CUSTOMER");
        assertThat(attempt.at("/cause/q850").asInt()).isEqualTo(24);
        assertThat(attempt.at("/announcement/said").asText()).isEqualTo("ANSWERING_MACHINE");
        assertThat(attempt.at("/announcement/by").asText()).isEqualTo("DIALPLAN");
        JsonNode call = api.get("/api/v1/calls/" + attempt.path("call").asText());
        assertThat(call.path("result").asText()).isEqualTo("ANSWERING_MACHINE");
        assertThat(call.path("agents")).isEmpty();
        // Whoever reads it in the server's own journal is told the same.
        String channel = attempt.path("call").asText().replaceFirst("^main-", "");
        assertThat(new Journal(pbx.journal()).hangupCauses(channel)).containsExactly(24);
    }

    @Test
    void a_short_hello_is_a_person_and_he_has_an_agent() {
        JsonNode attempt = over(asked("13800138201"));

        assertThat(attempt.path("outcome").asText()).isEqualTo("REACHED");
        assertThat(attempt.path("announcement").isMissingNode()).isTrue();
    }

    @Test
    void a_survey_asks_no_machine() {
        String ticket = new Complaints(environment).told("13800137202");
        HttpResponse<String> asked = api.post(
                "/api/v1/callbacks",
                "survey",
                "{\"number\":\"13800137202\",\"reason\":\"SURVEY\",\"ticket\":\"%s\"}".formatted(ticket));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);

        JsonNode attempt = over(Api.tree(asked.body()).path("id").asText());

        assertThat(attempt.path("detail").asText()).isEqualTo("ANSWERING_MACHINE");
        assertThat(api.get("/api/v1/calls/" + attempt.path("call").asText()).path("survey"))
                .isEmpty();
    }

    @Test
    void what_the_server_lacks_for_it_is_named() {
        assertThat(problems(0)).isEmpty();

        pbx.edit("extensions.conf", text -> text.replace("[hearback-machine]", "[gone]"), "dialplan reload");
        var _ = pbx.cli("module unload app_amd.so");

        assertThat(problems(2))
                .anyMatch(problem -> problem.asText().contains("hearback-machine")
                        && problem.asText().contains("hang-up-machines"))
                .anyMatch(problem -> problem.asText().contains("app_amd"));

        pbx.edit("extensions.conf", text -> text.replace("[gone]", "[hearback-machine]"), "dialplan reload");
        var _ = pbx.cli("module load app_amd.so");

        assertThat(problems(0)).isEmpty();
    }

    private static JsonNode problems(int many) {
        return api.until(
                        60,
                        "/api/v1/lines",
                        lines -> lines.at("/lines/0/problems").size() == many)
                .at("/lines/0/problems");
    }

    private static String asked(String number) {
        HttpResponse<String> asked = api.post(
                "/api/v1/callbacks", "ask-" + number, "{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(number));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
        return Api.tree(asked.body()).path("id").asText();
    }

    private static JsonNode over(String callback) {
        return api.until(
                        60,
                        "/api/v1/callbacks/" + callback,
                        found -> found.at("/attempts/0/state").asText().equals("SETTLED"))
                .at("/attempts/0");
    }
}
