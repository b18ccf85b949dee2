package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people are told when they work on a ticket over HTTP.
final class TicketStepsTest extends AtOneDesk {
    private static int last = 500;

    private final String number = opened();

    private static String opened() {
        last++;
        var linked = desk.tickets.link(Sample.incoming(last, new PhoneNumber.Known("+86135000003" + last)));
        return linked.ticket().opening().number().text();
    }

    private Desk.Answer step(Role role, String kind, String body, String... headers) {
        return desk.post(role, "/api/v1/tickets/" + number + "/steps/" + kind, body.replace('\'', '"'), headers);
    }

    private void dispatched() {
        assertThat(step(Role.AGENT, "described", "{'fields':{'content':'no line','contact':'13500009999 by day'}}")
                        .status())
                .isEqualTo(201);
        assertThat(step(Role.AGENT, "submitted", "{}").status()).isEqualTo(201);
        assertThat(step(
                                Role.DISPATCHER,
                                "dispatched",
                                "{'department':'network','responsible':'wang','second':'li','expedited':false,"
                                        + "'instruction':'look'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_refusal_has_its_code_its_values_and_its_words_in_the_language_asked_for() {
        var english = step(Role.AGENT, "submitted", "{}");
        assertThat(english.status()).isEqualTo(409);
        assertThat(english.json().getString("code")).isEqualTo("missing-fields");
        assertThat(english.json().getJsonObject("values"))
                .isEqualTo(new JsonObject().put("fields", "content, contact"));
        assertThat(english.json().getString("detail")).isEqualTo("still missing: content, contact");
        assertThat(english.field()).isEqualTo("content");
        var chinese = step(Role.AGENT, "submitted", "{}", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5");
        assertThat(chinese.json().getString("detail")).isEqualTo("缺少必填项：投诉内容, 联系方式");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "moon; {}; 400; kind",
                "informed; {}; 400; what",
                "informed; {'what':7,'more':1}; 400; more",
                "informed; {'what':''}; 422; what",
                "classified; {'taxonomy':'cause','leaf':'moon'}; 422; ''",
                "call-linked; {'call':'main-1','role':'opened'}; 403; ''",
                "registered; {'channel':'phone','receivedAt':'2026-01-01T00:00:00Z'}; 409; ''",
            })
    void what_cannot_be_is_told_by_its_field(String kind, String body, int status, String field) {
        var answer = step(Role.AGENT, kind, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void a_text_that_is_too_long_is_refused_and_nothing_is_written() {
        int before = steps(Role.AGENT).size();
        var answer = step(Role.AGENT, "informed", "{'what':'" + "x".repeat(4_001) + "'}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("what");
        assertThat(steps(Role.AGENT)).hasSize(before);
    }

    @Test
    void the_same_key_is_one_step_and_another_step_under_it_is_refused() {
        String[] key = {"Idempotency-Key", "key-" + number};
        var first = step(Role.AGENT, "informed", "{'what':'the light is red'}", key);
        var again = step(Role.AGENT, "informed", "{'what':'the light is red'}", key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().getJsonObject("step")).isEqualTo(first.json().getJsonObject("step"));
        assertThat(steps(Role.AGENT).stream().filter(kind -> kind.equals("informed")))
                .hasSize(1);
        assertThat(step(Role.AGENT, "submitted", "{}", key).status()).isEqualTo(422);
        assertThat(step(Role.AGENT, "informed", "{'what':'it is green'}", key).status())
                .isEqualTo(422);
    }

    @Test
    void a_department_sees_what_went_to_it_and_of_the_customer_nothing() {
        assertThat(desk.get(Role.DEPARTMENT, "/api/v1/tickets/" + number).status())
                .isEqualTo(404);
        assertThat(desk.get(Role.DEPARTMENT, "/api/v1/tickets/" + number + "/clocks")
                        .status())
                .isEqualTo(404);
        assertThat(step(Role.DEPARTMENT, "informed", "{'what':'x'}").status()).isEqualTo(404);
        dispatched();
        var seen = desk.get(Role.DEPARTMENT, "/api/v1/tickets/" + number);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.text()).doesNotContain("13500009999").doesNotContain("+86135000003" + last);
        assertThat(seen.json().getJsonObject("life").getJsonObject("described").getString("contact"))
                .isEqualTo("****");
        assertThat(step(Role.DEPARTMENT, "order-taken", "{'order':1}").status()).isEqualTo(201);
        assertThat(desk.get(Role.DEPARTMENT, "/api/v1/tickets").text()).contains(number);
    }

    @Test
    void behind_a_seal_only_those_look_who_broke_it_and_that_is_audited_S3_03() {
        dispatched();
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/tickets/" + number).text())
                .contains("13500009999");
        assertThat(step(Role.AGENT, "identity-sealed", "{'reason':'he asked for it'}")
                        .status())
                .isEqualTo(201);
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/tickets/" + number).text())
                .doesNotContain("13500009999")
                .doesNotContain("+86135000003" + last);
        assertThat(step(Role.AGENT, "seal-broken", "{'reason':'curious'}").status())
                .isEqualTo(403);
        assertThat(step(Role.SUPERVISOR, "seal-broken", "{'reason':'his life is in danger'}")
                        .status())
                .isEqualTo(201);
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/tickets/" + number).text())
                .contains("13500009999");
        assertThat(desk.get(Role.ADMINISTRATOR, "/api/v1/tickets/" + number).text())
                .doesNotContain("13500009999");
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit").text())
                .contains("SEAL_BROKEN")
                .contains("ticket:" + number);
    }

    @Test
    void each_clock_says_why_in_both_languages() {
        var clocks =
                desk.get(Role.AUDITOR, "/api/v1/tickets/" + number + "/clocks").json();
        var first = clocks.getJsonArray("clocks").getJsonObject(0);
        assertThat(first.getString("clock")).isEqualTo("first-reply");
        assertThat(first.getString("rule")).isEqualTo("S0-31");
        assertThat(first.getString("name")).isEqualTo("First reply");
        assertThat(first.getString("why")).contains("24 h");
        var chinese = desk.send(desk.request(Role.AUDITOR, "/api/v1/tickets/" + number + "/clocks")
                        .header("Accept-Language", "zh"))
                .json();
        assertThat(chinese.getJsonArray("clocks").getJsonObject(0).getString("name"))
                .isEqualTo("首次回复");
    }

    @Test
    void a_complaint_that_came_by_letter_is_opened_once_and_waits_for_nobody() {
        String body = "{\"channel\":\"letter\",\"hotline\":\"4001\",\"customer\":\"13500008888\","
                + "\"described\":{\"content\":\"the mast hums\"}}";
        var first = desk.post(Role.AGENT, "/api/v1/tickets", body, "Idempotency-Key", "letter " + number);
        var again = desk.post(Role.AGENT, "/api/v1/tickets", body, "Idempotency-Key", "letter " + number);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.json().getString("number")).isEqualTo(first.json().getString("number"));
        assertThat(first.json().getString("stage")).isEqualTo("accepted");
        var detail = desk.get(Role.AGENT, "/api/v1/tickets/" + first.json().getString("number"))
                .json();
        assertThat(detail.getJsonArray("steps").stream()
                        .map(JsonObject.class::cast)
                        .map(step -> step.getString("who")))
                .containsOnly("agent");
        assertThat(detail.getJsonObject("life").getString("acceptor")).isEqualTo("agent");
        var refused = desk.post(
                Role.AGENT, "/api/v1/tickets", "{\"channel\":\"comment-book\"}", "Idempotency-Key", "book " + number);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getString("code")).isEqualTo("channel-not-taken");
    }

    private List<String> steps(Role role) {
        return desk.get(role, "/api/v1/tickets/" + number).json().getJsonArray("steps").stream()
                .map(JsonObject.class::cast)
                .map(step -> step.getString("kind"))
                .toList();
    }
}
