package hearback.agent.clock;

import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.Moment;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// One thing of a ticket's life as its clocks see it.
public sealed interface Happening {
    /// In the order in which things were done: what counts is when it happened, not when it was written down.
    Comparator<Happening> IN_ORDER = Comparator.comparing(Happening::at).thenComparingLong(Happening::step);

    /// The ordinal of the step it is read from.
    long step();

    Instant at();

    /// @param order the department's order it is about, counted from 1; 0: none
    /// @param promised with [Moment#PROMISED], the time that was promised
    record Occurred(long step, Instant at, Moment moment, int order, Optional<Instant> promised) implements Happening {
        public static Occurred of(long step, Instant at, Moment moment) {
            return new Occurred(step, at, moment, 0, Optional.empty());
        }

        public static Occurred ofOrder(long step, Instant at, Moment moment, int order) {
            return new Occurred(step, at, moment, order, Optional.empty());
        }
    }

    /// The ticket has these classes from now on, and no others.
    record Flagged(long step, Instant at, Set<ClassFlag> flags) implements Happening {
        public Flagged {
            flags = Set.copyOf(flags);
        }
    }

    /// Work waits for something outside.
    ///
    /// @param told whether the customer was told; if not it stops no clock (S4-50)
    record Suspended(long step, Instant at, boolean told) implements Happening {}

    record Resumed(long step, Instant at) implements Happening {}

    /// A limit was moved by an extension that was granted.
    ///
    /// @param order of which it was; 0: of the clock that has no order
    record Extended(long step, Instant at, ClockId clock, int order, Instant due) implements Happening {}
}
