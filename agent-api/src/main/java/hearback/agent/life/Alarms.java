package hearback.agent.life;

import hearback.agent.clock.Clock;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is still to be told of a ticket when time passes: each warning and each breach of a clock once (decision 0009),
/// and a class that comes with time alone (S3-90).
public final class Alarms {
    /// The first instant that is too late: the database keeps microseconds.
    private static final long MICROSECOND = 1_000;

    private Alarms() {}

    /// One thing that is to be told from an instant on.
    ///
    /// @param clock names what runs: a clock, or `class-major`
    /// @param order of the department whose limit it is; 0: the ticket's own
    /// @param started the ordinal of the step that started it
    /// @param due the limit
    /// @param cause the same thing has the same, whoever tells it
    public record Untold(
            String clock, int order, int started, Instant due, Instant at, String cause, List<Fact> facts) {
        public Untold {
            facts = List.copyOf(facts);
        }
    }

    /// In the order of their times. Of a clock that has ended, only that it was too late.
    public static List<Untold> untold(Profile profile, TicketLife life) {
        return inOrder(profile, life, life.clocks(profile)).toList();
    }

    /// When the first of them is to be told; empty: nothing is.
    ///
    /// @param clocks as they are by the profile: counting them is what takes long
    public static Optional<Instant> next(Profile profile, TicketLife life, List<Clock> clocks) {
        return inOrder(profile, life, clocks).map(Untold::at).findFirst();
    }

    private static Stream<Untold> inOrder(Profile profile, TicketLife life, List<Clock> clocks) {
        Set<String> told = life.steps().stream().map(Step::cause).collect(Collectors.toSet());
        return Stream.concat(
                        clocks.stream()
                                .flatMap(clock -> clock.alarms().stream()
                                        .filter(alarm ->
                                                clock.end().isEmpty() || alarm.kind() == Clock.Alarm.Kind.BREACH)
                                        .map(alarm -> new Coming(alarm.at(), () -> of(life, clock, alarm)))),
                        classes(profile, life))
                .sorted(Comparator.comparing(Coming::at))
                .map(coming -> coming.untold().get())
                .filter(untold -> !told.contains(untold.cause()));
    }

    /// Most are only looked at for their time.
    private record Coming(Instant at, Supplier<Untold> untold) {}

    /// What is due to be told, as the next steps of the ticket.
    public static List<Step> due(Profile profile, TicketLife life, Instant now) {
        List<Step> steps = new ArrayList<>();
        int after = life.steps().size();
        for (Untold untold : untold(profile, life)) {
            if (untold.at().isAfter(now)) {
                break;
            }
            steps.addAll(OnCall.steps(after + steps.size(), now, Actor.ITSELF, untold.cause(), untold.facts()));
        }
        return steps;
    }

    private static Untold of(TicketLife life, Clock clock, Clock.Alarm alarm) {
        int order = clock.start().order();
        int started = Math.toIntExact(clock.start().step());
        List<Fact> facts = new ArrayList<>();
        switch (alarm.kind()) {
            case WARNING -> {
                facts.add(new WatchFact.ClockWarned(clock.rule().id(), order, started, clock.due()));
                // A department is urged when its limit comes near.
                if (order > 0 && life.stage().isOpen()) {
                    facts.add(new CourseFact.Urged(
                            CourseFact.By.SYSTEM,
                            Optional.empty(),
                            clock.rule().id().text()));
                }
            }
            case BREACH -> facts.add(new WatchFact.ClockBreached(clock.rule().id(), order, started, clock.due()));
        }
        return new Untold(
                clock.rule().id().text(),
                order,
                started,
                clock.due(),
                alarm.at(),
                alarm.kind() + " " + clock.key() + " " + alarm.at(),
                facts);
    }

    /// Accepted so long ago and still not solved gives a class, unless it stands, or somebody took it away.
    private static Stream<Coming> classes(Profile profile, TicketLife life) {
        Optional<Step> accepted = life.lastStep(IntakeFact.Accepted.class);
        if (accepted.isEmpty() || !life.stage().isOpen()) {
            return Stream.empty();
        }
        Step from = accepted.get();
        Set<ClassFlag> settled = life.classes();
        life.all(IntakeFact.ClassTaken.class).forEach(taken -> settled.add(taken.flag()));
        return profile.classes().stream()
                .filter(rule -> !settled.contains(rule.flag()))
                .flatMap(rule -> rule.by().stream()
                        .filter(ClassRule.Trigger.UnsolvedFor.class::isInstance)
                        .map(ClassRule.Trigger.UnsolvedFor.class::cast)
                        .map(unsolved -> {
                            Instant due = profile.calendar()
                                    .count(from.at(), unsolved.time(), List.of())
                                    .due();
                            Instant at = due.plusNanos(MICROSECOND);
                            return new Coming(
                                    at,
                                    () -> new Untold(
                                            "class-" + Ids.of(rule.flag()),
                                            0,
                                            from.ordinal(),
                                            due,
                                            at,
                                            "class " + rule.flag() + " with time",
                                            List.of(new IntakeFact.ClassGiven(
                                                    rule.flag(), rule.rule().text()))));
                        }));
    }
}
