package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A server that lacks a part of what callbacks need, or gives our account more than it needs, is told so: which
/// part, and where to mend it.
@Tag("line")
class LineProblemsTest {
    private static final String VERSION = "HEARBACK_DIALPLAN = ";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void what_is_missing_or_too_much_is_named_and_what_was_mended_is_not_any_more() {
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
            try (ServiceHere service = ServiceHere.start(ServiceSettings.soonLookedAtAgain(pbx, folder))) {
                JsonNode problems = service.api().problems(4);

                assertThat(problems.get(0).asText()).contains("may not send Originate", "manager.conf");
                assertThat(problems.get(1).asText()).contains("has the right system", "manager.conf");
                assertThat(problems.get(2).asText()).contains("has the right command", "manager.conf");
                assertThat(problems.get(3).asText()).contains("hearback-survey", "extensions.conf", "survey-context");

                pbx.edit(
                        "extensions.conf",
                        text -> text.replace("[another-survey]", "[hearback-survey]"),
                        "dialplan reload");

                assertThat(service.api().problems(3))
                        .noneMatch(problem -> problem.asText().contains("hearback-survey"));
            }
        }
    }

    /// Asterisk forgets a global whose line is gone only when it is started anew.
    @Test
    void an_old_copy_of_the_dialplan_is_named_with_what_the_line_does_without_until_it_is_replaced()
            throws IOException {
        Path references = Files.createDirectory(folder.resolve("references"));
        Files.copy(
                Path.of(
                        System.getenv().getOrDefault("HEARBACK_ASTERISK_ROOT", "/"),
                        "usr/share/asterisk/sounds/en_US_f_Allison/pbx-invalid.wav"),
                references.resolve("empty-number.wav"));
        try (Pbx pbx = Pbx.withoutNetwork(folder)) {
            pbx.edit("extensions.conf", text -> text.replace(VERSION, ";" + VERSION), "dialplan reload");
            pbx.restart();
            Map<String, String> environment = ServiceSettings.soonLookedAtAgain(pbx, folder);
            CodedAgents.dialling(environment, "dialling = agent-first");
            environment.put("HEARBACK_ANNOUNCEMENTS", references.toString());
            try (ServiceHere service = ServiceHere.start(environment)) {
                assertThat(service.api().problems(1).get(0).asText())
                        .contains("is older than versions", "announcements are not recognised", "extensions.conf");

                pbx.edit("extensions.conf", text -> text.replace(";" + VERSION, VERSION), "dialplan reload");

                assertThat(service.api().problems(0)).isEmpty();
            }
        }
    }
}
