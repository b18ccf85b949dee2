package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.SECOND;

import hearback.telephony.judge.WallClock.DaysOff;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Days on which nobody is rung, near the beginning of a life: single holidays and long ones, weekends, weekdays off,
/// make-up days, also where there is nothing to make up.
final class DaysOffDrawn {
    private static final int SECONDS_OF_A_DAY = 86_400;

    private DaysOffDrawn() {}

    static DaysOff draw(RandomGenerator chance, long now) {
        if (chance.nextInt(10) < 6) {
            return DaysOff.NONE;
        }
        var day = LocalDate.ofEpochDay(Math.floorDiv(now, SECONDS_OF_A_DAY * SECOND));
        var holidays = new HashSet<LocalDate>();
        for (int runs = chance.nextInt(3); runs > 0; runs--) {
            var first = day.plusDays(chance.nextInt(-3, 8));
            for (int length = chance.nextInt(3) == 0 ? 1 + chance.nextInt(9) : 1; length > 0; length--) {
                holidays.add(first.plusDays(length - 1));
            }
        }
        var worked = new HashSet<LocalDate>();
        for (int days = chance.nextInt(4); days > 0; days--) {
            worked.add(day.plusDays(chance.nextInt(-2, 9)));
        }
        worked.removeAll(holidays);
        return new DaysOff(weekly(chance), inOrder(holidays), inOrder(worked));
    }

    private static Set<DayOfWeek> weekly(RandomGenerator chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> inOrder(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
            case 1 -> inOrder(some(chance, 1 + chance.nextInt(6)));
            default -> Set.of();
        };
    }

    /// So that a story is told in the same words every time.
    private static <T> Set<T> inOrder(Collection<T> some) {
        return Collections.unmodifiableSet(new TreeSet<>(some));
    }

    private static List<DayOfWeek> some(RandomGenerator chance, int howMany) {
        var days = new ArrayList<>(List.of(DayOfWeek.values()));
        while (days.size() > howMany) {
            days.remove(chance.nextInt(days.size()));
        }
        return days;
    }
}
