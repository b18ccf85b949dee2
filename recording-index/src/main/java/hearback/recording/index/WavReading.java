package hearback.recording.index;

/// What reading the header of a WAV file gave.
public sealed interface WavReading {
    record Heard(Sound sound) implements WavReading {}

    /// A header, and no sample behind it.
    record NoSound() implements WavReading {}

    /// Not a file that can be played.
    record NotUsable(String why) implements WavReading {}
}
