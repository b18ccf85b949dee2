package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.PhoneNumber;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialStringTest {
    @ParameterizedTest
    @CsvSource({
        "+8613800138000, PJSIP/13800138000@trunk",
        "+8619912345678, PJSIP/19912345678@trunk",
        "+861012345678,  PJSIP/01012345678@trunk",
        "+8675512345678, PJSIP/075512345678@trunk",
        "+864001234567,  PJSIP/4001234567@trunk",
        "+4930123456,    PJSIP/4930123456@trunk",
    })
    void a_number_is_written_as_it_is_dialled(String e164, String channel) {
        assertThat(new DialString(new PhoneNumber.Known(e164), "trunk").channel())
                .isEqualTo(channel);
    }

    @Property
    void nothing_but_digits_reaches_the_dial_string(
            @ForAll @LongRange(min = 10_000_000L, max = 999_999_999_999_999L) long number) {
        assertThat(new DialString(new PhoneNumber.Known("+" + number), "trunk").digits())
                .matches("[0-9]{8,16}");
    }
}
