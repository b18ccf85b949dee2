package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A machine asks a customer over a real call; he answers by the keys of his telephone (RFC 4733), and the ticket
/// goes on from there.
@Tag("line")
@SuppressWarnings("NullAway.Init")
class SurveyTest {
    private static final String MACHINE = "hearback-survey";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static final Started STARTED = new Started();
    private static Pbx pbx;
    private static Api administrator;
    private static Complaints complaints;
    private static Api followUp;

    private String ticket = "";

    @BeforeAll
    static void start() {
        pbx = STARTED.kept(Pbx.withoutNetwork(folder));
        Map<String, String> environment = ServiceSettings.atAnyHour(pbx, folder);
        administrator = STARTED.kept(ServiceHere.start(environment)).api();
        complaints = new Complaints(environment);
        followUp = ServiceSettings.apiOf(environment, "wu", "FOLLOW_UP", "");
    }

    @AfterAll
    static void stop() {
        STARTED.close();
    }

    @Test
    void a_content_customer_settles_the_follow_up() {
        told("13800138071");
        JsonNode callback = surveyed("13800138071", "11");

        assertThat(callback.path("closeReason").asText()).isEqualTo("REACHED");
        assertThat(callback.at("/attempts/0/outcome").asText()).isEqualTo("REACHED");
        JsonNode detail = administrator.until(
                30, path(), found -> found.at("/life/stage").asText().equals("closed"));
        assertThat(step(detail, "followed-up").path("who").asText()).isEqualTo(MACHINE);
        assertThat(step(detail, "followed-up").at("/fact/answers/satisfaction").asText())
                .isEqualTo("satisfied");
        String call = callback.at("/attempts/0/call").asText();
        assertThat(step(detail, "surveyed").at("/fact/call").asText()).isEqualTo(call);
        assertThat(clock("follow-up").path("verdict").asText()).isEqualTo("MET");

        JsonNode heard = administrator.get("/api/v1/calls/" + call);
        assertThat(heard.path("result").asText()).isEqualTo("SURVEYED");
        assertThat(heard.path("agents")).isEmpty();
        assertThat(heard.path("survey"))
                .extracting(answer -> answer.path("question").asText() + " "
                        + answer.path("key").asInt())
                .containsExactly("timeliness 1", "satisfaction 1");
        JsonNode recordings = administrator.until(
                60,
                "/api/v1/recordings?call=" + call,
                found -> found.at("/items/0/state").asText().equals("READY"));
        assertThat(recordings.path("items")).hasSize(1);
        assertThat(recordings.at("/items/0/seconds").asDouble()).isGreaterThan(5);
    }

    @Test
    void a_dissatisfied_customer_causes_the_second_dispatch() {
        told("13800138072");
        // The first key is none that was asked for: the question is said again.
        JsonNode callback = surveyed("13800138072", "714");

        JsonNode detail = administrator.until(
                30, path(), found -> found.at("/life/stage").asText().equals("objected"));
        assertThat(step(detail, "followed-up").at("/fact/answers/satisfaction").asText())
                .isEqualTo("dissatisfied");
        assertThat(step(detail, "objection-noted").path("who").asText()).isEqualTo("hearback");
        JsonNode survey = administrator
                .get("/api/v1/calls/" + callback.at("/attempts/0/call").asText())
                .path("survey");
        assertThat(survey.at("/0/repeats").asInt()).isEqualTo(1);
        assertThat(survey.at("/0/timeouts").asInt()).isZero();
        assertThat(survey.at("/1/key").asInt()).isEqualTo(4);

        taken(complaints.dispatcher(), "second-dispatch-decided", "{'needed':true,'why':'he is not content'}");
        taken(complaints.dispatcher(), "dispatched", Complaints.order());

        JsonNode again = complaints.network().get(path());
        assertThat(again.at("/life/stage").asText()).isEqualTo("at-department");
        assertThat(again.at("/life/orders")).hasSize(2);
        assertThat(again.at("/life/orders/1/department").asText()).isEqualTo("network");
    }

