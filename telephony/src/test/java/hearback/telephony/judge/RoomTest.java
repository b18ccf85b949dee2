package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;
import static hearback.telephony.judge.WallClock.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.judge.PlanJudge.Most;
import hearback.telephony.judge.PlanJudge.Rules;
import hearback.telephony.judge.WallClock.DaysOff;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
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
                    MINUTE,
                    Most.NO_MATTER,
                    Wishes.NONE);
            long from = Math.floorDiv(random.now(), MINUTE) * MINUTE;

            var clock = new WallClock(rules.zone(), rules.quiet(), rules.daysOff());
            assertThat(new Room(rules, clock, rules.most()).count(from, from + rules.window(), Rang.NEVER))
                    .as("%s from %s", rules, Planner.instant(from))
                    .isEqualTo(Math.min(rules.furtherAttempts(), most(rules, from)));
        }
    }

    /// By whole hours: ringing takes no time, and three hours of the night are quiet.
    @Test
    void no_choice_of_hours_has_room_for_more_under_ceilings() {
        var night = List.of(new WallClock.Quiet(LocalTime.of(1, 0), LocalTime.of(4, 0)));
        for (int inDay = 1; inDay <= 3; inDay++) {
            for (int gap = 4; gap <= 7; gap += 3) {
                for (int rang = 0; rang <= 2; rang++) {
                    var most = new Most(inDay, 5);
                    var rules = new Rules(
                            "UTC", night, DaysOff.NONE, 6, 40 * HOUR, gap * HOUR, 0, MINUTE, most, Wishes.NONE);
                    var clock = new WallClock("UTC", night, DaysOff.NONE);
                    var before = List.of(-30L, -9L, -2L).subList(3 - rang, 3);

                    var rangAt = before.stream().map(hour -> hour * HOUR).toList();
                    long first = Math.max(0, Room.allowed(most, Rang.number(rangAt)));

                    assertThat(new Room(rules, clock, most).count(first, rules.window(), Rang.number(rangAt)))
                            .as("%d in 24 h, %d h apart, after %s", inDay, gap, before)
                            .isEqualTo(Math.min(6, byHours(0, rules, clock, before)));
                }
            }
        }
    }

    /// Ringing at this hour and then as well as can be, or letting it pass.
    private static int byHours(long hour, Rules rules, WallClock clock, List<Long> rang) {
        if (hour * HOUR > rules.window() || rang.size() == rules.most().in30Days()) {
            return 0;
        }
        boolean spaced = rang.isEmpty() || rang.getLast() < 0 || hour - rang.getLast() >= rules.leaveAlone() / HOUR;
        long lately = rang.stream().filter(one -> one > hour - 24).count();
        int letPass = byHours(hour + 1, rules, clock, rang);
        if (!spaced || !clock.mayRing(hour * HOUR) || lately >= rules.most().in24Hours()) {
            return letPass;
        }
        var more = new ArrayList<>(rang);
        more.add(hour);
        return Math.max(letPass, 1 + byHours(hour + 1, rules, clock, more));
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
