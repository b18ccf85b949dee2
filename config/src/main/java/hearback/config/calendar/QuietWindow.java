package hearback.config.calendar;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/// A stretch of the day in which nobody is rung. The start is inside, the end is not; it may run over midnight.
public record QuietWindow(LocalTime from, LocalTime to) {
    public static final int MINUTES_OF_A_DAY = 24 * 60;

    public QuietWindow {
        if (from.equals(to)) {
            throw new IllegalArgumentException("a quiet window must not be empty: " + from + "-" + to);
        }
    }

    /// Reads `20:00-08:00`.
    ///
    /// @throws IllegalArgumentException when it is written in another way
    public static QuietWindow parse(String text) {
        var halves = text.split("-", -1);
        if (halves.length != 2) {
            throw new IllegalArgumentException("must be written as 20:00-08:00, is " + text);
        }
        try {
            return new QuietWindow(LocalTime.parse(halves[0].strip()), LocalTime.parse(halves[1].strip()));
        } catch (DateTimeParseException notATime) {
            throw new IllegalArgumentException("must be written as 20:00-08:00, is " + text, notATime);
        }
    }

    public boolean contains(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    public boolean overlaps(QuietWindow other) {
        return contains(other.from) || other.contains(from);
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
