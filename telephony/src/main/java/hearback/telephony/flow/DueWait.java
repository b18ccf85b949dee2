package hearback.telephony.flow;

/// What a callback whose time has come waits for; the later of these, the nearer it is to being rung.
public enum DueWait {
    /// The hours in which its rule lets anybody be rung: it fell due, and they were over before it could be rung.
    HOURS,
    /// The end of a pause: of the hotline or the queue at which it was asked for, of everything, of all lines or of
    /// all trunks there.
    PAUSE,
    /// A trunk that takes calls and has room.
    TRUNK,
    /// A line that is heard, as the node that answers hears it.
    LINE,
    /// An agent who is free for it.
    AGENT
}
