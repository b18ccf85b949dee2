package hearback.recording.flow;

import hearback.recording.index.GapReason;
import hearback.recording.index.LookRule;
import hearback.recording.index.NextLook;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.Seen;
import hearback.recording.index.Recording.State;
import hearback.recording.index.Recording.State.Changed;
import hearback.recording.index.Recording.State.Gap;
import hearback.recording.index.Recording.State.Ready;
import hearback.recording.index.Recording.State.Waiting;
import hearback.recording.index.Recording.State.Writing;
import hearback.recording.index.Sha256;
import hearback.recording.index.Sighting;
import hearback.recording.index.WavReading;
import hearback.telephony.call.SoundFile;
import hearback.telephony.flow.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for the files of recordings whose time has come, and reads those that are complete. Safe to call from several
/// processes.
public final class InspectRecordings {
    /// Longer than reading a batch of the largest files (4 GiB each at 60 MB/s) takes.
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final int BATCH = 8;

    private static final Logger log = LoggerFactory.getLogger(InspectRecordings.class);

    private final RecordingStore store;
    private final RecordingFiles files;
    private final LookRule rule;
    private final InstantSource time;

    public InspectRecordings(RecordingStore store, RecordingFiles files, LookRule rule, InstantSource time) {
        this.store = store;
        this.files = files;
        this.rule = rule;
        this.time = time;
    }

    /// @return how many recordings were looked at
    /// @throws FolderAway when the recording folder cannot be reached; what was claimed is due again soon
    public int runOnce() {
        var claimed = store.claimDue(time.instant(), LEASE, BATCH);
        for (int i = 0; i < claimed.size(); i++) {
            try {
                inspect(claimed.get(i));
            } catch (FolderAway away) {
                claimed.subList(i, claimed.size()).forEach(this::release);
                throw away;
            }
        }
        return claimed.size();
    }

    private void inspect(Recording recording) {
        State state;
        try {
            state = next(recording);
        } catch (FolderAway | StoreUnavailable outside) {
            throw outside;
        } catch (RuntimeException ours) {
            log.error("could not inspect recording={} call={}", recording.id(), recording.call(), ours);
            state = new Gap(
                    GapReason.BROKEN,
                    "could not be inspected: " + ours.getClass().getSimpleName(),
                    time.instant(),
                    Optional.empty(),
                    Optional.empty());
        }
        if (store.replace(recording, state) && !state.equals(recording.state())) {
            tell(recording, state);
        }
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

    private void release(Recording recording) {
        var soon = time.instant().plus(rule.stableFor());
        switch (recording.state()) {
            case Waiting(Instant from, Instant leased, Optional<Seen> seen) ->
                store.replace(recording, new Waiting(from, soon, seen));
            case Gap(GapReason reason, String detail, Instant from, Optional<Instant> leased, var judged) ->
                store.replace(recording, new Gap(reason, detail, from, Optional.of(soon), judged));
            case Writing writing -> {}
            case Ready ready -> {}
            case Changed changed -> {}
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
