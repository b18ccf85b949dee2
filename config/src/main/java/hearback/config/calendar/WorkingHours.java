package hearback.config.calendar;

import java.time.LocalTime;

/// A stretch of a working day; holds its start and not its end. `24:00` is written as midnight.
public record WorkingHours(LocalTime from, LocalTime until) {
    public WorkingHours {
        if (!until.equals(LocalTime.MIDNIGHT) && !from.isBefore(until)) {
            throw new IllegalArgumentException("working hours end after they begin, not " + from + "-" + until);
        }
    }

    public boolean contains(LocalTime time) {
        return !time.isBefore(from) && (until.equals(LocalTime.MIDNIGHT) || time.isBefore(until));
    }

    public boolean overlaps(WorkingHours other) {
        return contains(other.from) || other.contains(from);
    }

    @Override
    public String toString() {
        return from + "-" + until;
    }
}
