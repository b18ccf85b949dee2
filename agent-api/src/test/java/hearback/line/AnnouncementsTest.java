package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The stand-in network speaks in early media and then says 480, on two real Asterisks: what it says is recognised by
/// its sound, and nothing of it stays.
@Tag("line")
@SuppressWarnings("NullAway.Init")
class AnnouncementsTest {
    /// What the network says of a number that ends in 04 (`deploy/asterisk/network`). The code alone would be
    /// SWITCHED_OFF.
    private static final String SUSPENDED = "cannot-complete-as-dialed.wav";

    private static final String ANOTHER = "pbx-invalid.wav";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static final Started STARTED = new Started();
    private static Pbx pbx;
    private static Map<String, String> environment;
    private static ServiceHere service;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        Path references = Files.createDirectory(folder.resolve("references"));
        Path prompts = Path.of(
                System.getenv().getOrDefault("HEARBACK_ASTERISK_ROOT", "/"),
                "usr/share/asterisk/sounds/en_US_f_Allison");
        Files.copy(prompts.resolve(SUSPENDED), references.resolve("suspended.wav"));
        Files.copy(prompts.resolve(ANOTHER), references.resolve("empty-number.wav"));
        pbx = STARTED.kept(Pbx.start(folder));
        environment = ServiceSettings.soonLookedAtAgain(pbx, folder);
        environment.put("HEARBACK_ANNOUNCEMENTS", references.toString());
        startService();
    }

    private static void startService() {
        service = ServiceHere.start(environment);
        api = service.api();
    }

    @AfterAll
    static void stop() {
        STARTED.kept(service);
        STARTED.close();
    }

    @Test
    void what_was_announced_goes_before_the_code_that_followed_and_both_are_kept() {
        JsonNode attempt = attempted("13800138004");

        assertThat(attempt.path("outcome").asText()).isEqualTo("NOT_REACHED");
        assertThat(attempt.path("detail").asText()).isEqualTo("SUSPENDED");
        assertThat(attempt.at("/cause/sip").asInt()).isEqualTo(480);
        assertThat(attempt.at("/announcement/said").asText()).isEqualTo("SUSPENDED");
        assertThat(attempt.at("/announcement/by").asText()).isEqualTo("SOUND");
        assertThat(attempt.at("/announcement/confidence").asDouble()).isGreaterThanOrEqualTo(0.8);
        nothingStays();
        assertThat(recordings(attempt)).isEmpty();
    }

    @Test
    void where_nothing_was_said_nothing_is_known_but_the_code() {
        JsonNode attempt = attempted("13800138002");

        assertThat(attempt.path("detail").asText()).isEqualTo("BUSY");
        assertThat(attempt.path("announcement").isMissingNode()).isTrue();
        nothingStays();
    }

    @Test
    void whoever_answers_is_recorded_once_and_as_ever() {
        JsonNode attempt = attempted("13800138000");

        assertThat(attempt.path("outcome").asText()).isEqualTo("REACHED");
        nothingStays();
        assertThat(recordings(attempt)).hasSize(1);
    }

    @Test
    void what_a_service_that_died_left_of_an_attempt_that_is_over_is_deleted_at_the_next_start() throws IOException {
        String call = attempted("13800138102").path("call").asText();
        service.close();
        Files.createFile(pbx.recordings().resolve(call.substring(call.indexOf('-') + 1) + "-early.wav"));

        startService();

        nothingStays();
    }

    @Test
    void a_dialplan_that_cannot_record_it_is_told() {
        pbx.edit("extensions.conf", text -> text.replace("[hearback-listen]", "[gone]"), "dialplan reload");

        assertThat(api.problems(1))
                .allMatch(problem -> problem.asText().contains("hearback-listen")
                        && problem.asText().contains("announcements.references"));

        pbx.edit("extensions.conf", text -> text.replace("[gone]", "[hearback-listen]"), "dialplan reload");
        assertThat(api.problems(0)).isEmpty();
    }

    private static JsonNode recordings(JsonNode attempt) {
        return api.get("/api/v1/recordings?call=" + attempt.path("call").asText())
                .path("items");
    }

    private static void nothingStays() {
        Awaitility.await("what was heard early is deleted")
                .atMost(Duration.ofSeconds(10))
                .until(() -> recorded().stream().noneMatch(name -> name.endsWith("-early.wav")));
    }

    private static List<String> recorded() {
        try (var files = Files.list(pbx.recordings())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode attempted(String number) {
        return AskedCallback.of(number, api).over(1);
    }
}
