package hearback.config.calendar;

import java.time.Duration;

/// How long a clock runs, and by what it is counted (the letters of regulation table a.3).
public sealed interface Length {
    /// E: every second of every day.
    record Elapsed(Duration time) implements Length {
        public Elapsed {
            positive(time);
        }
    }

    /// S: every day, without the excluded daily windows (S0-36).
    record OpenTime(Duration time) implements Length {
        public OpenTime {
            positive(time);
        }
    }

    /// H: the working hours of working days.
    record WorkingTime(Duration time) implements Length {
        public WorkingTime {
            positive(time);
        }
    }

    /// N: to the end of the last of so many days, whatever days they are.
    record NaturalDays(int days) implements Length {
        public NaturalDays {
            positive(days);
        }
    }

    /// W: to the end of the last of so many working days; a make-up Saturday is one, a holiday Monday is none.
    record WorkingDays(int days) implements Length {
        public WorkingDays {
            positive(days);
        }
    }

    /// D: to the end of the day of the start.
    record SameDay() implements Length {}

    private static void positive(Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("a length is longer than nothing, not " + time);
        }
    }

    private static void positive(int days) {
        if (days < 1) {
            throw new IllegalArgumentException("a length of days is one day or more, not " + days);
        }
    }
}
