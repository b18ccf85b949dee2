package hearback.recording.flow;

import hearback.recording.index.Recording;
import hearback.recording.index.Recording.State.Ready;
import java.nio.file.Path;

/// A file that may be served now.
///
/// @param ready size, hash (an ETag), length and format
/// @param path a regular file under the recording folder, looked at just now. Serve at most `ready.file().size()` bytes
public record Audio(Recording recording, Ready ready, Path path) {
    public long size() {
        return ready.file().size();
    }

    /// RFC 2361 registers `audio/vnd.wave`; browsers know this one.
    public String contentType() {
        return "audio/wav";
    }
}
