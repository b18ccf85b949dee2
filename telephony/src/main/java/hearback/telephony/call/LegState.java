package hearback.telephony.call;

/// How far a leg had come. Source: Asterisk AMI `ChannelStateDesc`; states we do not use are [#OTHER].
public enum LegState {
    DOWN,
    RING,
    RINGING,
    UP,
    OTHER;

    /// Reads `ChannelStateDesc`; unknown words are [#OTHER].
    public static LegState of(String description) {
        return switch (description) {
            case "Down" -> DOWN;
            case "Ring" -> RING;
            case "Ringing" -> RINGING;
            case "Up" -> UP;
            default -> OTHER;
        };
    }
}
