package hearback.agent.life;

import hearback.agent.clock.Clock;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What lists and look-ups show of a ticket: read from its steps, kept beside them, and made again from them at any
/// time (decision 0008).
///
/// @param profile empty before it was accepted
/// @param stage its id
/// @param due the next limit that is not met yet; empty: none runs
/// @param tasks what a supervisor has to decide, by name
/// @param steps how many there are
public record Standing(
        Channel channel,
        Optional<ProfileVersion> profile,
        String stage,
        Set<ClassFlag> classes,
        ClassRule.Urgency urgency,
        Set<String> departments,
        boolean isSealed,
        Optional<Instant> due,
        Set<String> tasks,
        int steps) {
    public Standing {
        tasks = Set.copyOf(tasks);
        classes = Set.copyOf(classes);
        departments = Set.copyOf(departments);
    }

    /// @param profile the version the ticket goes by
    public static Standing of(Profile profile, TicketLife life) {
        return of(profile, life, life.clocks(profile));
    }

    /// @param clocks as they are by the profile: counting them is what takes long
    public static Standing of(Profile profile, TicketLife life, List<Clock> clocks) {
        return new Standing(
                life.channel(),
                life.profile(),
                life.stage().id(),
                life.classes(),
                life.urgency(profile),
                life.departments(),
                life.isSealed(),
                clocks.stream()
                        .filter(clock -> clock.end().isEmpty())
                        .map(Clock::due)
                        .min(Comparator.naturalOrder()),
                Unreachable.pending(life).isEmpty() ? Set.of() : Set.of(Unreachable.TASK),
                life.steps().size());
    }
}
