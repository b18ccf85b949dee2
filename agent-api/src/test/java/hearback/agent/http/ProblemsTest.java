package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import io.vertx.core.json.JsonObject;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, the answer is a problem document that names what is wrong and tells nothing else.
final class ProblemsTest extends AtOneDesk {
    private static void isProblem(Desk.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(Problems.MEDIA_TYPE);
        assertThat(answer.json().getInteger("status")).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("Exception", "hearback.", "io.vertx", "at java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/calls?limit=0        | limit",
                "/calls?limit=201      | limit",
                "/calls?limit=x        | limit",
                "/calls?limit=99999999999999999999 | limit",
                "/calls?live=perhaps   | live",
                "/calls?cursor=%00     | cursor",
                "/calls?cursor=bm9uZQ  | cursor",
                "/tickets?cursor=bm9uZQ | cursor",
                "/tickets?state=lost   | state",
                "/callbacks?cursor=bm9uZQ | cursor",
                "/callbacks/1          | id",
                "/recordings/1         | id",
                "/tickets/12           | number",
            })
    void a_wrong_parameter_is_named(String path, String field) {
        var answer = desk.get(Role.ADMINISTRATOR, "/api/v1" + path);
        isProblem(answer, 400);
        assertThat(answer.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | 400 | number",
                "{\"number\":\"13800005678\"}                    | 400 | reason",
                "{\"number\":1,\"reason\":\"REPLY\"}             | 400 | number",
                "{\"number\":\"\",\"reason\":\"REPLY\"}          | 400 | number",
                "{\"number\":\"13800005678\",\"reason\":\"X\"}   | 400 | reason",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"attempts\":0} | 400 | attempts",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"notBefore\":\"soon\"} | 400 | notBefore",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"notBefore\":\"+999999999-01-01T00:00:00Z\"} | 422 | notBefore",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"bestTime\":\"evening\"} | 400 | bestTime",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"bestTime\":\"18:00-25:00\"} | 422 | bestTime",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"household\":\" x\"} | 422 | household",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"otherNumbers\":[\"13800005679\",\"110\"]} | 422 | otherNumbers/1",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"otherNumbers\":[\"138 0000 5678\"]} | 422 | otherNumbers/0",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"otherNumbers\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]} | 400 | otherNumbers",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"ticket\":\"7\"} | 400 | ticket",
                "{\"number\":\"13800005678\",\"reason\":\"REPLY\",\"ticket\":\"202601010001\"} | 422 | ticket",
                "{\"number\":\"110\",\"reason\":\"REPLY\"}       | 422 | number",
                "{\"number\":\"anonymous\",\"reason\":\"REPLY\"} | 422 | number",
                "{\"number\":\"13800005678\\r\\nAction: x\",\"reason\":\"REPLY\"} | 422 | number",
                "{\"number\":\"1380000&5678\",\"reason\":\"REPLY\"} | 422 | number",
                "{\"number\":\"13800005678@trunk\",\"reason\":\"REPLY\"} | 422 | number",
                "{\"number\":\"1380000567\\u0000\",\"reason\":\"REPLY\"} | 422 | number",
                "[]                                              | 400 | body",
                "null                                            | 400 | body",
                "{                                               | 400 | body",
                "\"x\"                                           | 400 | body",
            })
    void a_wrong_body_is_refused_naming_the_field(String body, int status, String field) {
        var answer = desk.post(
                Role.AGENT,
                "/api/v1/callbacks",
                body,
                "Idempotency-Key",
                UUID.randomUUID().toString());
        isProblem(answer, status);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.json().getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("field")))
                .as(answer.text())
                .doesNotHaveDuplicates();
        assertThat(answer.text()).doesNotContain("5678");
        assertThat(desk.neighbours.callbacks.list(java.util.Optional.empty(), java.util.Optional.empty(), 9))
                .isEmpty();
    }

    @Test
    void a_callback_without_a_key_is_refused_naming_the_header() {
        var answer = desk.post(Role.AGENT, "/api/v1/callbacks", "{\"number\":\"13800005678\",\"reason\":\"REPLY\"}");
        isProblem(answer, 400);
        assertThat(answer.field()).isEqualTo("Idempotency-Key");
    }

    @Test
    void unknown_routes_and_methods_are_problems_too() {
        isProblem(desk.get(Role.ADMINISTRATOR, "/api/v1/nothing"), 404);
        isProblem(desk.get(Role.ADMINISTRATOR, "/nothing"), 404);
        var put = desk.send(
                desk.request(Role.ADMINISTRATOR, "/api/v1/callbacks").PUT(HttpRequest.BodyPublishers.noBody()));
        isProblem(put, 405);
        assertThat(put.header("Allow")).isEqualTo("GET, POST");
    }

    @Test
    void without_a_token_the_answer_says_how_to_show_one() {
        var answer = desk.send(HttpRequest.newBuilder(desk.at("/api/v1/calls")));
        isProblem(answer, 401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void what_is_too_large_or_no_json_is_refused() {
        isProblem(desk.post(Role.AGENT, "/api/v1/callbacks", "x".repeat((int) Desk.BODY_LIMIT + 1)), 413);
        isProblem(
                desk.send(desk.request(Role.AGENT, "/api/v1/callbacks")
                        .header("Content-Type", "text/xml")
                        .header("Idempotency-Key", "k")
                        .POST(HttpRequest.BodyPublishers.ofString("<x/>"))),
                415);
    }

    @Test
    void a_body_nested_without_end_is_no_trouble() {
        var deep = new JsonObject().put("reason", "x").encode().replace("\"x\"", "[".repeat(1_500));
        isProblem(desk.post(Role.AGENT, "/api/v1/tickets/202601010001/close", deep), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/calls/..%2f..%2fetc", "/calls/'%20or%201=1--", "/calls/%F0%9F%98%80"})
    void a_hostile_id_is_the_id_of_nothing(String path) {
        isProblem(desk.get(Role.ADMINISTRATOR, "/api/v1" + path), 404);
    }

    @Test
    void a_nul_in_an_id_is_refused() {
        isProblem(desk.get(Role.ADMINISTRATOR, "/api/v1/calls/%00"), 400);
    }

    @Test
    void who_asks_the_stream_without_upgrading_is_told_to() throws Exception {
        // The JDK's newer client takes no Upgrade header in an answer.
        var connection = (HttpURLConnection) desk.at("/api/v1/stream").toURL().openConnection();
        assertThat(connection.getResponseCode()).isEqualTo(426);
        assertThat(connection.getHeaderField("Upgrade")).isEqualTo("websocket");
    }

    @Test
    void while_a_store_is_away_the_answer_says_when_to_come_again() {
        desk.neighbours.callbacks.goAway();
        try {
            var answer = desk.get(Role.ADMINISTRATOR, "/api/v1/callbacks");
            isProblem(answer, 503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        } finally {
            desk.neighbours.callbacks.comeBack();
        }
    }

    @Test
    void the_page_has_its_files_and_takes_nothing_from_elsewhere() throws Exception {
        List<String> files;
        try (var page = Files.list(
                Path.of(Objects.requireNonNull(Page.class.getResource("/page")).toURI()))) {
            files = page.map(file -> "/" + file.getFileName())
                    .map(file -> file.equals("/index.html") ? "/" : file)
                    .toList();
        }
        assertThat(files).contains("/", "/page.js", "/page.css");
        for (String file : files) {
            var answer = desk.send(HttpRequest.newBuilder(desk.at(file)));
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.text()).as(file).isNotBlank().doesNotContain("http://", "https://", "innerHTML");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(new JsonObject(text("/zh-CN.json")).fieldNames())
                .isEqualTo(new JsonObject(text("/en.json")).fieldNames());
    }

    private static String text(String path) {
        return desk.send(HttpRequest.newBuilder(desk.at(path))).text();
    }
}
