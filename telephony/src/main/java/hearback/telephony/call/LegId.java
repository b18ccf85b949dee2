package hearback.telephony.call;

/// One channel of a call on one server.
///
/// Source: Asterisk AMI `Uniqueid` (`<epoch seconds>.<counter>`, or the ChannelId we asked for in Originate); the epoch
/// part keeps ids of two boots of one server apart.
///
/// @param uniqueid as Asterisk says it, 1 to 149 characters
public record LegId(ServerName server, String uniqueid) {
    public LegId {
        if (uniqueid.isEmpty() || uniqueid.length() > 149) {
            throw new IllegalArgumentException("uniqueid must have 1 to 149 characters, has " + uniqueid.length());
        }
    }

    @Override
    public String toString() {
        return server + "-" + uniqueid;
    }
}
