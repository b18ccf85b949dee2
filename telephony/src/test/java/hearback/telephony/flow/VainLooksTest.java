package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VainLooksTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final List<String> MOBILE = List.of("+8613", "+8615");

    private final VainLooks looks = new VainLooks();

    @Test
    void one_that_found_nobody_rests_twenty_times_as_long_as_it_took_and_no_other_does() {
        looks.found(MOBILE, 0, NOON.minusMillis(50), NOON);

        assertThat(looks.rests(MOBILE, NOON.plusMillis(999))).isTrue();
        assertThat(looks.rests(MOBILE, NOON.plusMillis(1_000))).isFalse();
        assertThat(looks.rests(List.of("+8610"), NOON)).isFalse();
    }

    @Test
    void what_took_very_long_rests_two_seconds() {
        looks.found(MOBILE, 0, NOON.minusSeconds(30), NOON);

        assertThat(looks.rests(MOBILE, NOON.plusMillis(1_999))).isTrue();
        assertThat(looks.rests(MOBILE, NOON.plusSeconds(2))).isFalse();
    }

    @Test
    void one_that_found_somebody_is_made_again_at_once() {
        looks.found(MOBILE, 0, NOON.minusMillis(50), NOON);
        looks.found(MOBILE, 1, NOON.minusMillis(50), NOON);

        assertThat(looks.rests(MOBILE, NOON)).isFalse();
    }

    @Test
    void one_for_any_number_never_rests() {
        looks.found(List.of(), 0, NOON.minusMillis(50), NOON);

        assertThat(looks.rests(List.of(), NOON)).isFalse();
    }
}
