package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CloseReason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A callback that was asked for by number alone and reached nobody, as a supervisor has it.
final class UnreachedTest extends AtOneDesk {
    private static final String TASKS = "/api/v1/callbacks?task=unreachable";
    private static final Duration THREE_HOURS = Duration.ofHours(3);
    private static int last = 0;

    @Test
    void it_is_one_task_that_says_whom_who_asked_when_what_was_tried_and_why_it_ended() {
        String id = failed(asked(), 4, CloseReason.UNREACHABLE);

        var tasks = tasks(id);

        assertThat(tasks).hasSize(1);
        var task = tasks.getFirst();
        assertThat(task.getJsonObject("customer").getString("number")).isEqualTo(number(last));
        assertThat(task.getString("createdAt")).isEqualTo(Json.time(Sample.NOON));
        assertThat(task.getString("askedBy")).isEqualTo("agent");
        assertThat(task.getString("closeReason")).isEqualTo("UNREACHABLE");
        assertThat(task.getJsonArray("attempts")).hasSize(4);
        var lastAttempt = task.getJsonArray("attempts").getJsonObject(3);
        assertThat(lastAttempt.getString("outcome")).isEqualTo("NOT_REACHED");
        assertThat(lastAttempt.getString("detail")).isEqualTo("NO_ANSWER");
        assertThat(task.getJsonObject("unreachable"))
                .isEqualTo(new JsonObject()
                        .put("hindrance", "tries-exhausted")
                        .put("why", "because")
                        .put("since", Json.time(Sample.NOON)));
        assertThat(desk.get(Role.AGENT, "/api/v1/callbacks/" + id).json().getJsonObject("unreachable"))
                .isEqualTo(task.getJsonObject("unreachable"));
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER_UNKNOWN, number-unknown",
        "NUMBER_CHANGED, number-changed",
        "NOT_ALLOWED, not-allowed",
    })
    void so_is_one_of_a_list_whatever_stood_in_the_way(CloseReason reason, String hindrance) {
        String id = failed(imported(), 1, reason);

        assertThat(tasks(id)).singleElement().satisfies(task -> {
            assertThat(task.getString("askedBy")).isEqualTo("supervisor");
            assertThat(task.getJsonObject("unreachable").getString("hindrance")).isEqualTo(hindrance);
        });
    }

    @Test
    void a_supervisor_decides_with_his_words_once_and_it_is_audited() {
        String id = failed(asked(), 4, CloseReason.UNREACHABLE);
        assertThat(tasks(id)).hasSize(1);

        var decided = decide(Role.SUPERVISOR, id, "his neighbour has told him");
        assertThat(decided.status()).as(decided.text()).isEqualTo(200);
        assertThat(decided.json().getJsonObject("unreachable").getJsonObject("decided"))
                .isEqualTo(new JsonObject()
                        .put("by", "supervisor")
                        .put("at", Json.time(Sample.NOON))
                        .put("words", "his neighbour has told him"));
        assertThat(open(id)).isEmpty();
        assertThat(desk.get(Role.AGENT, "/api/v1/callbacks/" + id).json().getJsonObject("unreachable"))
                .isEqualTo(decided.json().getJsonObject("unreachable"));

        var again = decide(Role.ADMINISTRATOR, id, "never mind");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().getString("code")).isEqualTo("decided-already");
        assertThat(again.json().getString("detail"))
                .isEqualTo("supervisor decided about it at " + Json.time(Sample.NOON) + ": his neighbour has told him");
        assertThat(audited(id))
                .extracting(
                        line -> line.getString("who"), line -> line.getString("what"), line -> line.getString("detail"))
                .containsExactly(
                        tuple("agent", "CALLBACK_ASKED", "PROMISED"),
                        tuple("supervisor", "UNREACHABLE_DECIDED", "his neighbour has told him"));
    }

    @Test
    void nobody_decides_who_does_not_lead_and_the_task_stays() {
        String id = failed(asked(), 4, CloseReason.UNREACHABLE);
        assertThat(tasks(id)).hasSize(1);

        for (Role role : List.of(Role.AGENT, Role.DISPATCHER, Role.FOLLOW_UP, Role.AUDITOR)) {
            assertThat(decide(role, id, "done").status()).as(role.name()).isEqualTo(403);
        }
        assertThat(open(id)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'{}'", "'{\"words\":\"\"}'", "'{\"words\":\" \"}'"})
    void nothing_is_decided_without_words(String body) {
        String id = failed(asked(), 4, CloseReason.UNREACHABLE);
        assertThat(tasks(id)).hasSize(1);

        var answer = desk.post(Role.SUPERVISOR, "/api/v1/callbacks/" + id + "/decide", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("words");
        assertThat(open(id)).hasSize(1);
    }

    @Test
    void there_is_nothing_to_decide_about_one_that_goes_on_or_was_taken_back_or_is_not_there() {
        String goesOn = asked();
        assertThat(decide(Role.SUPERVISOR, goesOn, "x").status()).isEqualTo(409);
        desk.post(Role.SUPERVISOR, "/api/v1/callbacks/" + goesOn + "/withdraw", "");
        assertThat(decide(Role.SUPERVISOR, goesOn, "x").json().getString("detail"))
                .startsWith("There is nothing to decide about this callback");
        assertThat(audited(goesOn)).extracting(line -> line.getString("what")).doesNotContain("UNREACHABLE_DECIDED");
        assertThat(decide(Role.SUPERVISOR, new UUID(0, 0).toString(), "x").status())
                .isEqualTo(404);
    }

    @Test
    void who_may_not_see_numbers_sees_none_in_words_and_reasons_either() {
        String id = failed(asked(), 4, CloseReason.UNREACHABLE);
        assertThat(tasks(id)).hasSize(1);
        String digits = number(last).substring(3);
        assertThat(decide(Role.SUPERVISOR, id, "rang " + digits + " by hand").status())
                .isEqualTo(200);

        var seen = desk.get(Role.DISPATCHER, "/api/v1/callbacks/" + id);

        assertThat(seen.json()
                        .getJsonObject("unreachable")
                        .getJsonObject("decided")
                        .getString("words"))
                .isEqualTo("rang **** by hand");
        assertThat(seen.text()).doesNotContain(digits);
    }

    @Test
    void tasks_come_in_pages() {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(_ -> failed(asked(), 0, CloseReason.UNREACHABLE))
                .toList();
        ids.forEach(id -> assertThat(tasks(id)).hasSize(1));

        int seen = 0;
        String next = "";
        do {
            var page = desk.get(Role.SUPERVISOR, TASKS + "&limit=1" + next).json();
            String id = page.getJsonArray("items").getJsonObject(0).getString("id");
            seen += ids.contains(id) ? 1 : 0;
            next = page.containsKey("next") ? "&cursor=" + page.getString("next") : "";
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(3);
    }

    /// Asked for by an agent, by a number of its own.
    private static String asked() {
        var answer = desk.post(
                Role.AGENT,
                "/api/v1/callbacks",
                "{\"number\":\"" + number(++last) + "\",\"reason\":\"PROMISED\"}",
                "Idempotency-Key",
                "unreached " + last);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().getString("id");
    }

    /// Row of a list by a supervisor.
    private static String imported() {
        String list = "number,reason\n" + number(++last) + ",PROMISED\n";
        var report = desk.send(desk.request(Role.SUPERVISOR, "/api/v1/callbacks/import")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(list)));
        assertThat(report.json().getInteger("planned")).as(report.text()).isEqualTo(1);
        return desk.get(Role.SUPERVISOR, "/api/v1/callbacks?limit=1")
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
    }

    private static String number(int n) {
        return "+8613500" + (310_000 + n);
    }

    /// As the line leaves it, after so many attempts that nobody answered.
    private static String failed(String id, int attempts, CloseReason reason) {
        CallbackId callback = new CallbackId(UUID.fromString(id));
        CallbackPlan plan = desk.neighbours.callbacks.find(callback).orElseThrow();
        desk.neighbours.callbacks.put(new CallbackPlan(
                plan.request(),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Closed(reason, Sample.NOON),
                IntStream.rangeClosed(1, attempts)
                        .mapToObj(ordinal -> unanswered(plan, ordinal))
                        .toList(),
                plan.problem()));
        return id;
    }

    private static Attempt unanswered(CallbackPlan plan, int ordinal) {
        Instant at = Sample.NOON.plus(THREE_HOURS.multipliedBy(ordinal));
        return new Attempt(
                new AttemptId(new UUID(last, ordinal)),
                plan.request().id(),
                ordinal,
                plan.request().number(),
                Sample.MAIN,
                1,
                at,
                new AttemptState.Settled(
                        new AttemptOutcome.NotReached(AttemptOutcome.Kind.NO_ANSWER, new HangupCause(19, 480)),
                        at.plusSeconds(35)));
    }

    private static Desk.Answer decide(Role role, String id, String words) {
        return desk.post(
                role,
                "/api/v1/callbacks/" + id + "/decide",
                new JsonObject().put("words", words).encode());
    }

    /// Those of this callback, as soon as there is one.
    private static List<JsonObject> tasks(String id) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> open(id), found -> !found.isEmpty());
    }

    private static List<JsonObject> open(String id) {
        return of(desk.get(Role.SUPERVISOR, TASKS + "&limit=200").json().getJsonArray("items")).stream()
                .filter(task -> task.getString("id").equals(id))
                .toList();
    }

    /// The oldest first.
    private static List<JsonObject> audited(String id) {
        return of(desk.get(Role.AUDITOR, "/api/v1/audit?subject=callback:" + id)
                        .json()
                        .getJsonArray("items"))
                .reversed();
    }

    private static List<JsonObject> of(JsonArray items) {
        return items.stream().map(JsonObject.class::cast).toList();
    }
}
