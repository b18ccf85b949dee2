package hearback.telephony.call;

/// Why we did not hear the end of a leg.
public enum LostReason {
    /// The server was restarted while the leg lived.
    PBX_RESTART,
    /// The server no longer lists it, after a gap in what we heard.
    MISSED_IN_GAP
}
