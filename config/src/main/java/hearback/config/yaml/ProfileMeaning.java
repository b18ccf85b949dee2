package hearback.config.yaml;

import static hearback.config.yaml.ProfileWords.word;

import hearback.config.calendar.Length;
import hearback.config.calendar.WorkCalendar;
import hearback.config.calendar.WorkingHours;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClassRule.Trigger;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Formulas;
import hearback.config.profile.Handling;
import hearback.config.profile.Intake;
import hearback.config.profile.Matter;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.Retry;
import hearback.config.profile.RuleId;
import hearback.config.profile.Taxonomy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is wrong with a profile although it fits the schema: what contradicts itself, or promises what cannot be kept.
/// Looks at the parts that could be read.
final class ProfileMeaning {
    private static final RuleId SUMS_AGREE = new RuleId("S0-44");
    private static final RuleId SATISFIED = new RuleId("S1-57");
    private static final RuleId DESK = new RuleId("S0-13");
    private static final Duration DESK_HOURS = Duration.ofHours(8);
    /// Three further attempts within 48 hours, three hours apart.
    private static final RuleId FLOOR = new RuleId("S0-39");

    private static final int FLOOR_ATTEMPTS = 3;
    private static final Duration FLOOR_WINDOW = Duration.ofDays(2);
    private static final Duration FLOOR_GAP = Duration.ofHours(3);
    private static final Instant SOME_MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final int HOURS_OF_A_WEEK = 7 * 24;

    private final Parts parts;
    private final Findings findings = new Findings();

    private ProfileMeaning(Parts parts) {
        this.parts = parts;
    }

    static List<ProfileProblem> problems(Parts parts) {
        ProfileMeaning meaning = new ProfileMeaning(parts);
        new RuleIds(parts, meaning.findings).check();
        parts.intake().flatMap(Intake::escalatedDesk).ifPresent(meaning::escalatedDesk);
        parts.handling().map(Handling::extension).ifPresent(meaning::extension);
        parts.followUp().ifPresent(meaning::followUp);
        parts.retry().ifPresent(meaning::retry);
        meaning.taxonomies();
        parts.matter().ifPresent(meaning::matter);
        meaning.classes();
        new ClockMeaning(parts, meaning.findings).check();
        new PowerMeaning(parts, meaning.findings).check();
        parts.formulas().ifPresent(meaning::formulas);
        return meaning.findings.all();
    }

    private void escalatedDesk(Intake.EscalatedDesk desk) {
        String path = "intake.escalated-desk.every-day";
        for (int one = 0; one < desk.hours().size(); one++) {
            for (WorkingHours other : desk.hours().subList(one + 1, desk.hours().size())) {
                if (desk.hours().get(one).overlaps(other)) {
                    findings.add(path, desk.hours().get(one) + " and " + other + " overlap");
                }
            }
        }
        Duration staffed = desk.hours().stream().map(ProfileMeaning::lengthOf).reduce(Duration.ZERO, Duration::plus);
        if (desk.rule().equals(DESK) && staffed.compareTo(DESK_HOURS) < 0) {
            findings.add(path, DESK, "must be at least 8 h of every day, is " + staffed.toMinutes() + " min");
        }
    }

    private static Duration lengthOf(WorkingHours hours) {
        long until = hours.until().equals(LocalTime.MIDNIGHT)
                ? Duration.ofDays(1).toSeconds()
                : hours.until().toSecondOfDay();
        return Duration.ofSeconds(until - hours.from().toSecondOfDay());
    }

    private void extension(Handling.Extension extension) {
        String path = "handling.extension.ask-before";
        if (extension.askBefore().isEmpty() || parts.calendar().isEmpty()) {
            return;
        }
        Length notice = extension.askBefore().get();
        WorkCalendar calendar = parts.calendar().get();
        if (extension.atMost() == 0) {
            findings.add(path, extension.rule(), "can never be asked: handling.extension.at-most is 0");
        } else if (!calendar.canCount(notice)) {
            findings.add(path, extension.rule(), "is never over: the calendar has no working day");
        } else if (parts.clocks().complete()
                && parts.clocks().values().stream().noneMatch(clock -> leavesNotice(clock, notice, calendar))) {
            findings.add(path, extension.rule(), "can never be asked: no clock runs so long");
        }
    }

    /// Whether, starting at some hour of a week, there is still time to ask. A promise brings its own time.
    private static boolean leavesNotice(ClockRule clock, Length notice, WorkCalendar calendar) {
        if (clock.length().filter(calendar::canCount).isEmpty()) {
            return false;
        }
        for (int hour = 0; hour < HOURS_OF_A_WEEK; hour++) {
            Instant start = SOME_MONDAY.plus(Duration.ofHours(hour));
            Instant due = calendar.count(start, clock.length().get(), List.of()).due();
            if (!calendar.latestBefore(due, notice).isBefore(start)) {
                return true;
            }
        }
        return false;
    }

    private void followUp(FollowUp asked) {
        asked.satisfied().stream()
                .filter(answer -> !asked.scale().contains(answer))
                .sorted()
                .forEach(answer ->
                        findings.add("follow-up.satisfied", SATISFIED, word(answer) + " is not on the scale"));
        if (asked.satisfied().contains(FollowUp.Scale.DISSATISFIED)) {
            findings.add("follow-up.satisfied", SATISFIED, "dissatisfied does not count as satisfied");
        }
    }

