package hearback.agent.life;

import hearback.config.profile.ClockId;
import java.time.Instant;

/// What the watch of clocks tells, once each (decision 0009).
public sealed interface WatchFact extends Fact {
    ClockId clock();

    /// @param order whose limit it is; 0: the ticket's own
    /// @param started the ordinal of the step that started the clock
    /// @param due the limit
    record ClockWarned(ClockId clock, int order, long started, Instant due) implements WatchFact {}

    record ClockBreached(ClockId clock, int order, long started, Instant due) implements WatchFact {}
}
