package hearback.recording.index;

import hearback.telephony.call.CallId;
import hearback.telephony.call.SoundFile;
import java.util.UUID;

/// The name of one recording for ever. It is derived from the call and the file the server says it writes, so that the
/// same news heard twice, from another node or after a restart is the same recording.
public record RecordingId(UUID value) {
    /// The recording of this call in this file.
    public static RecordingId of(CallId call, SoundFile file) {
        return named(call.text() + "\n" + file.path());
    }

    /// The gap of a call that was answered and never recorded. A file path is never empty, so the names cannot
    /// meet.
    public static RecordingId ofNone(CallId call) {
        return named(call.text() + "\n");
    }

    private static RecordingId named(String name) {
        var bytes = new byte[name.length() * 2];
        for (int i = 0; i < name.length(); i++) {
            bytes[2 * i] = (byte) (name.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) name.charAt(i);
        }
        return new RecordingId(UUID.nameUUIDFromBytes(bytes));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
