package hearback.telephony.callback;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.callback.DialLevel.Answered;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// faults.md case 40: slower before the limit is reached, and never standing still.
class DialLevelTest {
    @ParameterizedTest
    @CsvSource({
        // Nobody was abandoned: the level, whole calls only.
        "10, 1.0, 100, 0, 10",
        "10, 1.5, 100, 0, 15",
        "3, 1.5, 100, 0, 4",
        "10, 0.5, 100, 0, 5",
        // Nobody is free.
        "0, 1.5, 100, 0, 0",
        // Half of the three per cent is used up: not slower yet; three quarters: half as fast.
        "10, 1.0, 200, 3, 10",
        "10, 1.0, 400, 9, 5",
        // At the limit, and far beyond: one at a time.
        "10, 1.0, 100, 3, 1",
        "10, 1.0, 100, 50, 1",
        // One of the first customers: as if it were one of 33.3, which is just the limit.
        "10, 1.0, 1, 1, 1",
        "10, 1.0, 0, 0, 10",
    })
    void in_the_air_for_the_free_agents(int free, double level, long answered, long abandoned, int inTheAir) {
        assertThat(new DialLevel(level, 3).inTheAir(free, new Answered(answered, abandoned)))
                .isEqualTo(inTheAir);
    }

    @Property
    void one_more_who_was_abandoned_never_makes_it_faster(
            @ForAll @IntRange(max = 200) int free,
            @ForAll @IntRange(max = 1_000) int answered,
            @ForAll @IntRange(max = 1_000) int abandoned,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        var level = new DialLevel(1.7, percent);

        assertThat(level.inTheAir(free, new Answered(answered + 1, abandoned + 1)))
                .isLessThanOrEqualTo(level.inTheAir(free, new Answered(answered + 1, abandoned)))
                .isGreaterThanOrEqualTo(Math.min(1, free));
    }
}
