package hearback.telephony.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The judge is not blind: what is done wrong by purpose is found in fewer callbacks than every test run plays.
class CallbackJudgeTest {
    private static final Setting WORLD = new Setting(150, 25, 2, Mistake.NONE);
    private static final int WORLDS = 12;

    static Stream<Mistake> mistakes() {
        return EnumSet.complementOf(EnumSet.of(Mistake.NONE)).stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_put_into_the_engine_is_found(Mistake mistake) {
        var tally = new Tally();
        for (long seed = 1; seed <= WORLDS && !isFound(mistake, tally); seed++) {
            CallbacksTest.play(seed, WORLD.with(mistake), MemoryStores::new, tally);
        }

        assertThat(tally.broken())
                .as("%s", tally)
                .anySatisfy(broken -> assertThat(broken).containsAnyOf(signsOf(mistake)));
    }

    private static boolean isFound(Mistake mistake, Tally tally) {
        return tally.broken().stream()
                .anyMatch(broken -> Stream.of(signsOf(mistake)).anyMatch(broken::contains));
    }

    /// Of what the judge says, what this mistake brings about.
    private static String[] signsOf(Mistake mistake) {
        return switch (mistake) {
            case NONE -> throw new IllegalArgumentException("nothing is wrong");
            case LAST_LOOK_LEFT_OUT -> new String[] {"two at once", "closer than the gap", "said not to have rung"};
            case UNKNOWN_IS_NOT_DIALLED -> new String[] {"closer than the gap", "said not to have rung"};
            case NO_GAP -> new String[] {"closer than the gap"};
            case QUIET_HOURS_IGNORED -> new String[] {"in quiet hours"};
            // One that was set back rings nobody until it is again as late as it was.
            case WALL_CLOCK -> new String[] {"closer than the gap", "in quiet hours", "due and forgotten"};
            case PACE_IGNORED -> new String[] {"calls begun at"};
            case CONTACT_FORGOTTEN -> new String[] {"rung after he rang us"};
            case NO_AGENT_COUNTS -> new String[] {"not the customer's failure"};
            case ONE_TOO_FEW -> new String[] {"given up after"};
            case PAUSE_LOST -> new String[] {"rung in a pause"};
            case LISTING_LOST -> new String[] {"rung though listed"};
            case ROUND_WITHOUT_END -> new String[] {"closer than the gap"};
            case CEILING_IGNORED -> new String[] {"times in 24 h"};
        };
    }
}
