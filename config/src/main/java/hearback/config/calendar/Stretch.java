package hearback.config.calendar;

import java.time.Instant;

/// A piece of time; holds its start and not its end.
public record Stretch(Instant from, Instant until) {
    public Stretch {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("ends before it begins: " + from + " to " + until);
        }
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
