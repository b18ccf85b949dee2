package hearback.recording.index;

import java.time.Duration;

/// What can be heard in a file.
///
/// @param sampleRate samples a second in each channel, in Hz
/// @param length how long it plays, in whole microseconds
/// @param dataFrom where the first sample lies, in bytes from the start of the file
/// @param dataLength how many bytes of samples there are
/// @param flaw what the header says wrongly; everything here is already set right
public record Sound(
        SoundFormat format,
        int sampleRate,
        int channels,
        Duration length,
        long dataFrom,
        long dataLength,
        HeaderFlaw flaw) {}
