package hearback.telephony.phone;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.NumberReader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibNumberReaderTest {
    private final NumberReader numbers = new LibNumberReader("CN");

    @ParameterizedTest
    @CsvSource({
        "13800138000, +8613800138000",
        "+86 138 0013 8000, +8613800138000",
        "008613800138000, +8613800138000",
        "010-62781234, +861062781234",
        "+442079460018, +442079460018"
    })
    void a_number_is_known_by_its_international_form(String written, String e164) {
        assertThat(numbers.read(new InertText(written))).isEqualTo(new PhoneNumber.Known(e164));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<unknown>",
                "anonymous",
                "110",
                "10086",
                "138001380001234567890",
                "13800138000 ext 5",
                "13800138000,,1",
                "1380013800O",
                "'; drop table--",
                "１３８００１３８０００",
                "13800138000\r\nAction: x"
            })
    void what_is_no_number_is_kept_as_it_came_and_never_dialled(String written) {
        InertText heard = new InertText(written);

        assertThat(numbers.read(heard)).isEqualTo(new PhoneNumber.Unknown(heard));
    }

    @Property
    void nothing_a_stranger_sends_makes_it_throw(@ForAll String written) {
        assertThat(new LibNumberReader("CN").read(new InertText(written))).isNotNull();
    }
}
