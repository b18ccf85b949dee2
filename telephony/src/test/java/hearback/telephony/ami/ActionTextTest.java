package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ActionTextTest {
    @Property
    void whatever_passes_is_one_line_of_bytes(@ForAll String text) {
        String passed;
        try {
            passed = ActionText.checked("Exten", text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(passed).isEqualTo(text);
        for (byte octet : passed.getBytes(StandardCharsets.UTF_8)) {
            assertThat(octet < 0 || (octet >= 0x20 && octet != 0x7f)).isTrue();
        }
        assertThat(passed.lines().count()).isLessThanOrEqualTo(1);
    }

    @Property
    void a_control_character_anywhere_is_refused(
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String before,
            @ForAll @IntRange(max = 0x1f) int control,
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String after) {
        assertThatThrownBy(() -> ActionText.checked("Exten", before + (char) control + after))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Exten holds a control character");
    }

    @Test
    void a_variable_cannot_smuggle_in_another() {
        assertThatThrownBy(() -> ActionText.variable("A", "1,B=2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ActionText.variable("A=1,B", "2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_line_longer_than_asterisk_reads_is_refused() {
        assertThatThrownBy(() -> ActionText.checked("Exten", "1".repeat(901)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
