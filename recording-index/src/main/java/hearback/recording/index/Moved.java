package hearback.recording.index;

/// A recording that is known, and the state it shall be in now.
public record Moved(Recording known, Recording.State next) {}
