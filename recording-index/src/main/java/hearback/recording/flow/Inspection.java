package hearback.recording.flow;

import hearback.recording.index.Sha256;
import hearback.recording.index.WavReading;

/// What reading a whole file gave.
public sealed interface Inspection {
    /// @param sha256 of exactly the bytes the sighting counted
    record Read(Sha256 sha256, WavReading wav) implements Inspection {}

    /// The file was not, or did not stay, what the sighting said: look again.
    record Restless() implements Inspection {}

    /// It could not be read to its end.
    ///
    /// @param why without the path
    record Failed(String why) implements Inspection {}
}
