package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.identity.Role;
import hearback.agent.testing.Sample;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A batch is shown on each of its tickets (S3-91, S0-12), to everybody as far as he may see the others (Scope, S3-03).
final class AlikeTest extends OwnDesk {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<String> numbers = new ArrayList<>();

    @BeforeEach
    void five() {
        numbers.clear();
        for (int n = 1; n <= 5; n++) {
            var ticket = desk.tickets
                    .link(Sample.incoming(n, new PhoneNumber.Known("+861350000900" + n)))
                    .ticket();
            numbers.add(ticket.opening().number().text());
        }
        for (String number : numbers) {
            step(number, "classified", "{'taxonomy':'business','leaf':'broadband'}");
            step(number, "classified", "{'taxonomy':'nature','leaf':'repair'}");
            step(
                    number,
                    "described",
                    "{'fields':{'content':'no internet','contact':'by day','place':'Garden Street 5'}}");
        }
    }

    private void step(String number, String kind, String body) {
        step(Role.ADMINISTRATOR, number, kind, body);
    }

    private void step(Role role, String number, String kind, String body) {
        var answer = desk.post(role, path(number) + "/steps/" + kind, body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static String path(String number) {
        return "/api/v1/tickets/" + number;
    }

    private void untilAllAreFound() {
        for (String number : numbers) {
            await().atMost(SOON)
                    .until(() -> desk.get(Role.SUPERVISOR, path(number))
                            .json()
                            .getJsonObject("ticket")
                            .getJsonArray("classes")
                            .contains("batch"));
        }
    }

    private JsonObject sameMatter(Role role, String number) {
        return desk.get(role, path(number) + "/alike").json().getJsonObject("sameMatter");
    }

    private JsonObject found(Role role, String number, String language) {
        var answer = desk.send(desk.request(role, path(number)).header("Accept-Language", language))
                .json();
        return answer.getJsonArray("steps").stream()
                .map(JsonObject.class::cast)
                .filter(step -> step.getString("kind").equals("found-alike"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_ticket_of_a_batch_names_the_others_and_says_why_in_both_languages() {
        untilAllAreFound();
        var first = desk.get(Role.SUPERVISOR, path(numbers.getFirst())).json();
        assertThat(first.getJsonObject("life").getJsonArray("alike")).containsExactly("batch");
        assertThat(sameMatter(Role.SUPERVISOR, numbers.getFirst()))
                .isEqualTo(new JsonObject()
                        .put("tickets", new JsonArray(numbers.subList(1, 5)))
                        .put("notNamed", 0));
        assertThat(found(Role.SUPERVISOR, numbers.getFirst(), "en").getString("words"))
                .isEqualTo("5 tickets of the same matter within 24 h: " + String.join(", ", numbers));
        assertThat(found(Role.SUPERVISOR, numbers.getFirst(), "zh").getString("words"))
                .isEqualTo("24 小时内同一事项工单 5 张：" + String.join(", ", numbers));
    }

    @Test
    void a_department_is_told_of_no_ticket_that_did_not_go_to_it() {
        untilAllAreFound();
        for (String number : numbers.subList(0, 2)) {
            step(number, "submitted", "{}");
            step(
                    number,
                    "dispatched",
                    "{'department':'network','responsible':'wang','second':'li','expedited':false,'instruction':'look'}");
        }
        assertThat(sameMatter(Role.DEPARTMENT, numbers.getFirst()))
                .isEqualTo(new JsonObject()
                        .put("tickets", new JsonArray(List.of(numbers.get(1))))
                        .put("notNamed", 3));
        var step = found(Role.DEPARTMENT, numbers.getFirst(), "en");
        assertThat(step.getJsonObject("fact").getJsonArray("tickets")).containsExactly(numbers.get(0), numbers.get(1));
        assertThat(desk.get(Role.DEPARTMENT, path(numbers.getFirst())).text())
                .doesNotContain(numbers.get(2), numbers.get(3), numbers.get(4));
        assertThat(desk.get(Role.DEPARTMENT, path(numbers.get(2)) + "/alike").status())
                .isEqualTo(404);
    }

    @Test
    void a_hidden_complainant_is_not_told_by_his_company_S3_03() {
        untilAllAreFound();
        String hidden = numbers.getFirst();
        step(Role.AGENT, hidden, "identity-sealed", "{'reason':'he asked for it'}");
        assertThat(sameMatter(Role.SUPERVISOR, numbers.get(1)))
                .isEqualTo(new JsonObject()
                        .put("tickets", new JsonArray(numbers.subList(2, 5)))
                        .put("notNamed", 1));
        assertThat(found(Role.SUPERVISOR, numbers.get(1), "en").encode()).doesNotContain(hidden);
        assertThat(sameMatter(Role.SUPERVISOR, hidden).getInteger("notNamed")).isEqualTo(4);
        assertThat(found(Role.SUPERVISOR, hidden, "en").getJsonObject("fact").getJsonArray("tickets"))
                .containsExactly(hidden);
        step(Role.SUPERVISOR, hidden, "seal-broken", "{'reason':'the police ask'}");
        assertThat(sameMatter(Role.SUPERVISOR, hidden).getJsonArray("tickets")).hasSize(4);
        assertThat(sameMatter(Role.QUALITY, hidden).getInteger("notNamed"))
                .as("somebody else broke it")
                .isEqualTo(4);
    }
}
