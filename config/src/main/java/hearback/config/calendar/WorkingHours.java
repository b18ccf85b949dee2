package hearback.config.calendar;

import java.time.LocalTime;

/// A stretch of a working day; holds its start and not its end. `24:00` is written as midnight.
public record WorkingHours(LocalTime from, LocalTime until) {
    public WorkingHours {
        if (!until.equals(LocalTime.MIDNIGHT) && !from.isBefore(until)) {
            throw new IllegalArgumentException("working hours end after they begin, not " + from + "-" + until);
        }
    }

    @Override
    public String toString() {
        return from + "-" + until;
    }
}
