package hearback.config.profile;

import hearback.config.calendar.Length;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One clock as the institution has decided it (regulation table a.3): what starts it, how long it runs, what meets it.
///
/// @param rule where its length comes from
/// @param when which tickets it runs on
/// @param startsAt any of these starts it; what happens when it comes again says [#again]
/// @param length how long; empty for a promise, which brings its own time (S0-37, S3-12)
/// @param notBefore earlier does not meet it: of a length of days its last day is the first that does ("from the
///     fifth day on", S2-53)
/// @param meeting how it ends
/// @param warnings when somebody is told before it is due
public record ClockRule(
        ClockId id,
        Names name,
        RuleId rule,
        Applies when,
        Set<Moment> startsAt,
        Again again,
        Optional<Length> length,
        Optional<Length> notBefore,
        Meeting meeting,
        List<Warning> warnings) {
    public ClockRule {
        startsAt = Set.copyOf(startsAt);
        warnings = List.copyOf(warnings);
        if (startsAt.isEmpty()) {
            throw new IllegalArgumentException(id + ": nothing starts it");
        }
    }

    /// Which tickets a clock runs on; an empty set stands for all.
    ///
    /// @param anyOf runs when the ticket has one of these
    /// @param noneOf and none of these
    /// @param needs it is of no matter before one of these has happened, and then counts from its own start: an
    ///     invalid complaint is to be explained within a day after acceptance (S1-33)
    public record Applies(Set<Channel> channels, Set<ClassFlag> anyOf, Set<ClassFlag> noneOf, Set<Moment> needs) {
        public static final Applies TO_ALL = new Applies(Set.of(), Set.of(), Set.of(), Set.of());

        public Applies {
            channels = Set.copyOf(channels);
            anyOf = Set.copyOf(anyOf);
            noneOf = Set.copyOf(noneOf);
            needs = Set.copyOf(needs);
        }

        public boolean to(Channel channel, Set<ClassFlag> flags) {
            return (channels.isEmpty() || channels.contains(channel))
                    && (anyOf.isEmpty() || anyOf.stream().anyMatch(flags::contains))
                    && noneOf.stream().noneMatch(flags::contains);
        }
    }

    /// What a second start does.
    public enum Again {
        /// The first start stays the start: a return never moves a limit (S0-24).
        KEEPS,
        /// It runs anew from the latest (S4-49).
        RESTARTS,
        /// Another clock of the same rule runs beside the first: each order has its own.
        RUNS_BESIDE
    }

    /// How a clock ends.
    ///
    /// @param metBy any of these in time meets it, and late is met late
    /// @param endedBy any of these ends it without a verdict: there is nothing left to do
    /// @param firstAttemptCounts a try that failed on the customer's side meets it as if the customer had been told
    /// (S0-38)
    /// @param stoppable a suspension that was told to the customer is not counted (S4-50)
    public record Meeting(Set<Moment> metBy, Set<Moment> endedBy, boolean firstAttemptCounts, boolean stoppable) {
        public Meeting {
            metBy = Set.copyOf(metBy);
            endedBy = Set.copyOf(endedBy);
            if (metBy.isEmpty()) {
                throw new IllegalArgumentException("nothing meets it");
            }
        }
    }
}
