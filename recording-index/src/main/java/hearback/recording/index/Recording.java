package hearback.recording.index;

import hearback.telephony.call.CallId;
import hearback.telephony.call.LegId;
import hearback.telephony.call.SoundFile;
import java.time.Instant;
import java.util.Optional;

/// A stretch of sound that belongs to a call, or the gap where one should be.
///
/// @param leg the leg that was recorded; empty when nothing was
/// @param file where the server says it wrote; empty when it never said so. A claim: nothing here opens it
/// @param since when the recording began, for a gap without file when it should have
/// @param revision grows with every change; who changes an old revision is refused
public record Recording(
        RecordingId id,
        CallId call,
        Optional<LegId> leg,
        Optional<SoundFile> file,
        Instant since,
        State state,
        long revision) {

    public Recording in(State next) {
        return new Recording(id, call, leg, file, since, next, revision);
    }

    public sealed interface State {
        /// The call lives, the server writes. Nobody looks yet.
        record Writing() implements State {}

        /// The call is over; the file is looked for until it has come and no longer changes.
        ///
        /// @param from when we began to look
        /// @param seen how the file looked when last seen, empty as long as it was not
        record Waiting(Instant from, Instant nextLook, Optional<Seen> seen) implements State {}

        /// Complete, hashed, playable.
        ///
        /// @param file how it looked when it was hashed; looks it otherwise now, it was changed
        record Ready(Sighting file, Sha256 sha256, Sound sound) implements State {}

        /// It was ready, and is no longer what it was then (faults.md case 53). Not served.
        record Changed(Ready linked, Change how, Instant noticedAt) implements State {}

        /// @param detail for people; never holds a path
        /// @param from when we began to look
        /// @param nextLook when the file is looked for again; empty: no more
        /// @param judged the file that was found wanting; it is not read again unless it looks otherwise
        record Gap(GapReason reason, String detail, Instant from, Optional<Instant> nextLook, Optional<Sighting> judged)
                implements State {}
    }

    /// @param since from when on it looked like this
    public record Seen(Sighting sighting, Instant since) {}

    /// What happened to a file after it was linked.
    public enum Change {
        /// The file is not there, or cannot be looked at.
        GONE,
        /// Its size or its date is another one.
        TOUCHED,
        /// Its bytes are other ones: read and hashed again.
        OTHER_SOUND
    }
}
