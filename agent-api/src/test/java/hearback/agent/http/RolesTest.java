package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what: every role at every operation (faults.md 3.5, API5). The table is written out on purpose: a right
/// that is given or taken shows here.
final class RolesTest {
    private static final String UUID = "00000000-0000-0000-0000-000000000000";
    private static final String ALL = "AGENT DISPATCHER DEPARTMENT FOLLOW_UP QUALITY SUPERVISOR AUDITOR ADMINISTRATOR";

    /// What exactly each of them may do is the ticket's own rule.
    private static final String WORKING = "AGENT DISPATCHER DEPARTMENT FOLLOW_UP QUALITY SUPERVISOR ADMINISTRATOR";

    /// A profile says what is looked at in the work of departments.
    private static final String RULES = "AGENT DISPATCHER FOLLOW_UP QUALITY SUPERVISOR AUDITOR ADMINISTRATOR";

    private static final Map<String, String> MAY = Map.ofEntries(
            Map.entry("GET /calls", "AGENT DISPATCHER FOLLOW_UP QUALITY SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /calls/main-1", "AGENT DISPATCHER FOLLOW_UP QUALITY SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /tickets", ALL),
            Map.entry("GET /tickets/202601010001", ALL),
            Map.entry("POST /tickets", WORKING),
            Map.entry("GET /tickets/202601010001/clocks", ALL),
            Map.entry("POST /tickets/202601010001/steps/informed", WORKING),
            Map.entry("POST /tickets/202601010001/calls/main-1/split", WORKING),
            Map.entry("POST /tickets/202601010001/close", WORKING),
            Map.entry("GET /recordings", "AGENT DISPATCHER FOLLOW_UP QUALITY SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /recordings/" + UUID, "AGENT DISPATCHER FOLLOW_UP QUALITY SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /recordings/" + UUID + "/audio", "DISPATCHER QUALITY SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("HEAD /recordings/" + UUID + "/audio", "DISPATCHER QUALITY SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /callbacks", "AGENT DISPATCHER FOLLOW_UP SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("POST /callbacks", "AGENT DISPATCHER FOLLOW_UP SUPERVISOR ADMINISTRATOR"),
            Map.entry("GET /callbacks/" + UUID, "AGENT DISPATCHER FOLLOW_UP SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("POST /callbacks/" + UUID + "/withdraw", "DISPATCHER SUPERVISOR ADMINISTRATOR"),
            Map.entry("GET /agents", "AGENT DISPATCHER SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /queues", "AGENT DISPATCHER SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /lines", "SUPERVISOR AUDITOR ADMINISTRATOR"),
            Map.entry("GET /audit", "AUDITOR ADMINISTRATOR"),
            Map.entry("GET /audit/verification", "AUDITOR ADMINISTRATOR"),
            Map.entry("GET /profiles", RULES),
            Map.entry("GET /profiles/gas/1", RULES),
            Map.entry("PUT /profiles/gas/1", "ADMINISTRATOR"),
            Map.entry("GET /profiles/switches", RULES),
            Map.entry("POST /profiles/switches", "ADMINISTRATOR"),
            Map.entry("POST /profiles/dry-run", "SUPERVISOR ADMINISTRATOR"),
            Map.entry("GET /webhooks", "ADMINISTRATOR"),
            Map.entry("POST /webhooks", "ADMINISTRATOR"),
            Map.entry("DELETE /webhooks/" + UUID, "ADMINISTRATOR"),
            Map.entry("POST /tokens", "ADMINISTRATOR"),
            Map.entry("DELETE /tokens/nobody", "ADMINISTRATOR"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Desk desk;

    @BeforeAll
    static void start() {
        desk = new Desk(folder);
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void every_role_may_do_what_the_table_says_and_nothing_else() {
        List<String> wrong = new ArrayList<>();
        MAY.forEach((operation, roles) -> {
            Set<String> allowed = Stream.of(roles.split(" ")).collect(Collectors.toSet());
            for (Role role : Role.values()) {
                int status = status(operation, desk.token(role));
                if ((status != 403) != allowed.contains(role.name())) {
                    wrong.add(role + " " + operation + " → " + status);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobody_may_do_anything_without_a_good_token() {
        for (String token : List.of("", "x", "../../etc", "a".repeat(64), desk.token(Role.AGENT) + "x")) {
            for (String operation : MAY.keySet()) {
                assertThat(status(operation, token)).as(operation).isEqualTo(401);
            }
        }
    }

    @Test
    void a_revoked_token_is_refused_at_once_and_its_name_may_be_given_again() {
        var issued = desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"li\",\"role\":\"AGENT\"}")
                .json()
                .getString("token");
        assertThat(status("GET /calls", issued)).isEqualTo(200);
        assertThat(desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"li\",\"role\":\"AUDITOR\"}")
                        .status())
                .isEqualTo(409);
        assertThat(status("DELETE /tokens/li", desk.token(Role.ADMINISTRATOR))).isEqualTo(204);
        assertThat(status("GET /calls", issued)).isEqualTo(401);
        assertThat(status("DELETE /tokens/li", desk.token(Role.ADMINISTRATOR))).isEqualTo(404);
        assertThat(desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"li\",\"role\":\"AUDITOR\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_refusal_does_not_tell_whether_the_thing_exists_or_the_request_was_right() {
        var there = desk.get(Role.DEPARTMENT, "/api/v1/callbacks/" + UUID);
        var nonsense = desk.get(Role.DEPARTMENT, "/api/v1/callbacks/no-such-thing");
        assertThat(there.status()).isEqualTo(403);
        assertThat(nonsense.text()).isEqualTo(there.text());
    }

    private static int status(String operation, String token) {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = "/api/v1" + operation.substring(operation.indexOf(' ') + 1);
        var request = HttpRequest.newBuilder(desk.at(path)).method(method, HttpRequest.BodyPublishers.noBody());
        return desk.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                .status();
    }
}
