package hearback.telephony.call;

/// A file the server says it records to, as a path on the server's own disk. A claim, not a path of ours: the recording
/// index never opens it as it stands.
///
/// Source: Asterisk channel variable `MIXMONITOR_FILENAME`.
public record SoundFile(String path) {
    public static final int LIMIT = 1024;

    /// How the name of a file ends in which the shipped dialplan records what is heard before any answer; it begins
    /// with the name that the attempt's channel has.
    public static final String EARLY_MEDIA = "-early.wav";

    public SoundFile {
        if (path.isEmpty() || path.length() > LIMIT) {
            throw new IllegalArgumentException("sound file path must have 1 to 1024 characters, has " + path.length());
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("sound file path holds a control character");
        }
    }

    /// Whether it is no recording of a call, but of what the network said before there was one.
    public boolean isEarlyMedia() {
        return path.endsWith(EARLY_MEDIA);
    }
}
