package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import hearback.config.yaml.ProfileFile;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A changed profile is held against what was, before it is switched on.
final class TryProfileTest extends AtOneDesk {
    private static final String TELECOM = ProfileFile.shipped("telecom");
    private static final String SHORTER =
            TELECOM.replace("starts: [accepted]\n    length: 24 h", "starts: [accepted]\n    length: 12 h");

    @BeforeAll
    static void start() {
        for (int n = 1; n <= 3; n++) {
            desk.tickets.link(Sample.incoming(n, new PhoneNumber.Known("+861350000200" + n)));
        }
    }

    private static Desk.Answer tried(JsonObject asked) {
        return desk.post(Role.SUPERVISOR, "/api/v1/profiles/dry-run", asked.encode());
    }

    @Test
    void what_is_not_changed_changes_nothing() {
        var report = tried(new JsonObject().put("profile", TELECOM)).json();
        assertThat(report.getInteger("tickets")).isGreaterThanOrEqualTo(3);
        assertThat(report.getInteger("changed")).isZero();
    }

    @Test
    void every_ticket_whose_limit_would_be_another_is_named_with_both() {
        assertThat(SHORTER).isNotEqualTo(TELECOM);
        var report = tried(new JsonObject().put("profile", SHORTER)).json();
        assertThat(report.getInteger("changed")).isGreaterThanOrEqualTo(3);
        var difference = report.getJsonArray("items")
                .getJsonObject(0)
                .getJsonArray("differences")
                .getJsonObject(0);
        assertThat(difference.getString("what")).isEqualTo("due");
        assertThat(difference.getString("subject")).startsWith("first-reply/0/");
        assertThat(Duration.between(
                        Instant.parse(difference.getString("after")), Instant.parse(difference.getString("before"))))
                .isEqualTo(Duration.ofHours(12));
    }

    /// Two on one matter, where five are a batch now (S3-91).
    @Test
    void a_ticket_whose_class_would_follow_from_others_is_named_and_a_month_without_people_says_that_it_cannot_tell() {
        List<String> numbers = new ArrayList<>();
        for (int n = 21; n <= 22; n++) {
            var ticket = desk.tickets
                    .link(Sample.incoming(n, new PhoneNumber.Known("+86135000021" + n)))
                    .ticket();
            numbers.add(ticket.opening().number().text());
            for (String[] step : new String[][] {
                {"classified", "{'taxonomy':'business','leaf':'broadband'}"},
                {"classified", "{'taxonomy':'nature','leaf':'repair'}"},
                {"described", "{'fields':{'place':'Garden Street'}}"}
            }) {
                assertThat(desk.post(
                                        Role.ADMINISTRATOR,
                                        "/api/v1/tickets/" + numbers.getLast() + "/steps/" + step[0],
                                        step[1].replace('\'', '"'))
                                .status())
                        .isEqualTo(201);
            }
        }
        var two = TELECOM.replace("same-matter: { tickets: 5,", "same-matter: { tickets: 2,");
        var report = tried(new JsonObject().put("profile", two)).json();
        assertThat(report.getBoolean("withOthers")).isTrue();
        assertThat(report.getJsonArray("items"))
                .hasSize(2)
                .allSatisfy(item -> assertThat(((JsonObject) item).getJsonArray("differences"))
                        .containsExactly(new JsonObject()
                                .put("what", "classes")
                                .put("subject", "classes")
                                .put("before", "")
                                .put("after", "batch")));
        var generated = new JsonObject()
                .put("profile", two)
                .put("generated", new JsonObject().put("month", "2026-03").put("tickets", 5));
        assertThat(tried(generated).json().getBoolean("withOthers")).isFalse();
    }

    @Test
    void a_generated_month_is_the_same_for_the_same_seed_and_finds_what_the_past_cannot() {
        String gate = TELECOM.replace(
                "  urges-to-urgent: 3 ",
                "  recheck: { rule: ours, amount-over: \"50000.00\", triggers: [media], sites-without-recording: [] }\n"
                        + "  urges-to-urgent: 3 ");
        assertThat(gate).isNotEqualTo(TELECOM);
        var asked = new JsonObject()
                .put("profile", gate)
                .put(
                        "generated",
                        new JsonObject()
                                .put("month", "2026-03")
                                .put("tickets", 300)
                                .put("seed", 7));
        var report = tried(asked).json();
        assertThat(report.getInteger("tickets")).isEqualTo(300);
        assertThat(report.getInteger("changed")).isBetween(50, 250);
        assertThat(report.getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .flatMap(item -> item.getJsonArray("differences").stream())
                        .map(JsonObject.class::cast)
                        .map(difference -> difference.getString("what")))
                .containsOnly("gate");
        assertThat(tried(asked).json()).isEqualTo(report);
    }

    @Test
    void a_profile_that_cannot_be_used_is_refused_with_all_that_is_wrong() {
        var answer = tried(new JsonObject()
                .put(
                        "profile",
                        TELECOM.replace("length: 2 h open", "length: soon")
                                .replace("further-attempts: 3", "further-attempts: -1")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").size()).isGreaterThanOrEqualTo(2);
        assertThat(answer.field()).startsWith("profile:");
    }
}
