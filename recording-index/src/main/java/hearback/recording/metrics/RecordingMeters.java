package hearback.recording.metrics;

import io.micrometer.core.instrument.Meter;
import java.util.Locale;

/// Every figure of this module: name, kind, unit, tags, and what it tells.
public enum RecordingMeters {
    LINKED(
            "hearback.recording.linked",
            Meter.Type.COUNTER,
            "recordings",
            "Recordings and gaps that were newly linked to a call, by state"),
    SETTLED(
            "hearback.recording.settled",
            Meter.Type.COUNTER,
            "recordings",
            "Changes of state, by the state entered; a gap by its reason, looks that change nothing not counted"),
    OPEN(
            "hearback.recording.open",
            Meter.Type.GAUGE,
            "recordings",
            "Recordings with work still to be done, by standing"),
    LOOKED(
            "hearback.recording.looked",
            Meter.Type.TIMER,
            "seconds",
            "Looks at files, by what was found; grows with a slow disk"),
    READ("hearback.recording.read", Meter.Type.TIMER, "seconds", "Files read and hashed whole, by how it ended"),
    READ_BYTES("hearback.recording.read.bytes", Meter.Type.COUNTER, "bytes", "Bytes read and hashed"),
    FOLDER_AWAY(
            "hearback.recording.folder.away",
            Meter.Type.COUNTER,
            "looks",
            "Looks that failed because the recording folder as a whole could not be reached"),
    FOLDER_USED(
            "hearback.recording.folder.used",
            Meter.Type.GAUGE,
            "share",
            "How full the volume of the recordings is, 0 to 1; raise the alarm well before 0.9"),
    FAILED_ROUNDS(
            "hearback.recording.failed.rounds",
            Meter.Type.COUNTER,
            "rounds",
            "Rounds of looking that ended early because database or folder were away");

    private final String id;
    private final Meter.Type type;
    private final String unit;
    private final String sentence;

    RecordingMeters(String id, Meter.Type type, String unit, String sentence) {
        this.id = id;
        this.type = type;
        this.unit = unit;
        this.sentence = sentence;
    }

    public String id() {
        return id;
    }

    public Meter.Type type() {
        return type;
    }

    public String unit() {
        return unit;
    }

    public String sentence() {
        return sentence;
    }

    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
