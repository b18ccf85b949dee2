package hearback.telephony.callback;

import hearback.telephony.call.CallId;
import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names one try. The channel Asterisk opens for it carries this name, so that every later event says which attempt it
/// belongs to, and Asterisk itself refuses a second channel of that name while the first lives.
///
/// Source: faults.md 2.1 rows 2 to 5: ChannelId is compared by prefix and without case, so ours are of one length and
/// in lower case.
public record AttemptId(UUID value) {
    private static final Pattern CHANNEL = Pattern.compile("hb[0-9a-f]{32}");

    /// The version of an id whose attempt rings an agent first; any other rings the customer. Source: RFC 9562,
    /// where 8 is free for such a use; ids made of names have 3.
    private static final int AGENT_FIRST = 8;

    /// The id of one attempt of a callback: the same from every node, so that even the server, which refuses a
    /// second channel of a name, would stop a doubled one.
    public static AttemptId of(CallbackId callback, int ordinal) {
        var name = "attempt:" + callback + ":" + ordinal;
        return new AttemptId(UUID.nameUUIDFromBytes(ascii(name)));
    }

    /// As [#of], of an attempt that rings an agent before the customer. The id itself says so, because it is the
    /// name of the channel: whoever reads of the call, wherever and however late, knows whose telephone that is.
    public static AttemptId ofAgentFirst(CallbackId callback, int ordinal) {
        var name = of(callback, ordinal).value();
        long version = 0xF000L;
        long high = (name.getMostSignificantBits() & ~version) | ((long) AGENT_FIRST << 12);
        return new AttemptId(new UUID(high, name.getLeastSignificantBits()));
    }

    /// Whether the attempt's channel is the telephone of an agent, who is rung before the customer.
    public boolean isAgentFirst() {
        return value.version() == AGENT_FIRST;
    }

    private static byte[] ascii(String text) {
        var bytes = new byte[text.length()];
        for (int place = 0; place < bytes.length; place++) {
            bytes[place] = (byte) text.charAt(place);
        }
        return bytes;
    }

    /// `hb` and the 32 hex digits: the ChannelId, and the Uniqueid of the customer's leg; of the agent's, when he
    /// is rung first.
    public String channelId() {
        return "hb" + value.toString().replace("-", "");
    }

    public LegId leg(ServerName server) {
        return new LegId(server, channelId());
    }

    /// The attempt whose channel this is; empty for any other channel.
    public static Optional<AttemptId> ofChannel(String uniqueid) {
        if (!CHANNEL.matcher(uniqueid).matches()) {
            return Optional.empty();
        }
        long high = HexFormat.fromHexDigitsToLong(uniqueid, 2, 18);
        long low = HexFormat.fromHexDigitsToLong(uniqueid, 18, 34);
        return Optional.of(new AttemptId(new UUID(high, low)));
    }

    /// The attempt that this call was made for; empty for any other call.
    public static Optional<AttemptId> ofCall(CallId call) {
        return ofChannel(call.firstLeg().uniqueid());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
