package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;
import static hearback.telephony.judge.WallClock.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.judge.PlanJudge.Rules;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The judge places attempts one after the other, each as early as it may be; here every choice of minutes is tried.
class RoomTest {
    private static final int CASES = 300;

    @Test
    void no_choice_of_times_has_room_for_more_than_the_judge_finds() {
        var chance = new SplittableRandom(1);
        for (int drawn = 0; drawn < CASES; drawn++) {
            var random = RandomCase.draw(chance);
            var rules = new Rules(
                    random.rules().zone(),
                    random.rules().quiet(),
                    random.rules().daysOff(),
                    1 + chance.nextInt(6),
                    DAY + chance.nextInt(48) * HOUR,
                    chance.nextInt(6 * 60) * MINUTE,
                    (1 + chance.nextInt(5)) * MINUTE,
                    MINUTE);
            long from = Math.floorDiv(random.now(), MINUTE) * MINUTE;

            assertThat(new PlanJudge(rules).room(from, from + rules.window()))
                    .as("%s from %s", rules, Planner.instant(from))
                    .isEqualTo(Math.min(rules.furtherAttempts(), most(rules, from)));
        }
    }

    /// From the end of the window backwards: ringing at this minute and then as well as can be, or letting it pass.
    private static int most(Rules rules, long from) {
        var clock = new WallClock(rules.zone(), rules.quiet(), rules.daysOff());
        int minutes = (int) (rules.window() / MINUTE);
        int taken = (int) ((rules.ringTime() + rules.leaveAlone()) / MINUTE);
        var best = new int[minutes + taken + 2];
        for (int minute = minutes; minute >= 0; minute--) {
            int ringing = clock.mayRing(from + minute * MINUTE) ? 1 + best[minute + taken] : 0;
            best[minute] = Math.max(best[minute + 1], ringing);
        }
        return best[0];
    }
}
