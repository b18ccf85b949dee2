package hearback.config;

import java.time.Duration;

/// How long a login lasts.
///
/// @param idle nothing was asked for so long: it is over
/// @param absolute over after this long, whatever was asked
public record SessionSettings(Duration idle, Duration absolute) {
    public SessionSettings {
        new Checks()
                .longerThanZero("idle", idle)
                .longerThanZero("absolute", absolute)
                .that(idle.compareTo(absolute) <= 0, "idle", "must not be longer than absolute")
                .done();
    }
}
