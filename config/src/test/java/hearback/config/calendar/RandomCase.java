package hearback.config.calendar;

import static hearback.config.calendar.Calendars.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// A calendar, a start and suspended stretches drawn from a seed; and the same told to the walker.
record RandomCase(
        long seed, WorkCalendar calendar, MinuteWalker walker, Instant start, List<Stretch> suspended, int size) {
    private static final List<String> ZONES = List.of(
            "Asia/Shanghai",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "Africa/Cairo",
            "Pacific/Apia",
            "UTC");

    /// Just before clocks are changed somewhere, a day is left out, a leap day comes or a year ends; and the
    /// holidays.
    private static final List<Instant> NEAR = List.of(
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-10-25T01:00:00Z"),
            Instant.parse("2026-03-08T07:00:00Z"),
            Instant.parse("2026-11-01T06:00:00Z"),
            Instant.parse("2026-10-03T15:30:00Z"),
            Instant.parse("2026-04-04T15:00:00Z"),
            Instant.parse("2025-04-24T22:00:00Z"),
            Instant.parse("2011-12-30T10:00:00Z"),
            Instant.parse("2028-02-29T00:00:00Z"),
            Instant.parse("2026-12-31T23:00:00Z"),
            Instant.parse("2025-09-29T10:00:00Z"),
            Instant.parse("2025-01-27T10:00:00Z"));

    private static final List<List<int[]>> WORK = List.of(
            List.of(range(9, 0, 12, 0), range(13, 30, 18, 0)),
            List.of(range(0, 0, 6, 15), range(22, 0, 24, 0)),
            List.of(range(1, 30, 2, 30)),
            List.of(range(0, 0, 24, 0)),
            List.of(range(2, 0, 3, 0), range(3, 0, 11, 45)));

    private static final List<Set<Integer>> WEEKS =
            List.of(Set.of(1, 2, 3, 4, 5), Set.of(1, 2, 3, 4, 5, 6, 7), Set.of(6, 7, 1, 3));

    private static final List<List<int[]>> QUIET = List.of(
            List.of(range(20, 0, 8, 0), range(12, 0, 14, 30)),
            List.of(range(2, 0, 3, 0)),
            List.of(range(23, 45, 2, 30), range(2, 30, 2, 45)),
            List.of());

    static RandomCase of(long seed) {
        var random = new Random(seed);
        var zone = ZoneId.of(any(random, ZONES));
        var quiet = any(random, QUIET);
        var work = any(random, WORK);
        var weekdays = any(random, WEEKS);
        boolean countsStartDay = random.nextBoolean();
        var start = any(random, NEAR).plus(random.nextInt(-4000, 600), ChronoUnit.MINUTES);
        var table = table(random, LocalDate.ofInstant(start, zone));
        var suspended = random.nextInt(3) == 0 ? List.<Stretch>of() : suspended(random, start);

        var week = new EnumMap<DayOfWeek, List<WorkingHours>>(DayOfWeek.class);
        weekdays.forEach(day -> week.put(
                DayOfWeek.of(day),
                work.stream()
                        .map(hours -> new WorkingHours(time(hours[0]), time(hours[1])))
                        .toList()));
        var windows = quiet.stream()
                .map(window -> time(window[0]) + "-" + time(window[1]))
                .toArray(String[]::new);
        return new RandomCase(
                seed,
                new WorkCalendar(hours(zone, windows), week, table, countsStartDay),
                new MinuteWalker(
                        zone,
                        quiet,
                        work,
                        weekdays,
                        of(table, DayTable.Kind.HOLIDAY),
                        of(table, DayTable.Kind.MAKE_UP_WORKING_DAY),
                        countsStartDay,
                        suspended.stream()
                                .map(stretch -> new Instant[] {stretch.from(), stretch.until()})
                                .toList()),
                start,
                suspended,
                random.nextInt(1, 13));
    }

    /// One of each kind, its size by the seed.
    List<Length> lengths() {
        return lengths(size);
    }

    static List<Length> lengths(int size) {
        return List.of(
                new Length.Elapsed(Duration.ofMinutes(size * 97L)),
                new Length.OpenTime(Duration.ofMinutes(size * 97L)),
                new Length.WorkingTime(Duration.ofMinutes(size * 47L)),
                new Length.NaturalDays(size),
                new Length.WorkingDays(size),
                new Length.SameDay());
    }

    /// What the walker comes to: for lengths of days the first instant that is too late.
    Instant walked(Length length) {
        return switch (length) {
            case Length.Elapsed(var time) -> walker.afterMinutes(start, minutes(time), _ -> true);
            case Length.OpenTime(var time) -> walker.afterMinutes(start, minutes(time), walker::isOpen);
            case Length.WorkingTime(var time) -> walker.afterMinutes(start, minutes(time), walker::isWork);
            case Length.NaturalDays(int days) -> walker.afterDays(start, days, false, walker.countsStartDay());
            case Length.WorkingDays(int days) -> walker.afterDays(start, days, true, walker.countsStartDay());
            case Length.SameDay() -> walker.afterDays(start, 1, false, true);
        };
    }

    Counted count(Length length) {
        return calendar.count(start, length, suspended);
    }

    private static List<Stretch> suspended(Random random, Instant start) {
        var stretches = new ArrayList<Stretch>();
        for (int some = random.nextInt(1, 5); some > 0; some--) {
            var from = start.plus(random.nextInt(-2000, 12_000), ChronoUnit.MINUTES);
            stretches.add(new Stretch(from, from.plus(random.nextInt(4000), ChronoUnit.MINUTES)));
        }
        return stretches;
    }

    private static DayTable table(Random random, LocalDate start) {
        Map<LocalDate, DayTable.Kind> days = new HashMap<>();
        for (int some = random.nextInt(7); some > 0; some--) {
            days.put(
                    start.plusDays(random.nextInt(12)),
                    random.nextInt(3) == 0 ? DayTable.Kind.MAKE_UP_WORKING_DAY : DayTable.Kind.HOLIDAY);
        }
        return new DayTable(
                Set.copyOf(List.of(start.getYear(), start.plusDays(12).getYear())), days);
    }

    private static Set<LocalDate> of(DayTable table, DayTable.Kind kind) {
        return table.days().entrySet().stream()
                .filter(day -> day.getValue() == kind)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static int minutes(Duration time) {
        return Math.toIntExact(time.toMinutes());
    }

    private static LocalTime time(int minute) {
        return LocalTime.of(minute / 60 % 24, minute % 60);
    }

    private static int[] range(int fromHour, int fromMinute, int untilHour, int untilMinute) {
        return new int[] {fromHour * 60 + fromMinute, untilHour * 60 + untilMinute};
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
