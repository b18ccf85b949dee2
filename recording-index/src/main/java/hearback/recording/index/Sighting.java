package hearback.recording.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How a file looked from outside: enough to notice, without reading it, that it is not what it was.
///
/// @param size in bytes
/// @param modified as the file system says, in whole microseconds (what PostgreSQL keeps)
public record Sighting(long size, Instant modified) {
    public Sighting {
        if (size < 0) {
            throw new IllegalArgumentException("a file has 0 bytes or more, not " + size);
        }
        modified = modified.truncatedTo(ChronoUnit.MICROS);
    }
}
