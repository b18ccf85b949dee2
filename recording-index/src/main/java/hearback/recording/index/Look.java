package hearback.recording.index;

/// What one look at the place of a file gave. Nothing was opened.
public sealed interface Look {
    /// Nothing is there (yet).
    record Absent() implements Look {}

    /// A regular file under the recording folder.
    record Present(Sighting sighting) implements Look {}

    /// Something is there and cannot be looked at: rights, a failing disk.
    ///
    /// @param why without the path: a file name may hold a phone number
    record Unreadable(String why) implements Look {}

    /// The place is not one we read from: outside the folder, a symbolic link, not a regular file.
    ///
    /// @param why without the path: a file name may hold a phone number
    record Refused(String why) implements Look {}
}
