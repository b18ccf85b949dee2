package hearback.line;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The machine's time, moved: it runs at the machine's pace, because the Asterisk beside it does, and jumps when told.
final class MovableTime implements InstantSource {
    private volatile Duration ahead;

    private MovableTime(Duration ahead) {
        this.ahead = ahead;
    }

    static MovableTime showing(Instant now) {
        return new MovableTime(Duration.between(InstantSource.system().instant(), now));
    }

    void jumpTo(Instant now) {
        ahead = Duration.between(InstantSource.system().instant(), now);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }
}
