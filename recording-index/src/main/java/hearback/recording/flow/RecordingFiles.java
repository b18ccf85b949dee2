package hearback.recording.flow;

import hearback.recording.index.Look;
import hearback.recording.index.Sighting;
import hearback.telephony.call.SoundFile;
import java.nio.file.Path;

/// Needed: the disk. The paths come from the server and are taken as a stranger's word: nothing but a regular file
/// under the recording folder is ever looked at or read.
public interface RecordingFiles {
    /// @throws FolderAway when the folder itself cannot be reached
    Look look(SoundFile file);

    /// Reads and hashes the file once, no byte more than the sighting counts.
    ///
    /// @throws FolderAway when the folder itself cannot be reached
    Inspection inspect(SoundFile file, Sighting sighting);

    /// Where the file lies here. Only for one that a look has just found present.
    Path path(SoundFile file);
}
