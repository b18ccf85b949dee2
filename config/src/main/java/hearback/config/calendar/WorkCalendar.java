package hearback.config.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// How an institution counts time: how long each kind of [Length] is from a given instant, and why.
///
/// What is said about lengths of time holds to the microsecond, which is what the database keeps. A limit is itself
/// still in time (civil law: 以内 includes; decision 0009).
///
/// @param open every day's time without the excluded windows, and the zone of everything here
/// @param week working hours by weekday; a weekday without any is no working day
/// @param days what is otherwise
/// @param countsStartDay whether a length of days counts the day it starts on as the first
public record WorkCalendar(
        CallingHours open, Map<DayOfWeek, List<WorkingHours>> week, DayTable days, boolean countsStartDay) {
    /// @throws IllegalArgumentException naming every pair of working hours that overlap
    public WorkCalendar {
        var problems = problems(week);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        var working = new EnumMap<DayOfWeek, List<WorkingHours>>(DayOfWeek.class);
        week.forEach((day, hours) -> {
            if (!hours.isEmpty()) {
                working.put(day, inOrder(hours));
            }
        });
        week = Map.copyOf(working);
    }

    /// What forbids these hours, each in words; empty when nothing does.
    public static List<String> problems(Map<DayOfWeek, List<WorkingHours>> week) {
        var found = new ArrayList<String>();
        for (DayOfWeek day : DayOfWeek.values()) {
            var hours = inOrder(week.getOrDefault(day, List.of()));
            for (int next = 1; next < hours.size(); next++) {
                if (hours.get(next - 1).overlaps(hours.get(next))) {
                    found.add(day + ": " + hours.get(next - 1) + " and " + hours.get(next) + " overlap");
                }
            }
        }
        return found;
    }

    public ZoneId zone() {
        return open.zone();
    }

    /// Whether this calendar can count it: working time and working days need a week that has some.
    public boolean canCount(Length length) {
        return switch (length) {
            case Length.WorkingTime _, Length.WorkingDays _ -> !week.isEmpty();
            case Length.Elapsed _, Length.OpenTime _, Length.NaturalDays _, Length.SameDay _ -> true;
        };
    }

    /// Counts a length from a start.
    ///
    /// Time in a suspended stretch does not count. A day counts unless all of it is suspended or, where only
    /// working days count, all of its working hours (S4-50, b.5).
    ///
    /// @param suspended in any order; one that goes on is given as far as it went
    /// @throws IllegalArgumentException when it is never over: nothing counts in this calendar, or all is suspended
    public Counted count(Instant start, Length length, List<Stretch> suspended) {
        refuseWhatNeverEnds(length);
        var from = start.truncatedTo(ChronoUnit.MICROS);
        var stops = Suspensions.of(suspended);
        return switch (length) {
            case Length.Elapsed(var time) -> told(from, time(length, stops).run(from, time), length);
            case Length.OpenTime(var time) -> told(from, time(length, stops).run(from, time), length);
            case Length.WorkingTime(var time) -> told(from, time(length, stops).run(from, time), length);
            case Length.NaturalDays(int n) -> told(from, days(length, stops), n, countsStartDay, length);
            case Length.WorkingDays(int n) -> told(from, days(length, stops), n, countsStartDay, length);
            case Length.SameDay _ -> told(from, days(length, stops), 1, true, length);
        };
    }

    /// From when something that may not come too early is in time: the first instant of the last day of a length of
    /// days ("from the fifth day on", S2-53, b.10), the end of any other.
    public Instant opening(Instant start, Length length, List<Stretch> suspended) {
        var counted = count(start, length, suspended);
        return switch (length) {
            case Length.NaturalDays _, Length.WorkingDays _, Length.SameDay _ -> {
                var first = wholeOf(dayOf(counted.due())).from();
                yield first.isBefore(counted.start()) ? counted.start() : first;
            }
            case Length.Elapsed _, Length.OpenTime _, Length.WorkingTime _ -> counted.due();
        };
    }

    /// The last instant that is at least so long before a limit ("at least one working day before", S4-61, b.5).
    /// The day of the limit is not among the days counted back, as the day of a start is not; on the same day is
    /// until the limit itself.
    public Instant latestBefore(Instant due, Length length) {
        refuseWhatNeverEnds(length);
        return switch (length) {
            case Length.Elapsed(var time) -> due.minus(time);
            case Length.OpenTime(var time) -> time(length, Suspensions.NONE).latestBefore(due, time);
            case Length.WorkingTime(var time) -> time(length, Suspensions.NONE).latestBefore(due, time);
            case Length.NaturalDays(int n) ->
                lastOf(days(length, Suspensions.NONE).before(due, n));
            case Length.WorkingDays(int n) ->
                lastOf(days(length, Suspensions.NONE).before(due, n));
            case Length.SameDay _ -> due;
        };
    }

    /// How much time between the two counts by the rule of this length, however long it is: lateness is told in
    /// counted minutes (b.1). Of lengths of days all time of the days that count.
    public Duration countedBetween(Instant from, Instant to, Length length, List<Stretch> suspended) {
        return time(length, Suspensions.of(suspended)).between(from, to);
    }

    public boolean isWorkingDay(LocalDate day) {
        return dayOff(day).isEmpty();
    }

    /// The hours worked on a day; none when it is no working day. A make-up day whose weekday has none keeps those
    /// of the first weekday that has some (ours: no notice says which).
    public List<WorkingHours> hoursOn(LocalDate day) {
        if (!isWorkingDay(day)) {
            return List.of();
        }
        return Optional.ofNullable(week.get(day.getDayOfWeek()))
                .or(() -> Arrays.stream(DayOfWeek.values())
                        .filter(week::containsKey)
                        .map(week::get)
                        .findFirst())
                .orElse(List.of());
    }

    /// Why it is no working day; empty when it is one.
    Optional<Ruler.Reason> dayOff(LocalDate day) {
        var kind = Optional.ofNullable(days.days().get(day));
        if (kind.isPresent()) {
            return switch (kind.get()) {
                case HOLIDAY -> Optional.of(new Ruler.Reason(Counted.Why.HOLIDAY, days.name(day)));
                case MAKE_UP_WORKING_DAY -> Optional.empty();
            };
        }
        return week.containsKey(day.getDayOfWeek())
                ? Optional.empty()
                : Optional.of(new Ruler.Reason(Counted.Why.WEEKEND, ""));
    }

    /// The day an instant belongs to. Where clocks go back over midnight the hour that comes twice belongs to the
    /// day that had begun, so that days follow each other.
    LocalDate dayOf(Instant at) {
        var day = LocalDate.ofInstant(at, zone());
        return at.isBefore(wholeOf(day).until()) ? day : day.plusDays(1);
    }

    Stretch wholeOf(LocalDate day) {
        return new Stretch(
                day.atStartOfDay(zone()).toInstant(),
                day.plusDays(1).atStartOfDay(zone()).toInstant());
    }

    /// The pieces of a day in which work is done.
    List<Stretch> workOn(LocalDate day) {
        var ruler = new WorkingRuler(this);
        var whole = wholeOf(day);
        var pieces = new ArrayList<Stretch>();
        for (var at = whole.from(); at.isBefore(whole.until()); ) {
            var piece = ruler.at(at).noLongerThan(whole.until());
            if (piece.counts()) {
                pieces.add(new Stretch(at, piece.until()));
            }
            at = piece.until();
        }
        return pieces;
    }

    private TimeCount time(Length length, Suspensions suspended) {
        Ruler ruler = switch (length) {
            case Length.Elapsed _ -> Ruler.EVERYTHING;
            case Length.OpenTime _ -> open.ruler();
            case Length.WorkingTime _ -> new WorkingRuler(this);
            case Length.NaturalDays _, Length.WorkingDays _, Length.SameDay _ ->
                days(length, Suspensions.NONE).ruler();
        };
        return new TimeCount(suspended.stretches().isEmpty() ? ruler : ruler.without(suspended));
    }

    private DayCount days(Length length, Suspensions suspended) {
        return new DayCount(this, length instanceof Length.WorkingDays, suspended);
    }

    private Counted told(Instant start, TimeCount.Run run, Length length) {
        return new Counted(start, run.due(), run.skipped(), yearsWithoutTable(start, run.due(), length));
    }

    private Counted told(Instant start, DayCount count, int days, boolean withStart, Length length) {
        var run = count.run(start, days, withStart);
        var due = lastOf(run.day());
        return new Counted(start, due, run.skipped(), yearsWithoutTable(start, due, length));
    }

    private List<Integer> yearsWithoutTable(Instant start, Instant due, Length length) {
        return switch (length) {
            case Length.WorkingTime _, Length.WorkingDays _ ->
                IntStream.rangeClosed(dayOf(start).getYear(), dayOf(due).getYear())
                        .filter(year -> !days.years().contains(year))
                        .boxed()
                        .toList();
            case Length.Elapsed _, Length.OpenTime _, Length.NaturalDays _, Length.SameDay _ -> List.of();
        };
    }

    private void refuseWhatNeverEnds(Length length) {
        if (!canCount(length)) {
            throw new IllegalArgumentException(length + " cannot be counted: no weekday has working hours");
        }
    }

    /// The last microsecond of a day: the last instant that the database tells from the next day.
    private Instant lastOf(LocalDate day) {
        return wholeOf(day).until().minus(1, ChronoUnit.MICROS);
    }

    private static List<WorkingHours> inOrder(List<WorkingHours> hours) {
        return hours.stream().sorted(Comparator.comparing(WorkingHours::from)).toList();
    }
}
