package hearback.telephony.call;

/// Why we did not hear the end of a leg.
public enum LostReason {
    /// The server was restarted while the leg lived.
    PBX_RESTART,
    /// The server no longer lists it, after a gap in what we heard.
    MISSED_IN_GAP,
    /// The server said that dialling failed, said nothing of a hang-up, and lists no such channel: with a wrong
    /// trunk
    /// name there never was one (Asterisk 22: OriginateResponse with Reason 0 and no Newchannel).
    NEVER_CAME
}