    @Test
    void a_customer_who_presses_nothing_is_left_to_a_person() {
        told("13800138073");
        JsonNode callback = surveyed("13800138073", "..!");

        assertThat(callback.path("closeReason").asText()).isEqualTo("NOTHING_PRESSED");
        assertThat(callback.path("attempts")).hasSize(1);
        assertThat(callback.at("/attempts/0/outcome").asText()).isEqualTo("NOT_REACHED");
        assertThat(callback.at("/attempts/0/detail").asText()).isEqualTo("NOTHING_PRESSED");
        JsonNode detail = administrator.until(30, path(), found -> kinds(found).contains("surveyed"));
        assertThat(step(detail, "surveyed").at("/fact/answers")).isEmpty();
        assertThat(kinds(detail)).doesNotContain("followed-up");
        assertThat(detail.at("/life/stage").asText()).isEqualTo("told");
        assertThat(clock("follow-up").path("verdict").asText()).isEqualTo("RUNNING");

        taken(
                followUp,
                "followed-up",
                "{'answers':{'timeliness':'average','satisfaction':'satisfied'},'opinion':'','wantsContact':false}");
        assertThat(administrator.get(path()).at("/life/stage").asText()).isEqualTo("closed");
    }

    @Test
    void what_was_answered_before_he_hung_up_is_kept_and_the_rest_is_not_answered() {
        told("13800138074");
        JsonNode callback = surveyed("13800138074", "2!");

        assertThat(callback.path("closeReason").asText()).isEqualTo("REACHED");
        JsonNode detail = administrator.until(30, path(), found -> kinds(found).contains("surveyed"));
        assertThat(step(detail, "surveyed").at("/fact/answers/timeliness").asText())
                .isEqualTo("fairly-satisfied");
        assertThat(step(detail, "surveyed").at("/fact/answers/satisfaction").isMissingNode())
                .isTrue();
        assertThat(kinds(detail)).doesNotContain("followed-up");
        assertThat(detail.at("/life/stage").asText()).isEqualTo("told");
    }

    @Test
    void nothing_is_missing_in_what_is_shipped() {
        JsonNode lines = administrator.get("/api/v1/lines");

        assertThat(lines.at("/lines/0/problems").isArray()).isTrue();
        assertThat(lines.at("/lines/0/problems")).isEmpty();
    }

    private void told(String customer) {
        ticket = complaints.told(customer);
    }

    /// The callback, when it is over.
    private JsonNode surveyed(String customer, String pressed) {
        CompletableFuture<Void> phone = pbx.customer(pressed);
        String wish = "{\"number\":\"%s\",\"reason\":\"SURVEY\",\"ticket\":\"%s\"}".formatted(customer, ticket);
        HttpResponse<String> asked = followUp.post("/api/v1/callbacks", "survey of " + customer, wish);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(201);
        assertThat(followUp.post("/api/v1/callbacks", "once more " + customer, wish)
                        .statusCode())
                .as("one survey for what he was told")
                .isEqualTo(422);
        phone.join();
        return administrator.until(
                60,
                "/api/v1/callbacks/" + Api.tree(asked.body()).path("id").asText(),
                found -> found.path("state").asText().equals("CLOSED"));
    }

    private void taken(Api who, String kind, String body) {
        complaints.taken(ticket, who, kind, body);
    }

    private String path() {
        return Complaints.path(ticket);
    }

    private static List<String> kinds(JsonNode detail) {
        return StreamSupport.stream(detail.path("steps").spliterator(), false)
                .map(step -> step.path("kind").asText())
                .toList();
    }

    private static JsonNode step(JsonNode detail, String kind) {
        return StreamSupport.stream(detail.path("steps").spliterator(), false)
                .filter(step -> step.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + kind + " among " + kinds(detail)));
    }

    private JsonNode clock(String name) {
        return StreamSupport.stream(
                        administrator.get(path() + "/clocks").path("clocks").spliterator(), false)
                .filter(clock -> clock.path("clock").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no clock " + name));
    }
}
