package hearback.recording.index;

/// Why there is no sound where there should be some.
public enum GapReason {
    /// The call was answered, and the server never said that it records.
    NEVER_STARTED,
    /// The file has not appeared; it is still looked for.
    MISSING,
    /// There is a file without a single sample in it: a call without RTP leaves a 44-byte header (telephony facts).
    EMPTY,
    /// There is a file that cannot be read or played; the detail says why.
    BROKEN,
    /// The server named a place outside the recording folder, or one reached over a link.
    OUTSIDE,
    /// The file never came, and is no longer looked for.
    LOST
}
