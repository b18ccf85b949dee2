package hearback.config.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Counts as a person would with a watch: minute after minute, asking of each what the wall clock says. Deliberately
/// naive, and shares no code with the calendar it judges. Everything given to it lies on whole minutes.
///
/// @param quiet minutes of the day, from and until; from may be later than until
/// @param work minutes of every working day, from and until (1440 is midnight)
/// @param weekdays that are worked: 1 is Monday
/// @param free days, whatever their weekday
/// @param worked days, whatever their weekday
/// @param suspended from and until
record MinuteWalker(
        ZoneId zone,
        List<int[]> quiet,
        List<int[]> work,
        Set<Integer> weekdays,
        Set<LocalDate> free,
        Set<LocalDate> worked,
        boolean countsStartDay,
        List<Instant[]> suspended) {
    private static final int MINUTES_OF_A_YEAR = 366 * 24 * 60;

    boolean isOpen(Instant minute) {
        int now = minuteOfDay(minute);
        for (int[] window : quiet) {
            boolean inside =
                    window[0] < window[1] ? now >= window[0] && now < window[1] : now >= window[0] || now < window[1];
            if (inside) {
                return false;
            }
        }
        return true;
    }

    boolean isWork(Instant minute) {
        int now = minuteOfDay(minute);
        return isWorkingDay(date(minute)) && work.stream().anyMatch(hours -> now >= hours[0] && now < hours[1]);
    }

    boolean isWorkingDay(LocalDate day) {
        if (worked.contains(day)) {
            return true;
        }
        return !free.contains(day) && weekdays.contains(day.getDayOfWeek().getValue());
    }

    boolean isSuspended(Instant minute) {
        return suspended.stream().anyMatch(stretch -> !minute.isBefore(stretch[0]) && minute.isBefore(stretch[1]));
    }

    /// The end of the last of so many minutes that count.
    Instant afterMinutes(Instant start, int minutes, Predicate<Instant> counts) {
        int counted = 0;
        var minute = start;
        for (int walked = 0; walked < MINUTES_OF_A_YEAR; walked++) {
            if (counts.test(minute) && !isSuspended(minute)) {
                counted++;
            }
            minute = minute.plus(1, ChronoUnit.MINUTES);
            if (counted == minutes) {
                return minute;
            }
        }
        throw new AssertionError("walked for a year: " + this);
    }

    /// The end of the last of so many days that count.
    Instant afterDays(Instant start, int days, boolean onlyWorking, boolean startCounts) {
        var startDay = date(start);
        var minute = start;
        while (date(minute.minus(1, ChronoUnit.MINUTES)).equals(startDay)) {
            minute = minute.minus(1, ChronoUnit.MINUTES);
        }
        int counted = 0;
        for (int walked = 0; walked < MINUTES_OF_A_YEAR; ) {
            var day = date(minute);
            boolean anyFree = false;
            boolean anyWork = false;
            boolean anyFreeWork = false;
            while (date(minute).equals(day)) {
                boolean free = !isSuspended(minute);
                boolean work = onlyWorking && isWork(minute);
                anyFree |= free;
                anyWork |= work;
                anyFreeWork |= free && work;
                minute = minute.plus(1, ChronoUnit.MINUTES);
                walked++;
            }
            boolean counts = anyFree && (!anyWork || anyFreeWork) && (!onlyWorking || isWorkingDay(day));
            if (counts && (startCounts || !day.equals(startDay)) && ++counted == days) {
                return minute;
            }
        }
        throw new AssertionError("walked for a year: " + this);
    }

    LocalDate date(Instant minute) {
        return ZonedDateTime.ofInstant(minute, zone).toLocalDate();
    }

    private int minuteOfDay(Instant minute) {
        var wall = ZonedDateTime.ofInstant(minute, zone);
        return wall.getHour() * 60 + wall.getMinute();
    }
}
