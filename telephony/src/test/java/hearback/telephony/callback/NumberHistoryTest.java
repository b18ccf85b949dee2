package hearback.telephony.callback;

import static hearback.telephony.callback.Story.at;
import static hearback.telephony.callback.Story.off;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is known of two numbers of one customer.
class NumberHistoryTest {
    private static final NumberHistory FIRST = rang(0, Optional.of(at("Mon 10:00:00")));
    private static final NumberHistory SECOND = rang(1, Optional.of(at("Mon 09:30:00")));
    private static final NumberHistory UNSPOKEN = rang(1, Optional.empty());

    @Test
    void is_what_rang_either() {
        assertThat(FIRST.and(SECOND).attempts())
                .extracting(Attempt::number)
                .containsExactly(Story.NUMBERS.get(0), Story.NUMBERS.get(1));
    }

    /// The release of an attempt asks at its number alone; a plan that it refuses would be made again at once.
    @Test
    void tells_of_a_contact_only_as_far_as_it_is_known_at_each_that_was_rung() {
        assertThat(FIRST.and(SECOND).spokenTo()).hasValue(at("Mon 09:30:00"));
        assertThat(FIRST.and(UNSPOKEN).spokenTo()).isEmpty();
        assertThat(UNSPOKEN.and(FIRST).spokenTo()).isEmpty();
        assertThat(FIRST.and(NumberHistory.NONE).spokenTo()).hasValue(at("Mon 10:00:00"));
        assertThat(NumberHistory.NONE.and(SECOND).spokenTo()).hasValue(at("Mon 09:30:00"));
    }

    private static NumberHistory rang(int number, Optional<Instant> spokenTo) {
        return new NumberHistory(
                new Story().tried(number, "Mon 09:00:00", off()).plan().attempts(), spokenTo);
    }
}
