package hearback.telephony.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// Time that stands still until a test turns it.
public final class HandCrankedTime implements InstantSource {
    private final AtomicReference<Instant> now;

    public HandCrankedTime(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void set(Instant to) {
        now.set(to);
    }

    /// @return the time after the turn
    public Instant turn(Duration by) {
        return now.updateAndGet(before -> before.plus(by));
    }
}
