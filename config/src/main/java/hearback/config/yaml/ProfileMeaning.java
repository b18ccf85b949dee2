package hearback.config.yaml;

import hearback.config.calendar.Length;
import hearback.config.profile.Channel;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Moment;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.Retry;
import hearback.config.profile.RuleId;
import hearback.config.profile.Taxonomy;
import hearback.config.profile.Warning;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is wrong with a profile although it fits the schema: what contradicts itself, or promises what cannot be kept.
final class ProfileMeaning {
    /// The last rule of each source text.
    private static final Map<String, Integer> LAST_RULE = Map.of("S0", 93, "S1", 58, "S2", 67, "S3", 108, "S4", 65);
    /// A Monday; the year is of no matter but for the days on which clocks are changed.
    private static final Instant SOME_MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    private static final Duration WEEK = Duration.ofDays(7);
    /// An attempt takes less; the gap is counted from its end.
    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    private final Profile profile;
    private final List<ProfileProblem> problems = new ArrayList<>();

    private ProfileMeaning(Profile profile) {
        this.profile = profile;
    }

    static List<ProfileProblem> problems(Profile profile) {
        ProfileMeaning meaning = new ProfileMeaning(profile);
        meaning.rules();
        meaning.taxonomies();
        meaning.clocks();
        meaning.followUp();
        meaning.retry(profile.retry());
        return meaning.problems;
    }

    private void problem(String path, String reason) {
        problems.add(new ProfileProblem(path, reason));
    }

    private void rules() {
        for (int place = 0; place < profile.clocks().size(); place++) {
            rule("clocks[" + place + "].rule", profile.clocks().get(place).rule());
        }
        rule("follow-up.rule", profile.followUp().rule());
        rule("retry.rule", profile.retry().rule());
        rule("numbering.rule", profile.numbering().rule());
        rule("handling.extension.rule", profile.handling().extension().rule());
        profile.intake().recheck().ifPresent(gate -> rule("intake.recheck.rule", gate.rule()));
    }

    private void rule(String path, RuleId rule) {
        if (rule.equals(RuleId.OURS)) {
            return;
        }
        int number = Integer.parseInt(rule.text().substring(3));
        if (number < 1 || number > LAST_RULE.getOrDefault(rule.text().substring(0, 2), 0)) {
            problem(path, rule + " is no rule of the sources");
        }
    }

    private void taxonomies() {
        Set<String> axes = new HashSet<>();
        for (int place = 0; place < profile.taxonomies().size(); place++) {
            Taxonomy axis = profile.taxonomies().get(place);
            String path = "taxonomies[" + place + "]";
            if (!axes.add(axis.id())) {
                problem(path + ".id", "there is another axis of the name " + axis.id());
            }
            Set<String> leaves = new HashSet<>();
            for (Taxonomy.Leaf leaf : axis.leaves()) {
                if (!leaves.add(leaf.id())) {
                    problem(path + ".leaves", "has two leaves of the name " + leaf.id());
                }
            }
            for (String needed : List.of(Taxonomy.NOT_YET_DETERMINED, Taxonomy.OTHER)) {
                if (!leaves.contains(needed)) {
                    problem(path + ".leaves", "lacks the leaf " + needed + ", without which sums do not agree (b.9)");
                }
            }
        }
    }

    private void clocks() {
        Set<ClockId> ids = new HashSet<>();
        for (int place = 0; place < profile.clocks().size(); place++) {
            ClockRule clock = profile.clocks().get(place);
            String path = "clocks[" + place + "]";
            if (!ids.add(clock.id())) {
                problem(path + ".id", "there is another clock of the name " + clock.id());
            }
            for (Channel channel : clock.when().channels()) {
                if (!profile.intake().channels().contains(channel)) {
                    problem(path + ".channels", "nothing comes by the channel " + lower(channel));
                }
            }
            if (clock.when().needs().contains(Moment.JUDGED_INVALID)
                    && profile.handling().grounds().isEmpty()) {
                problem(path + ".needs", "nothing is ever judged-invalid: handling.grounds is empty");
            }
            for (Moment moment : clock.startsAt()) {
                if (clock.meeting().metBy().contains(moment)) {
                    problem(path + ".met-by", lower(moment) + " starts it, too");
                }
            }
            limits(clock, path);
        }
    }

