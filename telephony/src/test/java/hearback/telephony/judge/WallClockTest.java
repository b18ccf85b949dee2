package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.judge.WallClock.DaysOff;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WallClockTest {
    @Test
    void the_day_on_the_wall_is_the_zones_in_whatever_order_it_is_asked_for() {
        var chance = new SplittableRandom(1);
        for (int drawn = 0; drawn < 2_000; drawn++) {
            var random = RandomCase.draw(chance);
            var clock = new WallClock(random.rules().zone(), List.of(), DaysOff.NONE);
            for (int asked = 0; asked < 5; asked++) {
                long at = random.now() + chance.nextLong(-400, 400) * 86_400 * SECOND / 100;

                assertThat(clock.day(at))
                        .isEqualTo(Planner.instant(at)
                                .atZone(ZoneId.of(random.rules().zone()))
                                .toLocalDate());
            }
        }
    }

    @Test
    void a_weekday_off_is_that_weekday_unless_it_was_made_a_working_day() {
        var worked = LocalDate.of(2026, 10, 10);
        var holiday = LocalDate.of(2026, 10, 1);
        var off = new DaysOff(EnumSet.of(DayOfWeek.SATURDAY), Set.of(holiday), Set.of(worked));

        for (var day = LocalDate.of(1969, 12, 20); day.isBefore(LocalDate.of(1970, 1, 20)); day = day.plusDays(1)) {
            assertThat(off.contain(day.toEpochDay())).as("%s", day).isEqualTo(day.getDayOfWeek() == DayOfWeek.SATURDAY);
        }
        assertThat(off.contain(worked.toEpochDay())).isFalse();
        assertThat(off.contain(worked.plusWeeks(1).toEpochDay())).isTrue();
        assertThat(off.contain(holiday.toEpochDay())).isTrue();
    }
}
