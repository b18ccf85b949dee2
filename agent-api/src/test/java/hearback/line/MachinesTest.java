package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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

    private static final Started STARTED = new Started();
    private static Pbx pbx;
    private static Map<String, String> environment;
    private static Api api;

    @BeforeAll
    static void start() {
        CodedCustomers customers = STARTED.kept(CodedCustomers.start(folder));
        pbx = STARTED.kept(Pbx.start(folder, customers.behindTheTrunk()));
        environment = ServiceSettings.soonLookedAtAgain(pbx, folder);
        ServiceSettings.add(environment, "hearback.lines = [ { hang-up-machines = true } ]");
        api = STARTED.kept(ServiceHere.start(environment)).api();
    }

    @AfterAll
    static void stop() {
        STARTED.close();
    }

    @Test
    void a_machine_is_hung_up_and_its_customer_was_not_reached() {
        JsonNode attempt = AskedCallback.of("13800138202", api).over(1);

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
        JsonNode attempt = AskedCallback.of("13800138201", api).over(1);

        assertThat(attempt.path("outcome").asText()).isEqualTo("REACHED");
        assertThat(attempt.path("announcement").isMissingNode()).isTrue();
    }

    @Test
    void a_survey_asks_no_machine() {
        String number = "13800137202";
        String ticket = new Complaints(environment).told(number);
        HttpResponse<String> asked = api.post(
                "/api/v1/callbacks",
                "survey",
                "{\"number\":\"%s\",\"reason\":\"SURVEY\",\"ticket\":\"%s\"}".formatted(number, ticket));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);

        JsonNode attempt = new AskedCallback(Api.tree(asked.body()).path("id").asText(), number, api).over(1);

        assertThat(attempt.path("detail").asText()).isEqualTo("ANSWERING_MACHINE");
        assertThat(api.get("/api/v1/calls/" + attempt.path("call").asText()).path("survey"))
                .isEmpty();
    }

    @Test
    void what_the_server_lacks_for_it_is_named() {
        assertThat(api.problems(0)).isEmpty();

        pbx.edit("extensions.conf", text -> text.replace("[hearback-machine]", "[gone]"), "dialplan reload");
        var _ = pbx.cli("module unload app_amd.so");

        assertThat(api.problems(2))
                .anyMatch(problem -> problem.asText().contains("hearback-machine")
                        && problem.asText().contains("hang-up-machines"))
                .anyMatch(problem -> problem.asText().contains("app_amd"));

        pbx.edit("extensions.conf", text -> text.replace("[gone]", "[hearback-machine]"), "dialplan reload");
        var _ = pbx.cli("module load app_amd.so");

        assertThat(api.problems(0)).isEmpty();
    }
}
