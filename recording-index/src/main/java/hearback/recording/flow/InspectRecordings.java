package hearback.recording.flow;

import hearback.recording.index.GapReason;
import hearback.recording.index.LookRule;
import hearback.recording.index.Moved;
import hearback.recording.index.NextLook;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.Seen;
import hearback.recording.index.Recording.State;
import hearback.recording.index.Recording.State.Changed;
import hearback.recording.index.Recording.State.Gap;
import hearback.recording.index.Recording.State.Ready;
import hearback.recording.index.Recording.State.Waiting;
import hearback.recording.index.Recording.State.Writing;
import hearback.recording.index.RecordingId;
import hearback.recording.index.Sha256;
import hearback.recording.index.Sighting;
import hearback.recording.index.WavReading;
import hearback.telephony.call.SoundFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for the files of recordings whose time has come, and reads those that are complete. Many in one round, and
/// what was found in one commit. Safe to call from several processes, each with an object of its own; one thread at a
/// time.
///
/// What was found is not lost when the store goes away in between: it is kept here and written down first of all when
/// that is back.
public final class InspectRecordings {
    private static final int BATCH = 64;

    /// No file is begun when a round has taken this long: what was found has to be written down.
    private static final Duration ROUND = Duration.ofSeconds(30);

    /// Longer than a round and reading one more file of the largest size (4 GiB at 60 MB/s).
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Logger log = LoggerFactory.getLogger(InspectRecordings.class);

    private final RecordingStore store;
    private final RecordingFiles files;
    private final LookRule rule;
    private final InstantSource time;
    private final List<Moved> found = new ArrayList<>();
    private Optional<Instant> unanswered = Optional.empty();

    public InspectRecordings(RecordingStore store, RecordingFiles files, LookRule rule, InstantSource time) {
        this.store = store;
        this.files = files;
        this.rule = rule;
        this.time = time;
    }

    /// @return how many recordings were looked at
    /// @throws FolderAway when the recording folder cannot be reached; what was claimed is due again soon
    /// @throws hearback.telephony.flow.StoreUnavailable when the store is away; the next round goes on where this
    ///     one was
    public int runOnce() {
        writeDown();
        var claimed = claim();
        var away = look(claimed);
        writeDown();
        if (away.isPresent()) {
            throw away.get();
        }
        return claimed.size();
    }

    /// A claim may have been made although its answer never came: what it took would else wait for the whole lease.
    private List<Recording> claim() {
        if (unanswered.isPresent()) {
            var lost = store.leasedUntil(unanswered.get());
            unanswered = Optional.empty();
            if (!lost.isEmpty()) {
                return lost;
            }
        }
        // Whole microseconds, which is what PostgreSQL keeps.
        var now = time.instant().truncatedTo(ChronoUnit.MICROS);
        unanswered = Optional.of(now.plus(LEASE));
        var claimed = store.claimDue(now, LEASE, BATCH);
        unanswered = Optional.empty();
        return claimed;
    }

    /// @return what kept it from looking at all of them
    private Optional<FolderAway> look(List<Recording> claimed) {
        var end = time.instant().plus(ROUND);
        for (int i = 0; i < claimed.size(); i++) {
            if (time.instant().isAfter(end)) {
                release(claimed.subList(i, claimed.size()), time.instant());
                return Optional.empty();
            }
            try {
                found.add(new Moved(claimed.get(i), inspected(claimed.get(i))));
            } catch (FolderAway away) {
                release(claimed.subList(i, claimed.size()), time.instant().plus(rule.stableFor()));
                return Optional.of(away);
            }
        }
        return Optional.empty();
    }

