package hearback.recording.metrics;

import hearback.recording.flow.FolderAway;
import hearback.recording.flow.Inspection;
import hearback.recording.flow.RecordingFiles;
import hearback.recording.index.Look;
import hearback.recording.index.Sighting;
import hearback.telephony.call.SoundFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;

/// A disk whose answers are timed.
public final class TimedRecordingFiles implements RecordingFiles {
    private final RecordingFiles files;
    private final MeterRegistry registry;
    private final Counter away;
    private final Counter bytes;

    public TimedRecordingFiles(RecordingFiles files, MeterRegistry registry) {
        this.files = files;
        this.registry = registry;
        this.away = counter(RecordingMeters.FOLDER_AWAY);
        this.bytes = counter(RecordingMeters.READ_BYTES);
    }

    @Override
    public Look look(SoundFile file) {
        var sample = Timer.start(registry);
        try {
            var look = files.look(file);
            sample.stop(timer(RecordingMeters.LOOKED, found(look)));
            return look;
        } catch (FolderAway folderAway) {
            away.increment();
            throw folderAway;
        }
    }

    @Override
    public Inspection inspect(SoundFile file, Sighting sighting) {
        var sample = Timer.start(registry);
        try {
            var inspection = files.inspect(file, sighting);
            sample.stop(timer(RecordingMeters.READ, ended(inspection)));
            bytes.increment((double) sighting.size());
            return inspection;
        } catch (FolderAway folderAway) {
            away.increment();
            throw folderAway;
        }
    }

    @Override
    public Path path(SoundFile file) {
        return files.path(file);
    }

    private Counter counter(RecordingMeters meter) {
        return Counter.builder(meter.id())
                .description(meter.sentence())
                .baseUnit(meter.unit())
                .register(registry);
    }

    private Timer timer(RecordingMeters meter, String outcome) {
        return Timer.builder(meter.id())
                .description(meter.sentence())
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String found(Look look) {
        return switch (look) {
            case Look.Absent absent -> "absent";
            case Look.Present present -> "present";
            case Look.Unreadable unreadable -> "unreadable";
            case Look.Refused refused -> "refused";
        };
    }

    private static String ended(Inspection inspection) {
        return switch (inspection) {
            case Inspection.Read read -> "read";
            case Inspection.Restless restless -> "restless";
            case Inspection.Failed failed -> "failed";
        };
    }
}
