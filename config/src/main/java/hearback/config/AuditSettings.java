package hearback.config;

import java.nio.file.Path;
import java.time.Duration;

/// Where the head of the audit log is written down (decision 0010).
///
/// @param headFile outside the database, best on another machine's disk
/// @param headEvery how often it is looked whether the log has grown: what is cut off within this time of being written
///     is not noticed
public record AuditSettings(Path headFile, Duration headEvery) {
    public AuditSettings {
        new Checks().longerThanZero("head-every", headEvery).done();
    }
}