    private void limits(ClockRule clock, String path) {
        if (clock.length().isEmpty() && !clock.startsAt().equals(Set.of(Moment.PROMISED))) {
            problem(path + ".length", "is missing: only a promise brings its own time");
        }
        Optional<Length> uncountable = clock.length()
                .or(clock::notBefore)
                .filter(length -> !profile.calendar().canCount(length));
        if (uncountable.isPresent()) {
            problem(path + ".length", "is never over: the calendar has no working day");
            return;
        }
        clock.length().ifPresent(length -> {
            clock.notBefore()
                    .filter(opens -> !fits(opens, length))
                    .ifPresent(_ -> problem(path + ".not-before", "is later than the limit"));
            for (Warning warning : clock.warnings()) {
                if (warning instanceof Warning.Before before && !leavesRoom(length, before.time())) {
                    problem(
                            path + ".warn",
                            "comes before the clock starts: " + before.time().toMinutes() + " min before");
                }
            }
        });
    }

    /// Whether it opens before it is due, from whatever day of a week it starts.
    private boolean fits(Length opens, Length length) {
        for (int day = 0; day < 7; day++) {
            Instant start = SOME_MONDAY.plus(Duration.ofDays(day)).plus(Duration.ofHours(2));
            Instant opening = profile.calendar().opening(start, opens, List.of());
            if (opening.isAfter(
                    profile.calendar().count(start, length, List.of()).due())) {
                return false;
            }
        }
        return true;
    }

    private static boolean leavesRoom(Length length, Duration before) {
        return switch (length) {
            case Length.Elapsed(Duration time) -> before.compareTo(time) < 0;
            case Length.OpenTime(Duration time) -> before.compareTo(time) < 0;
            case Length.WorkingTime(Duration time) -> before.compareTo(time) < 0;
            case Length.NaturalDays _, Length.WorkingDays _, Length.SameDay _ ->
                before.compareTo(Duration.ofDays(1)) < 0;
        };
    }

    private void followUp() {
        profile.followUp().satisfied().stream()
                .filter(answer -> !profile.followUp().scale().contains(answer))
                .forEach(answer -> problem("follow-up.satisfied", lower(answer) + " is not on the scale"));
    }

    /// Walks every minute of an ordinary week, and of the weeks in which clocks are changed, at which a first
    /// attempt
    /// may fail, and takes the earliest further attempts there are.
    private void retry(Retry retry) {
        List<Instant> weeks = new ArrayList<>(List.of(SOME_MONDAY));
        weeks.addAll(weeksOfChange(retry.hours().zone()));
        for (Instant week : weeks) {
            for (Instant first = week; first.isBefore(week.plus(WEEK)); first = first.plus(Duration.ofMinutes(1))) {
                if (retry.hours().isOpenAt(first) && furtherWithin(retry, first) < retry.furtherAttempts()) {
                    problem(
                            "retry",
                            "cannot be kept: after a first failure on "
                                    + first.atZone(retry.hours().zone())
                                    + " only " + furtherWithin(retry, first) + " of " + retry.furtherAttempts()
                                    + " further attempts fit into the window in allowed hours");
                    return;
                }
            }
        }
    }

    private static int furtherWithin(Retry retry, Instant first) {
        Instant end = first.plus(retry.window());
        Instant at = first;
        int further = 0;
        while (further < retry.furtherAttempts()) {
            at = retry.hours().nextOpening(at.plus(ATTEMPT).plus(retry.gap()));
            if (at.isAfter(end)) {
                return further;
            }
            further++;
        }
        return further;
    }

    private static List<Instant> weeksOfChange(ZoneId zone) {
        List<Instant> weeks = new ArrayList<>();
        Instant end = SOME_MONDAY.plus(Duration.ofDays(366));
        Optional<ZoneOffsetTransition> next =
                Optional.ofNullable(zone.getRules().nextTransition(SOME_MONDAY));
        while (next.filter(change -> change.getInstant().isBefore(end)).isPresent()) {
            weeks.add(next.get().getInstant().minus(Duration.ofDays(3)));
            next = Optional.ofNullable(zone.getRules().nextTransition(next.get().getInstant()));
        }
        return weeks;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
