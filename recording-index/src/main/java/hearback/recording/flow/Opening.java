package hearback.recording.flow;

import hearback.recording.index.Recording;

/// What came of wanting to hear a recording.
public sealed interface Opening {
    record Opened(Audio audio) implements Opening {}

    /// There is nothing to be heard (yet, or any more): the state says why.
    record Shut(Recording recording) implements Opening {}

    record Unknown() implements Opening {}
}
