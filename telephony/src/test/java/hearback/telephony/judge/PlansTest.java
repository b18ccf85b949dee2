package hearback.telephony.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The share of `deploy/prove/plans` that every test run has: always the same lives, so that red today was not luck
/// yesterday.
class PlansTest {
    private static final long MOVES = 100_000;

    @Test
    void a_hundred_thousand_moves_of_random_lives_break_no_rule() {
        var tally = new Tally();
        for (long seed = 1; tally.moves() < MOVES; seed++) {
            tally.add(Life.play(seed));
        }

        assertThat(tally.brokenStories())
                .as("%s; replay one by `deploy/prove/plans 1 SEED`", tally)
                .isEmpty();
        assertThat(tally.breaks()).isZero();
        assertThat(tally.closed().keySet())
                .as("lives of every kind were played: %s", tally)
                .containsExactlyInAnyOrder(
                        PlanJudge.Ending.REACHED,
                        PlanJudge.Ending.NUMBER_CHANGED,
                        PlanJudge.Ending.NUMBER_UNKNOWN,
                        PlanJudge.Ending.UNREACHABLE);
    }

    @Test
    void the_same_seed_is_the_same_life() {
        LongStream.rangeClosed(1, 500)
                .forEach(seed -> assertThat(Life.play(seed)).isEqualTo(Life.play(seed)));
    }
}
