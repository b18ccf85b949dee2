package hearback.agent.life;

import hearback.agent.clock.Clock;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is still to be told of a ticket's clocks: each warning and each breach once (decision 0009).
public final class Alarms {
    private Alarms() {}

    /// One alarm of one clock.
    public record Untold(Clock clock, Clock.Alarm alarm) {
        public Instant at() {
            return alarm.at();
        }

        /// The same alarm has the same cause, whoever tells it.
        public String cause() {
            return alarm.kind() + " " + clock.key() + " " + alarm.at();
        }

        Fact fact() {
            int order = clock.start().order();
            long started = clock.start().step();
            return switch (alarm.kind()) {
                case WARNING -> new WatchFact.ClockWarned(clock.rule().id(), order, started, clock.due());
                case BREACH -> new WatchFact.ClockBreached(clock.rule().id(), order, started, clock.due());
            };
        }
    }

    /// In the order of their times. Of a clock that has ended, only that it was too late.
    public static List<Untold> untold(Profile profile, TicketLife life) {
        Set<String> told = life.steps().stream().map(Step::cause).collect(Collectors.toSet());
        return life.clocks(profile).stream()
                .flatMap(clock -> clock.alarms().stream().map(alarm -> new Untold(clock, alarm)))
                .filter(untold ->
                        untold.clock().end().isEmpty() || untold.alarm().kind() == Clock.Alarm.Kind.BREACH)
                .filter(untold -> !told.contains(untold.cause()))
                .sorted(Comparator.comparing(Untold::at))
                .toList();
    }

    /// What is due to be told, as the next steps of the ticket. A warning of a limit that a department has urges
    /// it.
    public static List<Step> due(Profile profile, TicketLife life, Instant now) {
        List<Step> steps = new ArrayList<>();
        int after = life.steps().size();
        for (Untold untold : untold(profile, life)) {
            if (untold.at().isAfter(now)) {
                break;
            }
            List<Fact> facts = new ArrayList<>(List.of(untold.fact()));
            if (untold.alarm().kind() == Clock.Alarm.Kind.WARNING
                    && untold.clock().start().order() > 0
                    && life.stage().isOpen()) {
                facts.add(new CourseFact.Urged(
                        CourseFact.By.SYSTEM,
                        Optional.empty(),
                        untold.clock().rule().id().text()));
            }
            steps.addAll(OnCall.steps(after + steps.size(), now, Actor.ITSELF, untold.cause(), facts));
        }
        return steps;
    }
}
