package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A server that lacks a part of what callbacks need, or gives our account more than it needs, is told so: which
/// part, and where to mend it.
@Tag("line")
class LineProblemsTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void what_is_missing_or_too_much_is_named_and_what_was_mended_is_not_any_more() throws IOException {
        try (Pbx pbx = Pbx.withoutNetwork(folder)) {
            pbx.edit(
                    "extensions.conf",
                    text -> text.replace("[hearback-survey]", "[another-survey]"),
                    "dialplan reload");
            pbx.edit(
                    "manager.conf",
                    text -> text.replace(
                            "write = originate,call,agent,reporting", "write = call,agent,reporting,command,system"),
                    "manager reload");
            Map<String, String> environment = ServiceSettings.atAnyHour(pbx, folder);
            // While something is missing it is looked again with each Ping.
            Files.writeString(
                    Path.of(environment.get("HEARBACK_CONFIG")),
                    "hearback.listening { ping-every = 200 ms }\n",
                    StandardOpenOption.APPEND);
            Hearback service =
                    Hearback.start(new SettingsFile(environment).read(), InstantSource.system(), new SecureRandom());
            try {
                Api api = ServiceSettings.api(environment);
                JsonNode problems = api.until(
                                60,
                                "/api/v1/lines",
                                lines -> lines.at("/lines/0/problems").size() >= 4)
                        .at("/lines/0/problems");

                assertThat(problems).hasSize(4);
                assertThat(problems.get(0).asText()).contains("may not send Originate", "manager.conf");
                assertThat(problems.get(1).asText()).contains("has the right system", "manager.conf");
                assertThat(problems.get(2).asText()).contains("has the right command", "manager.conf");
                assertThat(problems.get(3).asText()).contains("hearback-survey", "extensions.conf", "survey-context");

                pbx.edit(
                        "extensions.conf",
                        text -> text.replace("[another-survey]", "[hearback-survey]"),
                        "dialplan reload");

                assertThat(api.until(
                                        60,
                                        "/api/v1/lines",
                                        lines -> lines.at("/lines/0/problems").size() == 3)
                                .at("/lines/0/problems"))
                        .noneMatch(problem -> problem.asText().contains("hearback-survey"));
            } finally {
                service.stop();
            }
        }
    }
}
