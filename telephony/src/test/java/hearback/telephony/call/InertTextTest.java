package hearback.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InertTextTest {
    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.strings().all().ofMaxLength(300);
    }

    @Property
    void holds_no_control_character_and_at_most_80_characters(@ForAll("anything") String raw) {
        String text = new InertText(raw).text();
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(InertText.LIMIT);
        assertThat(text.codePoints()).noneMatch(Character::isISOControl);
    }

    @Property
    void is_text_every_database_and_browser_takes(@ForAll("anything") String raw) {
        String text = new InertText(raw).text();
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Property
    void cleaning_what_is_clean_changes_nothing(@ForAll("anything") String raw) {
        InertText once = new InertText(raw);
        assertThat(new InertText(once.text())).isEqualTo(once);
    }

    @Example
    void line_breaks_and_reversed_writing_are_gone_and_quotes_stay() {
        assertThat(new InertText("a\r\nAction: Logoff\u202Eb\"<b>&").text())
                .isEqualTo("a\uFFFD\uFFFDAction: Logoff\uFFFDb\"<b>&");
    }

    @Example
    void ten_thousand_characters_are_eighty() {
        assertThat(new InertText("x".repeat(10_000)).text()).hasSize(80);
    }

    @Property
    void a_call_id_finds_its_first_leg_again(@ForAll("uniqueids") String uniqueid) {
        LegId leg = new LegId(new ServerName("main"), uniqueid);
        assertThat(CallId.bornOf(leg).firstLeg()).isEqualTo(leg);
    }

    @Provide
    Arbitrary<String> uniqueids() {
        return Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(149);
    }

    @Property
    void an_agent_id_is_refused_or_kept_as_it_is(@ForAll("anything") String raw) {
        if (raw.matches("[A-Za-z0-9_.]{1,64}")) {
            assertThat(new AgentId(raw)).hasToString(raw);
        } else {
            assertThatThrownBy(() -> new AgentId(raw)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
