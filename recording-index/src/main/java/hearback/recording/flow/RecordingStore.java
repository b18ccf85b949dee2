package hearback.recording.flow;

import hearback.recording.index.Moved;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.State;
import hearback.recording.index.RecordingId;
import hearback.telephony.call.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Needed: where recordings are kept. Every method may throw [hearback.telephony.flow.StoreUnavailable]; asking again
/// is harmless.
public interface RecordingStore {
    /// Keeps a recording that was not known; one that is known stays as it is.
    ///
    /// @return whether it was new
    boolean add(Recording recording);

    /// Puts the next state in place of the known one, if what is kept still has the known revision.
    ///
    /// @return whether it had; when not, somebody else was quicker, and nothing is changed
    boolean replace(Recording known, State next);

    /// As [#replace] for each of them, all in one commit. When one of them can never be kept, none is: ask for each
    /// alone then.
    ///
    /// @param moves each recording once
    /// @return those that were replaced
    /// @throws IllegalStateException when a value can never be kept; nothing is changed
    Set<RecordingId> replaceAll(List<Moved> moves);

    /// Forgets a recording, if it still has this revision.
    ///
    /// @return whether it was there and had
    boolean withdraw(Recording recording);

    Optional<Recording> find(RecordingId id);

    /// By beginning, then by id.
    List<Recording> ofCall(CallId call);

    /// Latest beginning first, then greatest id.
    List<Recording> list(Optional<RecordingId> before, int limit);

    /// The recordings whose next look is due; the longest due when there are more than the limit. They are due
    /// again after the lease, and nobody else gets them before; a process that dies over them costs the lease.
    /// Claiming is a change: it counts the revision up.
    List<Recording> claimDue(Instant now, Duration lease, int limit);

    /// What was claimed with a lease until exactly then, for a claimer whose answer got lost. Another one whose
    /// lease ends in the same microsecond would find it too; only one of them then changes it, because of the
    /// revision.
    List<Recording> leasedUntil(Instant until);

    /// How many recordings there are in each state that still moves; a figure for dashboards.
    Map<Standing, Long> standings();

    /// States in which work is still to be done.
    enum Standing {
        WRITING,
        WAITING,
        GAP_LOOKED_FOR
    }
}
