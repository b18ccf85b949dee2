package hearback.recording.index;

/// How the samples of a WAV file are written down.
///
/// Source: `wFormatTag` of the WAVE format chunk (RFC 2361).
public enum SoundFormat {
    /// Linear samples, 8 bits unsigned or 16, 24, 32 bits signed: what Asterisk writes for `.wav`, `.wav16`.
    PCM(0x0001, true),
    ALAW(0x0006, true),
    ULAW(0x0007, true),
    /// GSM 06.10 in blocks of 65 bytes: what Asterisk writes for `.WAV` and `.wav49`. Kept and hashed; browsers do
    /// not play it.
    GSM(0x0031, false);

    private final int tag;
    private final boolean playedByBrowsers;

    SoundFormat(int tag, boolean playedByBrowsers) {
        this.tag = tag;
        this.playedByBrowsers = playedByBrowsers;
    }

    int tag() {
        return tag;
    }

    public boolean isPlayedByBrowsers() {
        return playedByBrowsers;
    }
}
