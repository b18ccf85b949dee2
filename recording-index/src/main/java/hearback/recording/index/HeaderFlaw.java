package hearback.recording.index;

/// What a file's header says wrongly about its own length. The length we give is then taken from the file.
public enum HeaderFlaw {
    NONE,
    /// The header counts less than there is: the process that recorded died before it wrote the length, or there
    /// are more than 4 GiB, which the header cannot count.
    UNFINISHED,
    /// The header counts more than there is: the end of the file is gone.
    CUT_SHORT
}
