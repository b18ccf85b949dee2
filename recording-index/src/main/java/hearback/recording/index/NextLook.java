package hearback.recording.index;

import hearback.recording.index.Recording.State;

/// What follows from a look at a file.
public sealed interface NextLook {
    /// Nothing to read yet: this is how it stands.
    record Rest(State state) implements NextLook {}

    /// The file has come and rests: read it.
    record Inspect(Sighting sighting) implements NextLook {}
}
