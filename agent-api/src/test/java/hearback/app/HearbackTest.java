package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.Settings;
import hearback.config.SettingsFile;
import hearback.config.SettingsProblems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program with a PostgreSQL of its own; no Redis, and an Asterisk that is not there.
class HearbackTest {
    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-03-02T09:30:00Z"));

    /// One folder for all: making a database takes seconds.
    @TempDir
    private static Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void it_answers_without_redis_and_without_asterisk_and_lets_the_administrator_in() throws Exception {
        var hearback = Hearback.start(settings("hearback.redis.url = off"), TIME, new SecureRandom());
        try {
            assertThat(get(hearback, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(hearback, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(hearback, "/readyz").body()).contains("\"redis\":\"off\"");
            assertThat(get(hearback, "/api/v1/tickets").statusCode()).isEqualTo(200);
            assertThat(get(hearback, "/metrics").body())
                    .contains("jvm_memory_used_bytes")
                    .contains("vertx_");
        } finally {
            hearback.stop();
        }
    }

    @Test
    void it_works_with_a_redis_that_is_not_there() throws Exception {
        var hearback =
                Hearback.start(settings("hearback.redis.url = \"redis://127.0.0.1:1\""), TIME, new SecureRandom());
        try {
            assertThat(get(hearback, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(hearback, "/readyz").body()).contains("\"redis\":\"down\"");
        } finally {
            hearback.stop();
        }
    }

    @Test
    void it_can_be_stopped_twice_and_started_again_on_what_it_left() throws Exception {
        var first = Hearback.start(settings("hearback.redis.url = off"), TIME, new SecureRandom());
        var token = Files.readString(folder.resolve("admin-token"));
        first.stop();
        first.stop();

        var second = Hearback.start(settings("hearback.redis.url = off"), TIME, new SecureRandom());

        assertThat(Files.readString(folder.resolve("admin-token"))).isEqualTo(token);
        assertThat(get(second, "/api/v1/tickets").statusCode()).isEqualTo(200);
        second.stop();
    }

    @Test
    void a_taken_port_of_the_api_is_named_and_nothing_is_left_running() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings("hearback { redis.url = off, http.port = " + taken.getLocalPort() + " }");

            assertThatThrownBy(() -> Hearback.start(settings, TIME, new SecureRandom()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("HEARBACK_HTTP_PORT");
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
        try (var free = StateFolder.open(folder)) {
            assertThat(free).isNotNull();
        } catch (Exception stillHeld) {
            throw new AssertionError(stillHeld);
        }
    }

    @Test
    void a_port_given_twice_is_named_and_nothing_is_left_running() {
        int twice = Ports.choose(0);
        var settings = settings(
                "hearback { redis.url = off, http.port = " + twice + ", database.embedded-port = " + twice + " }");

        assertThatThrownBy(() -> Hearback.start(settings, TIME, new SecureRandom()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("port " + twice)
                .hasMessageContaining("HEARBACK_HTTP_PORT");
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void mistakes_in_own_profiles_are_told_all_at_once_before_anything_is_started(
            @TempDir Path own, @TempDir Path state) throws IOException {
        Files.writeString(own.resolve("a.yaml"), "profile: a");
        Files.writeString(own.resolve("b.yaml"), "nothing");
        var settings = settings(
                "hearback { state-folder = \"" + state.resolve("new") + "\", profile.directory = \"" + own + "\" }",
                Map.of("AMI_SECRET", "invented"));

        assertThatThrownBy(() -> Hearback.start(settings, TIME, new SecureRandom()))
                .isInstanceOf(SettingsProblems.class)
                .hasMessageContaining("hearback.profile.directory: a.yaml: ")
                .hasMessageContaining("hearback.profile.directory: b.yaml: must be one map");
        assertThat(state.resolve("new")).doesNotExist();
    }

    @Test
    void a_profile_that_is_not_there_refuses_the_start_and_nothing_is_left_running() {
        var settings = settings("hearback { redis.url = off, profile.default = water }");

        assertThatThrownBy(() -> Hearback.start(settings, TIME, new SecureRandom()))
                .isInstanceOf(SettingsProblems.class)
                .hasMessageStartingWith("hearback.profile.default: there is no profile water; there are car-dealer, ");
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    private static Settings settings(String more) {
        return settings(more, Map.of("HEARBACK_STATE", folder.toString(), "AMI_SECRET", "invented"));
    }

    private static Settings settings(String more, Map<String, String> environment) {
        return new SettingsFile(environment).parse("""
                        hearback {
                          database.embedded-port = 0
                          http.port = 0
                          lines = [ { port = 1 } ]
                        }
                        """ + more);
    }

    private HttpResponse<String> get(Hearback hearback, String path) throws IOException, InterruptedException {
        var token = Files.readString(folder.resolve("admin-token")).strip();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hearback.httpPort() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
