package hearback.config.profile;

import java.time.Duration;

/// When somebody is told that a clock will soon be due.
public sealed interface Warning {
    /// So much before it is due, by elapsed time.
    record Before(Duration time) implements Warning {
        public Before {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("a warning comes before, not " + time + " before");
            }
        }
    }

    /// When so many hundredths of the time between start and due are over, by elapsed time.
    record AtPercent(int percent) implements Warning {
        public AtPercent {
            if (percent < 1 || percent > 99) {
                throw new IllegalArgumentException("between 1 and 99, not " + percent);
            }
        }
    }
}