    private State inspected(Recording recording) {
        try {
            return next(recording);
        } catch (FolderAway outside) {
            throw outside;
        } catch (RuntimeException ours) {
            log.error("could not inspect recording={} call={}", recording.id(), recording.call(), ours);
            return new Gap(
                    GapReason.BROKEN,
                    "could not be inspected: " + ours.getClass().getSimpleName(),
                    time.instant(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private void writeDown() {
        if (found.isEmpty()) {
            return;
        }
        Set<RecordingId> replaced;
        try {
            replaced = store.replaceAll(found);
        } catch (IllegalStateException | IllegalArgumentException ours) {
            replaced = writeDownOneByOne();
        }
        for (Moved moved : found) {
            if (replaced.contains(moved.known().id())
                    && !moved.next().equals(moved.known().state())) {
                tell(moved.known(), moved.next());
            }
        }
        found.clear();
    }

    /// One of them can never be kept: all others are. It is looked at again when its lease is over.
    private Set<RecordingId> writeDownOneByOne() {
        Set<RecordingId> replaced = new HashSet<>();
        for (Moved moved : found) {
            try {
                if (store.replace(moved.known(), moved.next())) {
                    replaced.add(moved.known().id());
                }
            } catch (IllegalStateException | IllegalArgumentException ours) {
                log.error(
                        "cannot be kept recording={} call={}",
                        moved.known().id(),
                        moved.known().call(),
                        ours);
            }
        }
        return replaced;
    }

    private State next(Recording recording) {
        SoundFile file = recording
                .file()
                .orElseThrow(() -> new IllegalStateException("a recording without a file is due: " + recording.id()));
        return switch (recording.state()) {
            case Waiting waiting -> follow(rule.after(waiting, files.look(file), time.instant()), file, waiting.from());
            case Gap gap -> follow(rule.after(gap, files.look(file), time.instant()), file, gap.from());
            case Writing writing -> throw new IllegalStateException("nobody looks while the server writes");
            case Ready ready -> throw new IllegalStateException("a ready recording is never due");
            case Changed changed -> throw new IllegalStateException("a changed recording is never due");
        };
    }

    private State follow(NextLook next, SoundFile file, Instant from) {
        return switch (next) {
            case NextLook.Rest(State state) -> state;
            case NextLook.Inspect(Sighting sighting) -> read(file, sighting, from);
        };
    }

    private State read(SoundFile file, Sighting sighting, Instant from) {
        var inspection = files.inspect(file, sighting);
        var now = time.instant();
        return switch (inspection) {
            case Inspection.Read(Sha256 sha256, WavReading.Heard(var sound)) -> new Ready(sighting, sha256, sound);
            case Inspection.Read(Sha256 sha256, WavReading.NoSound()) ->
                rule.judged(GapReason.EMPTY, "a header and no sound", from, sighting, now);
            case Inspection.Read(Sha256 sha256, WavReading.NotUsable(String why)) ->
                rule.judged(GapReason.BROKEN, why, from, sighting, now);
            case Inspection.Failed(String why) -> rule.judged(GapReason.BROKEN, why, from, sighting, now);
            case Inspection.Restless() ->
                new Waiting(from, now.plus(rule.stableFor()), Optional.of(new Seen(sighting, now)));
        };
    }

    private void release(List<Recording> claimed, Instant due) {
        for (Recording recording : claimed) {
            State released = switch (recording.state()) {
                case Waiting(Instant from, Instant leased, Optional<Seen> seen) -> new Waiting(from, due, seen);
                case Gap(GapReason reason, String detail, Instant from, Optional<Instant> leased, var judged) ->
                    new Gap(reason, detail, from, Optional.of(due), judged);
                case Writing writing -> writing;
                case Ready ready -> ready;
                case Changed changed -> changed;
            };
            found.add(new Moved(recording, released));
        }
    }

    private static void tell(Recording recording, State state) {
        switch (state) {
            case Ready(Sighting file, Sha256 sha256, var sound) ->
                log.info(
                        "ready recording={} call={} length={} bytes={} header={}",
                        recording.id(),
                        recording.call(),
                        sound.length(),
                        file.size(),
                        sound.flaw());
            case Gap gap -> {
                if (!(recording.state() instanceof Gap before && before.reason() == gap.reason())) {
                    log.warn(
                            "gap recording={} call={} reason={} detail={}",
                            recording.id(),
                            recording.call(),
                            gap.reason(),
                            gap.detail());
                }
            }
            case Waiting waiting -> {}
            case Writing writing -> {}
            case Changed changed -> {}
        }
    }
}
