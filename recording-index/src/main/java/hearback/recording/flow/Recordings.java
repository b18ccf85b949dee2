package hearback.recording.flow;

import hearback.recording.index.Recording;
import hearback.recording.index.RecordingId;
import hearback.telephony.call.CallId;
import java.util.List;
import java.util.Optional;

/// Offered: look recordings up, and get at their sound. Recordings are asked for by id; a path is never taken from
/// outside. Who may hear what is for the caller to decide. Every method waits for the database and may throw
/// [hearback.telephony.flow.StoreUnavailable].
public interface Recordings {
    Optional<Recording> find(RecordingId id);

    /// In the order in which they began, gaps included.
    List<Recording> ofCall(CallId call);

    /// Newest first.
    ///
    /// @param before only recordings that come after this one in the list, when not empty: the cursor. An unknown
    ///     cursor gives an empty list
    /// @param limit 1 to 500
    List<Recording> list(Optional<RecordingId> before, int limit);

    /// The sound of a recording that is ready and still looks as it did when it was hashed. One that does not is
    /// marked as changed, for everybody to see.
    ///
    /// @throws FolderAway when the recording folder as a whole cannot be reached: nothing is concluded from that
    Opening open(RecordingId id);

    /// Reads the whole file again and compares its hash with the one taken when it was linked; slow, some seconds
    /// for hours of sound. A recording marked as changed whose bytes are the old ones is ready again.
    ///
    /// @return the recording as it stands now, empty when there is none; one that was never ready stays as it is
    /// @throws FolderAway as above
    Optional<Recording> verify(RecordingId id);
}
