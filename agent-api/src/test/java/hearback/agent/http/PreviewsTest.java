package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.telephony.callback.CallbackPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The next callback as an agent looks at it, starts it or gives it back.
final class PreviewsTest extends OwnDesk {
    private final CallbackPlan plan = Attempts.everyKind().getFirst();
    private final String path =
            "/api/v1/callbacks/previews/" + plan.attempts().getFirst().id();

    private Desk.Answer post(String path, String body) {
        return desk.post(Role.AGENT, path, body.replace('\'', '"'));
    }

    private Desk.Answer next(String agent) {
        return post("/api/v1/callbacks/next", "{'agent':'" + agent + "'}");
    }

    @Test
    void shows_the_number_the_history_and_until_when_and_is_started_once() {
        assertThat(next("1001").json().getString("why")).isEqualTo("nothing is due");
        desk.neighbours.previews.offer(plan, plan.attempts().getFirst().id());

        var offer = next("1001").json();

        assertThat(offer.getString("attempt"))
                .isEqualTo(plan.attempts().getFirst().id().toString());
        assertThat(offer.getString("until")).isEqualTo("2026-11-23T04:02:00Z");
        assertThat(offer.getJsonObject("callback").getString("id"))
                .isEqualTo(plan.request().id().toString());
        assertThat(offer.getJsonObject("callback").getJsonArray("attempts")).isNotEmpty();
        assertThat(offer.getJsonObject("callback").getJsonArray("decisions")).isNotNull();
        assertThat(next("1002").json().getString("why")).isEqualTo("agent 1002 is not free");

        var refused = post(path + "/start", "{'agent':'1002'}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("detail")).isEqualTo("Nothing was done: it is not offered to agent 1002.");
        assertThat(post(path + "/start", "{'agent':'1001'}").status()).isEqualTo(200);
        assertThat(post(path + "/start", "{'agent':'1001'}").status()).isEqualTo(409);
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit").text()).contains("CALLBACK_STARTED", "attempt:");
    }

    @Test
    void is_given_back_with_a_reason() {
        desk.neighbours.previews.offer(plan, plan.attempts().getFirst().id());

        assertThat(post(path + "/hand-back", "{'agent':'1001'}").status()).isEqualTo(400);
        assertThat(post(path + "/hand-back", "{'agent':'1001','reason':'he speaks Cantonese'}")
                        .status())
                .isEqualTo(200);

        assertThat(desk.neighbours.previews.handedBack()).isEqualTo("he speaks Cantonese");
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit").text())
                .contains("CALLBACK_HANDED_BACK", "1001: he speaks Cantonese");
    }

    @Test
    void says_why_nothing_can_be_done_and_when_to_ask_again() {
        desk.neighbours.previews.offer(plan, plan.attempts().getFirst().id());
        desk.neighbours.previews.notNow("no node holds the line to main now");

        assertThat(next("1001").json().getString("why")).isEqualTo("no node holds the line to main now");
        for (var answer : List.of(
                post(path + "/start", "{'agent':'1001'}"),
                post(path + "/hand-back", "{'agent':'1001','reason':'lunch'}"))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().getString("detail"))
                    .isEqualTo("Nothing was done: no node holds the line to main now.");
            assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void is_not_for_those_who_do_not_ring_customers() {
        assertThat(desk.post(Role.AUDITOR, "/api/v1/callbacks/next", "{\"agent\":\"1001\"}")
                        .status())
                .isEqualTo(403);
    }
}
