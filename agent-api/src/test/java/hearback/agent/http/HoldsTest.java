package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pauses and the do-not-call list as a supervisor has them.
final class HoldsTest extends OwnDesk {
    private Desk.Answer post(String path, String body) {
        return desk.post(Role.SUPERVISOR, "/api/v1/callbacks/" + path, body.replace('\'', '"'));
    }

    @Test
    void a_pause_stands_with_who_why_and_since_when_until_it_is_ended_and_both_are_audited() {
        var paused = post("pause", "{'scope':'queue','name':'hotline','reason':'all agents are in a meeting'}");
        assertThat(paused.status()).as(paused.text()).isEqualTo(200);
        assertThat(post("pause", "{'scope':'queue','name':'hotline','reason':'again'}")
                        .json())
                .isEqualTo(paused.json());

        assertThat(desk.get(Role.AGENT, "/api/v1/callbacks/pauses")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0))
                .isEqualTo(paused.json())
                .isEqualTo(new JsonObject()
                        .put("id", paused.json().getString("id"))
                        .put("scope", "queue")
                        .put("name", "hotline")
                        .put("reason", "all agents are in a meeting")
                        .put("by", "supervisor")
                        .put("since", Json.time(Sample.NOON)));
        assertThat(post("pause", "{'scope':'trunk','name':'main/carrier','reason':'its invoice is in dispute'}")
                        .json()
                        .getString("name"))
                .isEqualTo("main/carrier");
        assertThat(post("resume", "{'scope':'trunk','name':'main/carrier','reason':'it is settled'}")
                        .status())
                .isEqualTo(200);
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/callbacks/dispatch").text())
                .contains("all agents are in a meeting");

        String over = "{'scope':'queue','name':'hotline','reason':'the meeting is over'}";
        assertThat(post("resume", over).json()).isEqualTo(paused.json());
        assertThat(post("resume", over).status()).isEqualTo(404);
        assertThat(desk.get(Role.AGENT, "/api/v1/callbacks/pauses").json().getJsonArray("items"))
                .isEmpty();
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit").text())
                .contains("CALLBACKS_PAUSED", "callbacks:queue hotline", "all agents are in a meeting")
                .contains("CALLBACKS_RESUMED", "the meeting is over");
    }

    @Test
    void a_callback_that_waits_for_the_end_of_a_pause_names_what_is_paused_and_until_when() {
        String path = "/api/v1/callbacks/" + planned(1, "4001");
        String other = "/api/v1/callbacks/" + planned(2, "4002");
        post(
                "pause",
                "{'scope':'hotline','name':'4001','reason':'its announcement is changed','until':'2026-11-23T05:00:00Z'}");
        post("pause", "{'scope':'queue','name':'hotline','reason':'all agents are in a meeting'}");

        var heldUp = desk.get(Role.AGENT, path).json();
        assertThat(heldUp.getString("waitsFor")).isEqualTo("PAUSE");
        assertThat(heldUp.getJsonArray("pauses"))
                .isEqualTo(
                        desk.get(Role.AGENT, "/api/v1/callbacks/pauses").json().getJsonArray("items"))
                .extracting(pause -> ((JsonObject) pause).getString("name"))
                .containsExactly("4001", "hotline");
        assertThat(heldUp.getJsonArray("pauses").getJsonObject(0).getString("until"))
                .isEqualTo("2026-11-23T05:00:00Z");
        assertThat(desk.get(Role.AGENT, other).json().getString("waitsFor")).isEqualTo("AGENT");
        assertThat(listed())
                .extracting(callback -> ((JsonObject) callback).containsKey("pauses"))
                .as("the newest first")
                .containsExactly(false, true);

        post("resume", "{'scope':'hotline','name':'4001','reason':'it is changed'}");
        post("resume", "{'scope':'queue','name':'hotline','reason':'the meeting is over'}");
        assertThat(desk.get(Role.AGENT, path).json().getString("waitsFor")).isEqualTo("AGENT");
        post("pause", "{'scope':'all','reason':'alarm'}");
        assertThat(desk.get(Role.AGENT, other).json().getJsonArray("pauses"))
                .singleElement()
                .extracting(pause -> ((JsonObject) pause).getString("scope"))
                .isEqualTo("all");
        post("resume", "{'scope':'all','reason':'a false one'}");
    }

    private CallbackId planned(int number, String hotline) {
        var id = new CallbackId(new UUID(77, number));
        desk.neighbours.callbacks.plan(
                new CallbackRequest(
                        id, new CallbackSubject("ticket:none"), Sample.LI, CallbackReason.REPLY, Sample.NOON),
                Optional.empty(),
                hotline);
        return id;
    }

    private JsonArray listed() {
        return desk.get(Role.AGENT, "/api/v1/callbacks").json().getJsonArray("items");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pause; {'scope':'all'}; 400; reason",
                "pause; {'scope':'all','reason':' '}; 400; reason",
                "pause; {'scope':'all','name':'main','reason':'x'}; 400; name",
                "pause; {'scope':'line','reason':'x'}; 400; name",
                "pause; {'scope':'line','name':'second','reason':'x'}; 422; name",
                "pause; {'scope':'trunk','name':'main','reason':'x'}; 400; name",
                "pause; {'scope':'trunk','name':'main/other','reason':'x'}; 422; name",
                "pause; {'scope':'moon','name':'main','reason':'x'}; 400; scope",
                "pause; {'scope':'all','reason':'x','until':'2001-01-01T00:00:00Z'}; 422; until",
                "pause; {'scope':'all','reason':'x','until':'tomorrow'}; 400; until",
                "do-not-call; {'number':'12','reason':'x'}; 422; number",
                "do-not-call; {'number':'13800005678'}; 400; reason",
            })
    void what_cannot_be_is_told_by_its_field(String path, String body, int status, String field) {
        var answer = post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void a_listed_number_is_shown_in_pages_until_it_is_taken_off() {
        for (int n = 1; n <= 3; n++) {
            assertThat(post("do-not-call", "{'number':'1380000700" + n + "','reason':'he asked for it'}")
                            .status())
                    .isEqualTo(200);
        }
        var page = desk.get(Role.SUPERVISOR, "/api/v1/callbacks/do-not-call?limit=2")
                .json();
        assertThat(page.getJsonArray("items")).hasSize(2);
        var rest = desk.get(Role.SUPERVISOR, "/api/v1/callbacks/do-not-call?limit=2&cursor=" + page.getString("next"))
                .json();
        assertThat(rest.getJsonArray("items")).hasSize(1);

        assertThat(post("do-not-call/remove", "{'number':'138 0000 7002','reason':'he wants to hear from us'}")
                        .status())
                .isEqualTo(200);
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/callbacks/do-not-call").text())
                .contains("+8613800007001", "+8613800007003")
                .doesNotContain("+8613800007002");
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit").text())
                .contains("NUMBER_LISTED", "NUMBER_UNLISTED", "he wants to hear from us")
                .doesNotContain("13800007002");
    }
}
