package hearback.recording.index;

import hearback.recording.index.Recording.State;
import hearback.recording.index.Recording.State.Gap;
import hearback.recording.index.Recording.State.Waiting;
import hearback.recording.index.Recording.State.Writing;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.RecordedFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which recordings a call should have.
///
/// One for each file the server said it writes: a pause is silence in the same file, a transfer may go on in it or
/// begin another. A stop that was never heard of is no matter, the end of the call ends every recording. A call that
/// was answered and has none gets a gap; one that nobody answered has nothing that could be missing.
public final class LinkRules {
    private LinkRules() {}

    /// What has to change so that the recordings known of this call are those it should have. Empty when nothing
    /// has; the same call again changes nothing.
    public static Links links(CallRecord call, List<Recording> known, Instant now) {
        Map<RecordingId, Recording> byId = new LinkedHashMap<>();
        known.forEach(recording -> byId.put(recording.id(), recording));
        var expected = expected(call, now);
        var fresh = new ArrayList<Recording>();
        var moved = new ArrayList<Moved>();
        for (var recording : expected) {
            var before = byId.get(recording.id());
            if (before == null) {
                fresh.add(recording);
            } else if (before.state() instanceof Writing && !(recording.state() instanceof Writing)) {
                moved.add(new Moved(before, recording.state()));
            }
        }
        return new Links(fresh, moved, call.recordings().isEmpty() ? List.of() : neverStarted(known));
    }

    private static List<Recording> expected(CallRecord call, Instant now) {
        boolean over = call.endedAt().isPresent();
        if (call.recordings().isEmpty()) {
            return over
                    ? call.answeredAt().stream()
                            .map(answered -> neverStarted(call, answered, now))
                            .toList()
                    : List.of();
        }
        State state = over ? new Waiting(now, now, Optional.empty()) : new Writing();
        Map<RecordingId, Recording> expected = new LinkedHashMap<>();
        for (RecordedFile file : call.recordings()) {
            var id = RecordingId.of(call.id(), file.file());
            expected.putIfAbsent(
                    id,
                    new Recording(
                            id, call.id(), Optional.of(file.leg()), Optional.of(file.file()), file.since(), state, 0));
        }
        return List.copyOf(expected.values());
    }

    private static Recording neverStarted(CallRecord call, Instant answered, Instant now) {
        return new Recording(
                RecordingId.ofNone(call.id()),
                call.id(),
                Optional.empty(),
                Optional.empty(),
                answered,
                new Gap(
                        GapReason.NEVER_STARTED,
                        "answered, and the server never said that it records",
                        now,
                        Optional.empty(),
                        Optional.empty()),
                0);
    }

    private static List<Recording> neverStarted(List<Recording> known) {
        return known.stream().filter(recording -> recording.file().isEmpty()).toList();
    }

    /// @param fresh not known yet
    /// @param moved known, and to be in another state now
    /// @param withdrawn gaps that were none: news of a recording came after the end
    public record Links(List<Recording> fresh, List<Moved> moved, List<Recording> withdrawn) {
        public Links {
            fresh = List.copyOf(fresh);
            moved = List.copyOf(moved);
            withdrawn = List.copyOf(withdrawn);
        }
    }
}
