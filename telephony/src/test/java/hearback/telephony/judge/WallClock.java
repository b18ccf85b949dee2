package hearback.telephony.judge;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the customer's clock and calendar show, and whether he may be rung then. Times are microseconds since 1970.
///
/// Naive on purpose: nothing is computed ahead. Whether it is allowed is looked up by turning one instant into the day
/// and the time on the wall; the next allowed time is found by asking so at every minute in turn (every second when a
/// window does not begin and end at whole minutes); what was walked once is not walked again, and how far the clock is
/// off is asked once for each time it is changed. Offsets are taken to be whole minutes, as all have been since 1972.
final class WallClock {
    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final int SECONDS_OF_A_DAY = 24 * 60 * 60;
    private static final long FOR_EVER = 100 * DAY;

    private final ZoneRules rules;
    private final int[] from;
    private final int[] to;
    private final DaysOff daysOff;
    private final long step;
    private final List<Walked> walkedBefore = new ArrayList<>();
    private long offsetFrom = Long.MAX_VALUE;
    private long offsetUntil = Long.MIN_VALUE;
    private int offset;

    /// A quiet window as it is read on the wall: the start inside, the end not; it may run over midnight.
    record Quiet(LocalTime from, LocalTime to) {
        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    /// Days on which nobody is rung, as they are read on the wall.
    ///
    /// @param weekly but not where one was made a working day
    record DaysOff(Set<DayOfWeek> weekly, Set<LocalDate> holidays, Set<LocalDate> workedInstead) {
        static final DaysOff NONE = new DaysOff(Set.of(), Set.of(), Set.of());

        /// 1 January 1970.
        private static final int THURSDAY = 4;

        boolean areNone() {
            return weekly.isEmpty() && holidays.isEmpty();
        }

        boolean contain(long dayOfEpoch) {
            if (areNone()) {
                return false;
            }
            var weekday = DayOfWeek.of((int) Math.floorMod(dayOfEpoch + THURSDAY - 1, 7L) + 1);
            if (!weekly.contains(weekday) && holidays.isEmpty()) {
                return false;
            }
            var day = LocalDate.ofEpochDay(dayOfEpoch);
            return holidays.contains(day) || (weekly.contains(weekday) && !workedInstead.contains(day));
        }
    }

    WallClock(String zone, List<Quiet> quiet, DaysOff daysOff) {
        rules = ZoneId.of(zone).getRules();
        from = quiet.stream().mapToInt(one -> one.from().toSecondOfDay()).toArray();
        to = quiet.stream().mapToInt(one -> one.to().toSecondOfDay()).toArray();
        this.daysOff = daysOff;
        step = quiet.stream()
                        .allMatch(one -> one.from().getSecond() == 0 && one.to().getSecond() == 0)
                ? MINUTE
                : SECOND;
    }

    /// Whether it is within one of these windows.
    boolean shows(List<Quiet> windows, long at) {
        int shown = (int) Math.floorMod(wall(Math.floorDiv(at, SECOND)), (long) SECONDS_OF_A_DAY);
        for (Quiet window : windows) {
            int begins = window.from().toSecondOfDay();
            int ends = window.to().toSecondOfDay();
            if (ends < begins ? shown >= begins || shown < ends : shown >= begins && shown < ends) {
                return true;
            }
        }
        return false;
    }

    boolean mayRing(long at) {
        long wall = wall(Math.floorDiv(at, SECOND));
        int shown = (int) Math.floorMod(wall, (long) SECONDS_OF_A_DAY);
        for (int window = 0; window < from.length; window++) {
            boolean overMidnight = to[window] < from[window];
            boolean quiet = overMidnight
                    ? shown >= from[window] || shown < to[window]
                    : shown >= from[window] && shown < to[window];
            if (quiet) {
                return false;
            }
        }
        return !daysOff.contain(Math.floorDiv(wall, SECONDS_OF_A_DAY));
    }

    /// The day on the wall.
    LocalDate day(long at) {
        return LocalDate.ofEpochDay(Math.floorDiv(wall(Math.floorDiv(at, SECOND)), SECONDS_OF_A_DAY));
    }

    /// The full hour on the wall.
    int hour(long at) {
        return (int) (Math.floorMod(wall(Math.floorDiv(at, SECOND)), (long) SECONDS_OF_A_DAY) / 3600);
    }

    /// The first allowed time, this one or later.
    long firstAllowed(long at) {
        if (mayRing(at)) {
            return at;
        }
        long first = (Math.floorDiv(at, step) + 1) * step;
        for (Walked quiet : walkedBefore) {
            if (quiet.from <= first && first < quiet.until) {
                return quiet.until;
            }
        }
        long walked = first;
        while (!mayRing(walked)) {
            walked += step;
            if (walked - at > FOR_EVER) {
                throw new IllegalStateException("nobody may be rung for a hundred days");
            }
        }
        walkedBefore.add(new Walked(first, walked));
        return walked;
    }

    /// Seconds since 1970 as the wall shows them.
    private long wall(long second) {
        if (second < offsetFrom || second >= offsetUntil) {
            var instant = Instant.ofEpochSecond(second);
            var change = rules.nextTransition(instant);
            offset = rules.getOffset(instant).getTotalSeconds();
            offsetFrom = second;
            offsetUntil = change == null ? Long.MAX_VALUE : change.toEpochSecond();
        }
        return second + offset;
    }

    /// Quiet at every step of it, and no longer at its end.
    private record Walked(long from, long until) {}
}
