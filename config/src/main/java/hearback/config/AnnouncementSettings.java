package hearback.config;

import java.nio.file.Path;
import java.util.Optional;

/// How the network's announcements are recognised.
///
/// @param references the folder with a sound for each announcement that is known; empty: nothing is listened to
public record AnnouncementSettings(Optional<Path> references) {
    public AnnouncementSettings {
        new Checks()
                .that(
                        references.filter(folder -> !folder.isAbsolute()).isEmpty(),
                        "references",
                        "must be an absolute path")
                .done();
    }
}
