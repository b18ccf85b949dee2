package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.AgentApi;
import hearback.agent.flow.WatchClocks;
import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Documents;
import hearback.agent.testing.Sample;
import hearback.agent.ticket.Ticket;
import hearback.config.ProfileSettings;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Profiles are put in, looked at and switched to while the desk works.
final class ProfilesTest extends OwnDesk {
    private Desk.Answer put(String version, String yaml) {
        return desk.send(desk.request(Role.ADMINISTRATOR, "/api/v1/profiles/" + version)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("profile", yaml).encode())));
    }

    private Desk.Answer change(String hotline, String profile, int version) {
        return desk.post(
                Role.ADMINISTRATOR,
                "/api/v1/profiles/switches",
                new JsonObject()
                        .put("hotline", hotline)
                        .put("profile", profile)
                        .put("version", version)
                        .put("why", "the new rules of the branch")
                        .encode());
    }

    private Ticket opened(int n) {
        return desk.tickets
                .link(Sample.incoming(n, new PhoneNumber.Known("+861350000300" + n)))
                .ticket();
    }

    private JsonArray audited(String act) {
        return new JsonArray(desk.get(Role.AUDITOR, "/api/v1/audit").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("what").equals(act))
                .toList());
    }

    @Test
    void a_ticket_keeps_the_version_it_was_accepted_under_and_the_next_one_goes_by_the_new() {
        var before = opened(1);
        assertThat(put("telecom/3", Documents.telecom(3, 6)).status()).isEqualTo(201);
        assertThat(opened(2).standing().profile()).hasToString("Optional[telecom/2]");

        var answer = change("4001", "telecom", 3);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().getString("putBy")).isEqualTo("administrator");
        assertThat(answer.json().getString("since")).isEqualTo("2026-11-23T04:00:00Z");

        var after = opened(3);
        assertThat(after.standing().profile()).hasToString("Optional[telecom/3]");
        assertThat(after.opening().number().text()).isEqualTo("20261123000003");
        var clocks = desk.get(
                Role.AGENT, "/api/v1/tickets/" + before.opening().number().text() + "/clocks");
        assertThat(clocks.json().getString("profile")).isEqualTo("telecom/2");
    }

    @Test
    void another_node_agrees_after_its_next_look() {
        var node = AgentApi.openProfiles(
                desk.database.openPool(),
                new ProfileSettings("telecom", Optional.empty()),
                List.of(),
                List.of(),
                InstantSource.fixed(Sample.NOON));
        put("telecom/3", Documents.telecom(3, 6));
        change("*", "telecom", 3);
        assertThat(node.forHotline("4001", Sample.NOON).version()).hasToString("telecom/2");
        node.runOnce();
        assertThat(node.forHotline("4001", Sample.NOON).version()).hasToString("telecom/3");
    }

    @Test
    void all_versions_are_listed_with_the_hotlines_that_go_by_them() {
        put("telecom/3", Documents.telecom(3, 6));
        change("4001", "telecom", 3);
        var items = desk.get(Role.AGENT, "/api/v1/profiles").json().getJsonArray("items");
        assertThat(items).hasSize(7);
        assertThat(items.getJsonObject(0).getInteger("version")).isEqualTo(3);
        assertThat(items.getJsonObject(0).getJsonArray("hotlines")).containsExactly("4001");
        assertThat(items.getJsonObject(5).getString("profile")).isEqualTo("telecom");
        assertThat(items.getJsonObject(5).getJsonArray("hotlines")).containsExactly("*");
        assertThat(items.getJsonObject(5).getJsonObject("name").getString("zh")).isEqualTo("电信分公司");
    }

    @Test
    void one_is_shown_with_its_text_and_what_it_says() {
        var gas = desk.get(Role.QUALITY, "/api/v1/profiles/gas/2").json();
        assertThat(gas.getString("yaml")).contains("profile: gas").contains("# ");
        assertThat(gas.getJsonObject("says").getJsonObject("numbering").getInteger("digits"))
                .isEqualTo(2);
        assertThat(gas.getJsonObject("says").getString("zone")).isEqualTo("Asia/Shanghai");
        assertThat(desk.get(Role.QUALITY, "/api/v1/profiles/gas/3").status()).isEqualTo(404);
        assertThat(desk.get(Role.QUALITY, "/api/v1/profiles/water/1").status()).isEqualTo(404);
        assertThat(desk.get(Role.QUALITY, "/api/v1/profiles/gas/0").status()).isEqualTo(400);
    }

    @Test
    void the_same_again_is_the_same_and_another_text_or_an_older_version_is_refused() {
        assertThat(put("telecom/4", Documents.telecom(4, 6)).status()).isEqualTo(201);
        assertThat(put("telecom/4", Documents.telecom(4, 6) + "# a remark\n").status())
                .isEqualTo(200);
        var other = put("telecom/4", Documents.telecom(4, 5));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().getString("detail")).contains("telecom/4").contains("new version");
        assertThat(put("telecom/3", Documents.telecom(3, 6)).status()).isEqualTo(409);
        assertThat(audited("PROFILE_PUT_IN")).hasSize(1);
    }

    @Test
    void everything_that_is_wrong_with_a_document_is_told_with_its_place() {
        var answer = put("telecom/3", Documents.telecom(3, 12).replace("urges-to-urgent: 3", "urges-to-urgent: 0"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").stream()
                        .map(JsonObject.class::cast)
                        .map(error -> error.getString("field")))
                .containsExactlyInAnyOrder("profile:numbering.digits", "profile:intake.urges-to-urgent");
        assertThat(put("telecom/3", Documents.telecom(4, 6)).status()).isEqualTo(422);
        assertThat(put("water/4", Documents.telecom(4, 6)).field()).isEqualTo("profile:version");
        assertThat(audited("PROFILE_PUT_IN")).isEmpty();
    }

    @Test
    void a_switch_is_refused_where_it_cannot_be_or_is_so_already() {
        assertThat(change("4001", "telecom", 3).field()).isEqualTo("version");
        assertThat(change("*", "telecom", 2).status()).isEqualTo(409);
        assertThat(change("4001", "telecom", 2).status()).isEqualTo(201);
        assertThat(change("4001", "telecom", 2).status()).isEqualTo(409);
        put("water/1", Documents.named("water", 1).replace("hotlines: []", "hotlines: [\"4002\"]"));
        var elsewhere = change("4001", "water", 1);
        assertThat(elsewhere.status()).isEqualTo(422);
        assertThat(elsewhere.field()).isEqualTo("hotline");
        assertThat(change("not a number", "gas", 2).status()).isEqualTo(400);
        for (String why : new String[] {"  ", "a\\u0000b"}) {
            assertThat(desk.post(
                                    Role.ADMINISTRATOR,
                                    "/api/v1/profiles/switches",
                                    "{\"hotline\":\"4001\",\"profile\":\"gas\",\"version\":2,\"why\":\"" + why + "\"}")
                            .field())
                    .isEqualTo("why");
        }
        assertThat(audited("PROFILE_SWITCHED")).hasSize(1);
    }

    @Test
    void every_change_is_audited_and_listed_with_its_reason() {
        put("telecom/3", Documents.telecom(3, 6));
        change("4001", "gas", 2);
        change("4001", "telecom", 3);
        var entry = audited("PROFILE_SWITCHED").getJsonObject(0);
        assertThat(entry.getString("subject")).isEqualTo("hotline:4001");
        assertThat(entry.getString("detail")).isEqualTo("profile:telecom/3 because the new rules of the branch");
        assertThat(entry.getString("who")).isEqualTo("administrator");

        var first = desk.get(Role.AUDITOR, "/api/v1/profiles/switches?limit=2").json();
        assertThat(first.getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .map(made -> made.getString("profile")))
                .containsExactly("telecom", "gas");
        var rest = desk.get(Role.AUDITOR, "/api/v1/profiles/switches?limit=2&cursor=" + first.getString("next"))
                .json();
        assertThat(rest.getJsonArray("items")).hasSize(1);
        assertThat(rest.getJsonArray("items").getJsonObject(0).getString("hotline"))
                .isEqualTo("*");
        assertThat(rest.containsKey("next")).isFalse();
    }

    @Test
    void the_limits_of_a_ticket_that_is_not_accepted_yet_are_looked_at_again() {
        put("water/1", Documents.named("water", 1).replace("documents-first: false", "documents-first: true"));
        change("4001", "water", 1);
        var waiting = opened(1);
        assertThat(waiting.standing().profile()).isEmpty();
        change("4001", "telecom", 2);
        var soon = Sample.NOON.plusSeconds(3);
        assertThat(desk.tickets.due(soon, 100)).contains(waiting.id());
        new WatchClocks(desk.tickets, desk.profiles, InstantSource.fixed(soon)).runOnce();
        assertThat(desk.tickets.due(soon, 100)).doesNotContain(waiting.id());
    }
}