    private void retry(Retry retry) {
        if (retry.rule().equals(FLOOR)
                && (retry.furtherAttempts() < FLOOR_ATTEMPTS
                        || retry.window().compareTo(FLOOR_WINDOW) > 0
                        || retry.gap().compareTo(FLOOR_GAP) < 0)) {
            findings.add("retry", FLOOR, "must be at least 3 further attempts within 48 h, 3 h or more apart");
        }
        new RetryWalk(retry)
                .firstShortage()
                .ifPresent(shortage -> findings.add(
                        "retry",
                        retry.rule(),
                        "cannot be kept: after a first failure on "
                                + shortage.first().atZone(retry.hours().zone()) + " only " + shortage.fit() + " of "
                                + retry.furtherAttempts() + " further attempts fit into the window"
                                + (shortage.ofHours() ? " in allowed hours" : "")
                                + (shortage.ofCeiling() ? "; " + ceiling(retry.callsToAHouseholdInDay()) : "")));
    }

    private static String ceiling(int most) {
        return "at most " + most + (most == 1 ? " call" : " calls") + " to a household in 24 h";
    }

    private void taxonomies() {
        Set<String> axes = new HashSet<>();
        for (Parts.Placed<Taxonomy> placed : parts.taxonomies().entries()) {
            Taxonomy axis = placed.value();
            if (!axes.add(axis.id())) {
                findings.add(placed.path() + ".id", "there is another axis of the name " + axis.id());
            }
            Set<String> leaves = new HashSet<>();
            for (Taxonomy.Leaf leaf : axis.leaves()) {
                if (!leaves.add(leaf.id())) {
                    findings.add(placed.path() + ".leaves", SUMS_AGREE, "has two leaves of the name " + leaf.id());
                }
            }
            for (String needed : List.of(Taxonomy.NOT_YET_DETERMINED, Taxonomy.OTHER)) {
                if (!leaves.contains(needed)) {
                    findings.add(
                            placed.path() + ".leaves",
                            SUMS_AGREE,
                            "lacks the leaf " + needed + ", without which sums do not agree");
                }
            }
        }
    }

    private void matter(Matter matter) {
        if (parts.taxonomies().complete()) {
            Set<String> axes =
                    parts.taxonomies().values().stream().map(Taxonomy::id).collect(Collectors.toUnmodifiableSet());
            matter.axes().stream()
                    .filter(axis -> !axes.contains(axis))
                    .forEach(axis -> findings.add("matter.axes", "there is no axis " + axis));
        }
        matter.fields().stream()
                .filter(field -> !Matter.NAMING.contains(field))
                .forEach(field -> findings.add(
                        "matter.fields",
                        word(field) + " names no place or thing that many complain of; subject, place and key do"));
    }

    private void classes() {
        Set<ClassFlag> seen = EnumSet.noneOf(ClassFlag.class);
        for (Parts.Placed<ClassRule> placed : parts.classes().entries()) {
            if (!seen.add(placed.value().flag())) {
                findings.add(
                        placed.path() + ".class",
                        "there is another rule of the class "
                                + word(placed.value().flag()));
            }
            placed.value().by().forEach(trigger -> trigger(placed.path(), trigger));
        }
    }

    private void trigger(String path, Trigger trigger) {
        switch (trigger) {
            case Trigger.CameBy(var channels) ->
                channels.stream()
                        .filter(channel -> parts.intake()
                                .filter(intake -> !intake.channels().contains(channel))
                                .isPresent())
                        .sorted()
                        .forEach(channel ->
                                findings.add(path + ".channels", "nothing comes by the channel " + word(channel)));
            case Trigger.StandsAt at -> standsAt(path + ".stands-at", at);
            case Trigger.UnsolvedFor(Length time) -> {
                if (parts.calendar()
                        .filter(calendar -> !calendar.canCount(time))
                        .isPresent()) {
                    findings.add(path + ".unsolved-for", "is never over: the calendar has no working day");
                }
            }
            case Trigger.Ticked _, Trigger.AmountOver _, Trigger.SameMatter _, Trigger.SameCustomer _ -> {}
        }
    }

    private void standsAt(String path, Trigger.StandsAt at) {
        if (!parts.taxonomies().complete()) {
            return;
        }
        Optional<Taxonomy> axis = parts.taxonomies().values().stream()
                .filter(each -> each.id().equals(at.taxonomy()))
                .findFirst();
        if (axis.isEmpty()) {
            findings.add(path + ".axis", "there is no axis " + at.taxonomy());
        } else {
            at.leaves().stream()
                    .filter(leaf -> axis.get().leaf(leaf).isEmpty())
                    .sorted()
                    .forEach(leaf ->
                            findings.add(path + ".leaves", "the axis " + at.taxonomy() + " has no leaf " + leaf));
        }
    }

    private void formulas(Formulas formulas) {
        if (!parts.clocks().complete()) {
            return;
        }
        Set<ClockId> known =
                parts.clocks().values().stream().map(ClockRule::id).collect(Collectors.toUnmodifiableSet());
        formulas.onTime().clocks().stream()
                .filter(id -> !known.contains(id))
                .map(ClockId::text)
                .sorted()
                .forEach(id -> findings.add("formulas.on-time.clocks", "there is no clock " + id));
        formulas.response()
                .map(Formulas.Response::clock)
                .filter(id -> !known.contains(id))
                .ifPresent(id -> findings.add("formulas.response.clock", "there is no clock " + id));
    }
}
