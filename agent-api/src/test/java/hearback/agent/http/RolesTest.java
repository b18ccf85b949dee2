package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.FakeIssuer;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who may do what: every operation of the contract, asked by every role, by nobody and with tokens that are no good
/// (faults.md 3.5, API5). What comes of it is compared with a table that is written down, `roles.txt`: a right that is
/// given or taken shows there, and an operation without a row fails.
final class RolesTest extends AtOneDesk {
    private static final String UUID = "00000000-0000-0000-0000-000000000000";
    private static final String TABLE = "/roles.txt";
    /// Names in paths, and what is asked for in their place: there is no such thing.
    private static final Map<String, String> PLACES = Map.of(
            "number",
            "202601010001",
            "kind",
            "informed",
            "call",
            "main-1",
            "name",
            "nobody",
            "version",
            "1",
            "id",
            UUID,
            "attempt",
            UUID);
    /// Served beside the contract.
    private static final List<String> OTHERS = List.of("GET /metrics");

    private static String revoked = "";
    private static String ended = "";

    @BeforeAll
    static void start() {
        revoked = desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"left\",\"role\":\"ADMINISTRATOR\"}")
                .json()
                .getString("token");
        assertThat(status("DELETE /tokens/left", desk.token(Role.ADMINISTRATOR)))
                .isEqualTo(204);
        String account = "{\"name\":\"went\",\"displayName\":\"Went\",\"role\":\"ADMINISTRATOR\",\"password\":"
                + "\"coal bin ladder\"}";
        desk.post(Role.ADMINISTRATOR, "/api/v1/accounts", account);
        ended = desk.post(Role.AGENT, "/api/v1/login", "{\"name\":\"went\",\"password\":\"coal bin ladder\"}")
                .json()
                .getString("token");
        assertThat(status("GET /lines", ended)).isEqualTo(200);
        assertThat(status("POST /logout", ended)).isEqualTo(204);
    }

    @Test
    void every_role_may_do_what_the_table_says_and_nothing_else() {
        String found = table();
        assertThat(found).as("the table as it is now:%n%s", found).isEqualTo(written());
    }

    private static String table() {
        List<String> columns = new ArrayList<>(List.of("no token", "wrong token"));
        Stream.of(Role.values()).map(Role::name).forEach(columns::add);
        List<String> rows = new ArrayList<>();
        rows.add(row("operation", columns));
        Stream<String> served = contract().operations().stream()
                .map(operation -> operation.getHttpMethod() + " " + operation.getOpenAPIPath());
        Stream.concat(served, OTHERS.stream())
                .sorted(Comparator.comparing((String operation) -> operation.substring(operation.indexOf(' ')))
                        .thenComparing(operation -> operation))
                .forEach(operation -> rows.add(row(operation, answers(operation))));
        return String.join("\n", rows) + "\n";
    }

    private static List<String> answers(String operation) {
        String place = PLACES.entrySet().stream()
                .reduce(
                        operation,
                        (path, entry) -> path.replace("{" + entry.getKey() + "}", entry.getValue()),
                        (one, _) -> one);
        assertThat(place).as("a name in a path that has no place here").doesNotContain("{");
        List<String> answers = new ArrayList<>();
        answers.add(answer(place, ""));
        answers.add(wrongTokens().map(token -> answer(place, token)).distinct().collect(Collectors.joining("/")));
        for (Role role : Role.values()) {
            answers.add(answer(place, desk.token(role)));
        }
        return answers;
    }

    /// Made up, cut, lengthened, signed by nobody, unsigned, revoked, ended.
    private static Stream<String> wrongTokens() {
        String good = desk.token(Role.ADMINISTRATOR);
        return Stream.of(
                "x",
                "../../etc",
                "a".repeat(64),
                good + "x",
                good.substring(1),
                "e30.e30.AAAA",
                FakeIssuer.base64("{\"alg\":\"none\"}") + "." + FakeIssuer.base64("{\"roles\":\"administrator\"}")
                        + ".",
                revoked,
                ended);
    }

    private static String answer(String operation, String token) {
        int status = status(operation, token);
        return status == 401 || status == 403 ? Integer.toString(status) : "may";
    }

    private static String row(String operation, List<String> cells) {
        return ("%-42s" + "| %-13s".repeat(cells.size()))
                .formatted(Stream.concat(Stream.of(operation), cells.stream()).toArray())
                .stripTrailing();
    }

    private static OpenAPIContract contract() {
        return OpenAPIContract.from(desk.database.vertx(), Contract.readable()).await();
    }

    /// Without the lines that say what it is.
    private static String written() {
        try (InputStream in = RolesTest.class.getResourceAsStream(TABLE)) {
            return in == null
                    ? ""
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        String asked = operation.substring(operation.indexOf(' ') + 1);
        String path = OTHERS.contains(operation) ? asked : "/api/v1" + asked;
        var request = HttpRequest.newBuilder(desk.at(path)).method(method, HttpRequest.BodyPublishers.noBody());
        return desk.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                .status();
    }
}
