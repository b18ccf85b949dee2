package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.identity.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The audit log over HTTP: read by those who may, verified, and its heads on a real disk.
final class AuditTest extends OwnDesk {
    @BeforeEach
    void start() {
        for (String name : List.of("li", "wang", "mei")) {
            assertThat(desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"" + name + "\",\"role\":\"AGENT\"}")
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void an_auditor_pages_through_it_newest_first() {
        var first = get("/audit?limit=2");
        assertThat(subjects(first)).containsExactly("token:mei", "token:wang");
        assertThat(subjects(get("/audit?limit=2&cursor=" + first.getString("next"))))
                .containsExactly("token:li");
        assertThat(subjects(get("/audit?subject=token:wang&who=administrator&since=2026-11-23T12:00:00%2B08:00")))
                .containsExactly("token:wang");
        assertThat(subjects(get("/audit?until=2026-11-23T04:00:00Z"))).isEmpty();
        assertThat(subjects(get("/audit?who=li"))).isEmpty();
    }

    @Test
    void what_is_no_time_and_no_cursor_is_named() {
        for (String field : List.of("since", "until", "cursor")) {
            var answer = desk.get(Role.AUDITOR, "/api/v1/audit?" + field + "=yesterday");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field()).isEqualTo(field);
        }
    }

    @Test
    void an_untouched_log_is_sound_and_the_verification_is_itself_audited() {
        awaitHead(3);

        var report = get("/audit/verification");

        assertThat(report.getString("verdict")).isEqualTo("SOUND");
        assertThat(report.getLong("entries")).isEqualTo(3);
        assertThat(report.getLong("provenTo")).isEqualTo(3);
        assertThat(report.containsKey("finding")).isFalse();
        var own = get("/audit?who=auditor").getJsonArray("items").getJsonObject(0);
        assertThat(own.getString("what")).isEqualTo("AUDIT_VERIFIED");
        assertThat(own.getString("detail")).isEqualTo("SOUND");
    }

    @Test
    void a_changed_log_is_broken_and_the_row_is_named_and_everything_else_goes_on() {
        awaitHead(3);
        pastTriggers("delete from agent.audit where place = 3");

        var finding = get("/audit/verification").getJsonObject("finding");

        assertThat(finding.getString("kind")).isEqualTo("CUT_TAIL");
        assertThat(finding.getLong("place")).isEqualTo(3);
        await().untilAsserted(() -> assertThat(ready().getString("auditHeads")).isEqualTo("contradicted"));
        assertThat(metrics()).contains("hearback_audit_head_trouble{kind=\"contradicted\"} 1.0");
        assertThat(desk.get(Role.AGENT, "/api/v1/tickets").status()).isEqualTo(200);
    }

    @Test
    void a_disk_that_fails_is_told_of_and_nothing_waits_for_it() throws IOException {
        awaitHead(3);
        Files.delete(folder.resolve("audit-heads"));
        Files.createDirectory(folder.resolve("audit-heads"));

        await().untilAsserted(() -> assertThat(ready().getString("auditHeads")).isEqualTo("failing"));

        assertThat(ready().getString("status")).isEqualTo("up");
        assertThat(metrics()).contains("hearback_audit_head_trouble{kind=\"failing\"} 1.0");
        assertThat(desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"zhao\",\"role\":\"AGENT\"}")
                        .status())
                .isEqualTo(201);
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit/verification").status())
                .isEqualTo(503);
        Files.delete(folder.resolve("audit-heads"));
        awaitHead(4);
        assertThat(ready().getString("auditHeads")).isEqualTo("up");
    }

    @Test
    void many_refusals_at_once_are_all_written_and_nobody_waits_for_ever() throws Exception {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            work.add(() -> desk.get(Role.DEPARTMENT, "/api/v1/calls").status());
        }
        try (var threads = Executors.newFixedThreadPool(32)) {
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(403);
            }
        }
        assertThat(desk.database.count("select max(place) from agent.audit where what = 'REFUSED'"))
                .isEqualTo(303);
        awaitHead(303);
        assertThat(get("/audit/verification").getString("verdict")).isEqualTo("SOUND");
    }

    @Test
    void what_is_left_is_written_down_when_it_stops() throws IOException {
        assertThat(desk.get(Role.DEPARTMENT, "/api/v1/calls").status()).isEqualTo(403);
        desk.api().stop();
        assertThat(Files.readAllLines(folder.resolve("audit-heads")).getLast()).contains("Z 4 ");
    }

    private void awaitHead(long place) {
        await().untilAsserted(() -> assertThat(metrics()).contains("hearback_audit_head_place " + place + ".0"));
    }

    private JsonObject get(String path) {
        var answer = desk.get(Role.AUDITOR, "/api/v1" + path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonObject ready() {
        return desk.send(HttpRequest.newBuilder(desk.at("/readyz"))).json();
    }

    private String metrics() {
        return desk.get(Role.AUDITOR, "/metrics").text();
    }

    private static List<String> subjects(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("subject"))
                .toList();
    }

    private void pastTriggers(String sql) {
        desk.database
                .pool()
                .query("begin; set local session_replication_role = replica;" + sql + "; commit")
                .execute()
                .await();
    }
}
