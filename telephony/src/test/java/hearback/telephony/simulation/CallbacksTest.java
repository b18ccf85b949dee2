package hearback.telephony.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The share of `deploy/prove/callbacks` that every test run has: always the same worlds, so that red today was not
/// luck yesterday.
class CallbacksTest {
    private static final Setting WORLD = new Setting(300, 20, 2, Mistake.NONE);
    private static final Setting SMALL = new Setting(60, 8, 3, Mistake.NONE);

    @Test
    void whatever_dies_freezes_or_is_cut_off_nobody_is_rung_twice_and_nobody_is_forgotten() {
        var tally = new Tally();
        for (long seed = 1; seed <= 4; seed++) {
            play(seed, WORLD, MemoryStores::new, tally);
        }

        assertThat(tally.broken())
                .as("%s; one in full by `deploy/prove/callbacks 300 20 SEED`", tally)
                .isEmpty();
        assertThat(tally.callbacks() + tally.refused()).isEqualTo(1_200);
        assertThat(tally.blows()).as("%s", tally).isGreaterThanOrEqualTo(60);
        assertThat(tally.wentOn()).as("%s", tally).isGreaterThan(20);
        assertThat(tally.struck().keySet()).as("blows of every kind struck").containsExactly(Blow.values());
    }

    @Test
    void the_same_seed_is_the_same_history() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();

        var one = new World(5, SMALL, MemoryStores::new, Optional.of(first::add)).run();
        var other = new World(5, SMALL, MemoryStores::new, Optional.of(second::add)).run();
        var another = new World(6, SMALL, MemoryStores::new, Optional.empty()).run();

        assertThat(second).isEqualTo(first);
        assertThat(other.hash()).isEqualTo(one.hash()).isNotEqualTo(another.hash());
    }

    static void play(long seed, Setting setting, Stores.Maker stores, Tally tally) {
        var world = new World(seed, setting, stores, Optional.empty());
        var outcome = world.run();
        tally.add(seed, outcome, CallbackJudge.of(outcome, world.stores().plans()::decisions));
    }
}
