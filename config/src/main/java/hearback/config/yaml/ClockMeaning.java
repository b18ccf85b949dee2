package hearback.config.yaml;

import static hearback.config.yaml.ProfileWords.word;

import hearback.config.calendar.Length;
import hearback.config.calendar.WorkCalendar;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Moment;
import hearback.config.profile.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What makes no sense about clocks, seen together with the rest of their profile.
final class ClockMeaning {
    /// A Monday, two hours into it.
    private static final Instant SOME_MONDAY = Instant.parse("2026-01-05T02:00:00Z");

    private final Parts parts;
    private final Findings findings;
    private final Map<Moment, String> never = new EnumMap<>(Moment.class);

    ClockMeaning(Parts parts, Findings findings) {
        this.parts = parts;
        this.findings = findings;
        if (parts.handling().filter(handling -> handling.grounds().isEmpty()).isPresent()) {
            never.put(Moment.JUDGED_VALID, "handling.grounds is empty");
            never.put(Moment.JUDGED_INVALID, "handling.grounds is empty");
        }
        if (parts.followUp()
                .filter(asked -> asked.coverage() == FollowUp.Coverage.NOBODY)
                .isPresent()) {
            never.put(Moment.FOLLOW_UP_INSTRUCTED, "follow-up.coverage is nobody");
            never.put(Moment.FOLLOWED_UP, "follow-up.coverage is nobody");
        }
    }

    void check() {
        Set<ClockId> ids = new HashSet<>();
        for (Parts.Placed<ClockRule> placed : parts.clocks().entries()) {
            ClockRule clock = placed.value();
            if (!ids.add(clock.id())) {
                findings.add(placed.path() + ".id", "there is another clock of the name " + clock.id());
            }
            applies(placed.path(), clock.when());
            moments(placed.path(), clock);
            parts.calendar().ifPresent(calendar -> limits(placed.path(), clock, calendar));
        }
    }

    private void applies(String path, ClockRule.Applies when) {
        for (Channel channel : when.channels()) {
            if (parts.intake()
                    .filter(intake -> !intake.channels().contains(channel))
                    .isPresent()) {
                findings.add(path + ".channels", "nothing comes by the channel " + word(channel));
            }
        }
        unknownClasses(path + ".any-of", when.anyOf());
        unknownClasses(path + ".none-of", when.noneOf());
        if (!when.anyOf().isEmpty() && when.noneOf().containsAll(when.anyOf())) {
            findings.add(path + ".none-of", "leaves no ticket that it runs on");
        }
        neverComes(path + ".needs", "it is of no matter to any ticket", when.needs());
    }

    private void unknownClasses(String path, Set<ClassFlag> flags) {
        Set<ClassFlag> known =
                parts.classes().values().stream().map(rule -> rule.flag()).collect(Collectors.toUnmodifiableSet());
        if (parts.classes().complete()) {
            flags.stream()
                    .filter(flag -> !known.contains(flag))
                    .sorted()
                    .forEach(flag -> findings.add(path, "no ticket is ever " + word(flag) + ": classes lacks it"));
        }
    }

    /// When all of them can never happen, which one, and why.
    private void neverComes(String path, String what, Set<Moment> moments) {
        if (!moments.isEmpty() && never.keySet().containsAll(moments)) {
            Moment one = moments.stream().sorted().findFirst().orElseThrow();
            findings.add(path, what + ": " + word(one) + " never happens, " + never.get(one));
        }
    }

    private void moments(String path, ClockRule clock) {
        ClockRule.Meeting meeting = clock.meeting();
        neverComes(path + ".starts", "nothing starts it", clock.startsAt());
        neverComes(path + ".met-by", "nothing meets it", meeting.metBy());
        clock.startsAt().stream()
                .filter(meeting.metBy()::contains)
                .sorted()
                .forEach(moment -> findings.add(path + ".met-by", word(moment) + " starts it, too"));
        meeting.endedBy().stream()
                .filter(meeting.metBy()::contains)
                .sorted()
                .forEach(moment -> findings.add(path + ".ends-at", word(moment) + " meets it, too"));
        if (meeting.firstAttemptCounts()
                && !meeting.metBy().contains(Moment.PROGRESS_TOLD)
                && !meeting.metBy().contains(Moment.RESULT_TOLD)) {
            findings.add(
                    path + ".first-attempt-counts",
                    "only an attempt to tell the customer can count, and telling does not meet it");
        }
    }

    private void limits(String path, ClockRule clock, WorkCalendar calendar) {
        if (clock.length().isEmpty()) {
            if (!clock.startsAt().equals(Set.of(Moment.PROMISED))) {
                findings.add(path + ".length", clock.rule(), "is missing: only a promise brings its own time");
            }
            clock.notBefore()
                    .ifPresent(_ -> findings.add(path + ".not-before", "has no limit: a promise is kept at any time"));
            return;
        }
        Length length = clock.length().get();
        Optional<Length> opens = clock.notBefore();
        boolean countable = countable(path + ".length", length, calendar);
        if (opens.isPresent() && countable(path + ".not-before", opens.get(), calendar) && countable) {
            if (!opensInTime(opens.get(), length, calendar)) {
                findings.add(path + ".not-before", clock.rule(), "is later than the limit");
            }
        }
        Duration shortest = shortest(length, calendar);
        for (Warning warning : clock.warnings()) {
            if (warning instanceof Warning.Before(Duration time) && time.compareTo(shortest) >= 0) {
                findings.add(
                        path + ".warn", "comes before the clock starts: " + time.toMinutes() + " min before the limit");
            }
        }
    }

    private boolean countable(String path, Length length, WorkCalendar calendar) {
        if (!calendar.canCount(length)) {
            findings.add(path, "is never over: the calendar has no working day");
            return false;
        }
        return true;
    }

    /// Whether it opens before it is due, from whatever day of a week it starts.
    private static boolean opensInTime(Length opens, Length length, WorkCalendar calendar) {
        for (int day = 0; day < 7; day++) {
            Instant start = SOME_MONDAY.plus(Duration.ofDays(day));
            Instant due = calendar.count(start, length, List.of()).due();
            if (calendar.opening(start, opens, List.of()).isAfter(due)) {
                return false;
            }
        }
        return true;
    }

    /// No clock of this length is over sooner, but for one that ends with the day it starts on: of that, a day.
    private static Duration shortest(Length length, WorkCalendar calendar) {
        return switch (length) {
            case Length.Elapsed(Duration time) -> time;
            case Length.OpenTime(Duration time) -> time;
            case Length.WorkingTime(Duration time) -> time;
            case Length.NaturalDays(int days) -> days(days, calendar);
            case Length.WorkingDays(int days) -> days(days, calendar);
            case Length.SameDay _ -> Duration.ofDays(1);
        };
    }

    private static Duration days(int days, WorkCalendar calendar) {
        return Duration.ofDays(calendar.countsStartDay() ? Math.max(1, days - 1) : days);
    }
}
