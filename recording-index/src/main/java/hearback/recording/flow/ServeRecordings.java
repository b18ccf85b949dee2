package hearback.recording.flow;

import hearback.recording.index.Look;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.Change;
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
import hearback.telephony.call.CallId;
import hearback.telephony.call.SoundFile;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives recordings out, and notices when a file is no longer the one that was hashed (faults.md case 53).
public final class ServeRecordings implements Recordings {
    private static final int MOST = 500;
    private static final Logger log = LoggerFactory.getLogger(ServeRecordings.class);

    private final RecordingStore store;
    private final RecordingFiles files;
    private final InstantSource time;

    public ServeRecordings(RecordingStore store, RecordingFiles files, InstantSource time) {
        this.store = store;
        this.files = files;
        this.time = time;
    }

    @Override
    public Optional<Recording> find(RecordingId id) {
        return store.find(id);
    }

    @Override
    public List<Recording> ofCall(CallId call) {
        return store.ofCall(call);
    }

    @Override
    public List<Recording> list(Optional<RecordingId> before, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ": " + limit);
        }
        return store.list(before, limit);
    }

    @Override
    public Opening open(RecordingId id) {
        return store.find(id).map(this::open).orElseGet(Opening.Unknown::new);
    }

    private Opening open(Recording recording) {
        return switch (recording.state()) {
            case Ready ready -> open(recording, ready);
            // A volume that was away for a moment is no forgery: what was only gone may come back by itself.
            case Changed(Ready linked, Change how, var noticedAt) when how == Change.GONE -> open(recording, linked);
            case Changed changed -> new Opening.Shut(recording);
            case Writing writing -> new Opening.Shut(recording);
            case Waiting waiting -> new Opening.Shut(recording);
            case Gap gap -> new Opening.Shut(recording);
        };
    }

    private Opening open(Recording recording, Ready ready) {
        SoundFile file = fileOf(recording);
        return switch (files.look(file)) {
            case Look.Present(Sighting now) ->
                now.equals(ready.file())
                        ? new Opening.Opened(new Audio(settled(recording, ready), ready, files.path(file)))
                        : new Opening.Shut(changed(recording, ready, Change.TOUCHED));
            case Look.Absent() -> new Opening.Shut(changed(recording, ready, Change.GONE));
            case Look.Unreadable(String why) -> new Opening.Shut(changed(recording, ready, Change.GONE));
            case Look.Refused(String why) -> new Opening.Shut(changed(recording, ready, Change.TOUCHED));
        };
    }

    @Override
    public Optional<Recording> verify(RecordingId id) {
        return store.find(id).map(recording -> switch (recording.state()) {
            case Ready ready -> verified(recording, ready);
            case Changed changed -> verified(recording, changed.linked());
            case Writing writing -> recording;
            case Waiting waiting -> recording;
            case Gap gap -> recording;
        });
    }

    private Recording verified(Recording recording, Ready ready) {
        SoundFile file = fileOf(recording);
        return switch (files.look(file)) {
            case Look.Present(Sighting now) ->
                switch (files.inspect(file, now)) {
                    case Inspection.Read(Sha256 sha256, WavReading wav) ->
                        sha256.equals(ready.sha256())
                                ? settled(recording, new Ready(now, sha256, ready.sound()))
                                : changed(recording, ready, Change.OTHER_SOUND);
                    case Inspection.Restless() -> changed(recording, ready, Change.TOUCHED);
                    case Inspection.Failed(String why) -> changed(recording, ready, Change.GONE);
                };
            case Look.Absent() -> changed(recording, ready, Change.GONE);
            case Look.Unreadable(String why) -> changed(recording, ready, Change.GONE);
            case Look.Refused(String why) -> changed(recording, ready, Change.TOUCHED);
        };
    }

    private Recording changed(Recording recording, Ready linked, Change how) {
        if (recording.state() instanceof Changed before && before.how() == how) {
            return recording;
        }
        log.warn("changed recording={} call={} how={}", recording.id(), recording.call(), how);
        return stored(recording, new Changed(linked, how, time.instant()));
    }

    private Recording settled(Recording recording, Ready ready) {
        return ready.equals(recording.state()) ? recording : stored(recording, ready);
    }

    /// Refused means that somebody else noticed something at the same moment: what they found stands.
    private Recording stored(Recording recording, State state) {
        store.replace(recording, state);
        return store.find(recording.id()).orElse(recording);
    }

    private static SoundFile fileOf(Recording recording) {
        return recording.file().orElseThrow(() -> new IllegalStateException("ready without a file: " + recording.id()));
    }
}
