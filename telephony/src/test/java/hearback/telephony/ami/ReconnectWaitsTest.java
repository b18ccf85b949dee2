package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReconnectWaitsTest {
    private static final ReconnectWaits WAITS = new ReconnectWaits(Duration.ofMillis(200), Duration.ofSeconds(60));

    @Test
    void waits_double_up_to_the_longest() {
        assertThat(WAITS.after(0, 0)).isEqualTo(Duration.ofMillis(200));
        assertThat(WAITS.after(2, 0)).isEqualTo(Duration.ofMillis(800));
        assertThat(WAITS.after(2, 0.5)).isEqualTo(Duration.ofMillis(600));
        assertThat(WAITS.after(20, 0)).isEqualTo(Duration.ofSeconds(60));
    }

    @Property
    void no_wait_is_longer_than_the_longest_or_shorter_than_half_the_first(
            @ForAll @IntRange(max = Integer.MAX_VALUE) int failures,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double draw) {
        assertThat(WAITS.after(failures, draw)).isBetween(Duration.ofMillis(100), Duration.ofSeconds(60));
    }
}
