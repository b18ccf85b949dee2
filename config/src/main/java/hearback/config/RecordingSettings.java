package hearback.config;

import java.nio.file.Path;
import java.time.Duration;

/// Where recordings are found.
///
/// @param serverFolder the folder in which the Asterisk server says it records
/// @param localFolder the same folder as this process sees it
/// @param stableFor a file must have kept its size this long before it is taken as complete
/// @param missingAfter a file that has not appeared by then is a gap
/// @param giveUpAfter how long a missing file is looked for
public record RecordingSettings(
        Path serverFolder, Path localFolder, Duration stableFor, Duration missingAfter, Duration giveUpAfter) {
    public RecordingSettings {
        new Checks()
                .that(serverFolder.isAbsolute(), "server-folder", "must be an absolute path")
                .that(localFolder.isAbsolute(), "local-folder", "must be an absolute path")
                .longerThanZero("stable-for", stableFor)
                .that(
                        missingAfter.compareTo(stableFor) > 0,
                        "missing-after",
                        "must be longer than stable-for: a file needs that time to count at all")
                .that(
                        giveUpAfter.compareTo(missingAfter) >= 0,
                        "give-up-after",
                        "must not be shorter than missing-after")
                .done();
    }
}
