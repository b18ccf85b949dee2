package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
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
}
