package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.Detection;
import hearback.config.Dialling;
import hearback.config.LineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialplanVersionTest {
    private static final Dialling AGENT_FIRST =
            new Dialling.AgentFirst("hearback-agent-first", Duration.ofSeconds(15), Optional.empty());
    private static final Detection ANNOUNCEMENTS = new Detection(false, true);
    private static final LineSettings LINE = AmiLines.to(1, AGENT_FIRST, ANNOUNCEMENTS);

    @Test
    void the_shipped_dialplan_has_the_version_that_the_service_needs() throws IOException {
        String shipped = Files.readString(Path.of("../deploy/asterisk/etc/extensions.conf"));

        assertThat(Pattern.compile("(?m)^HEARBACK_DIALPLAN = ([0-9]+)$")
                        .matcher(shipped)
                        .results())
                .extracting(found -> found.group(1))
                .containsExactly(String.valueOf(DialplanVersion.NEWEST));
        assertThat(shipped.indexOf(DialplanVersion.VARIABLE + " = "))
                .as("in the section of the globals")
                .isBetween(shipped.indexOf("[globals]"), shipped.indexOf("[from-trunk]"));
    }

    @Test
    void what_an_older_one_costs_is_named_with_both_versions_and_what_to_do() {
        assertThat(DialplanVersion.problems(LINE, "0"))
                .singleElement()
                .asString()
                .contains(
                        "has version 0, version " + DialplanVersion.NEWEST + " is needed",
                        "announcements are not recognised where an agent is rung first",
                        "deploy/asterisk/etc/extensions.conf",
                        "`dialplan reload`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(null)", "-1", "1.5", "99999999999"})
    void one_without_a_number_is_older_than_versions(String said) {
        assertThat(DialplanVersion.problems(LINE, said))
                .singleElement()
                .asString()
                .contains("is older than versions, version " + DialplanVersion.NEWEST + " is needed");
    }

    @Test
    void one_that_does_not_say_is_older_than_versions() {
        assertThat(DialplanVersion.problems(LINE, null))
                .singleElement()
                .asString()
                .contains("is older than versions");
    }

    @Test
    void the_shipped_one_and_one_that_is_newer_cost_nothing() {
        assertThat(DialplanVersion.problems(LINE, String.valueOf(DialplanVersion.NEWEST)))
                .isEmpty();
        assertThat(DialplanVersion.problems(LINE, String.valueOf(DialplanVersion.NEWEST + 1)))
                .isEmpty();
    }

    @Test
    void a_line_that_an_older_one_costs_nothing_is_told_nothing() {
        LineSettings customerFirst = AmiLines.to(1, new Dialling.CustomerFirst(), ANNOUNCEMENTS);
        LineSettings withoutReferences = AmiLines.to(1, AGENT_FIRST, Detection.NONE);

        assertThat(DialplanVersion.isNeeded(LINE)).isTrue();
        assertThat(DialplanVersion.isNeeded(customerFirst)).isFalse();
        assertThat(DialplanVersion.problems(customerFirst, "")).isEmpty();
        assertThat(DialplanVersion.isNeeded(withoutReferences)).isFalse();
        assertThat(DialplanVersion.problems(withoutReferences, "")).isEmpty();
    }
}
