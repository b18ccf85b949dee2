package hearback.telephony.call;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What tells a call that concerns us from any other call on the server.
///
/// @param hotlines dialled number (as the dialplan sees it, `4001`) to the queue it leads to
/// @param inboundContexts dialplan contexts into which the public network delivers calls
/// @param outboundContexts dialplan contexts in which agents dial customers by hand
public record Lines(Map<String, QueueName> hotlines, Set<String> inboundContexts, Set<String> outboundContexts) {
    /// Every ChannelId of ours: `hb` and the 32 lower-case hex digits of the attempt's UUID. Fixed length, because
    /// Asterisk compares by prefix (faults.md 2.1 row 3).
    private static final Pattern OUR_CHANNEL = Pattern.compile("hb[0-9a-f]{32}");

    /// Of these, the telephones of agents who are rung before the customer: the UUID's version is 8.
    private static final Pattern AGENT_FIRST = Pattern.compile("hb[0-9a-f]{12}8[0-9a-f]{19}");

    /// What somebody dials who does not dial a colleague or a hotline.
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9]{7,20}");

    public Lines {
        hotlines = Map.copyOf(hotlines);
        inboundContexts = Set.copyOf(inboundContexts);
        outboundContexts = Set.copyOf(outboundContexts);
    }

    /// Where nobody dials by hand.
    public Lines(Map<String, QueueName> hotlines, Set<String> inboundContexts) {
        this(hotlines, inboundContexts, Set.of());
    }

    /// Which way a call goes that began with this leg; empty when it is none of ours.
    public Optional<Direction> direction(LegId first, String context, String exten) {
        if (OUR_CHANNEL.matcher(first.uniqueid()).matches()) {
            return Optional.of(Direction.OUTBOUND);
        }
        if (isDialledByHand(context, exten)) {
            return Optional.of(Direction.OUTBOUND);
        }
        return inboundContexts.contains(context) && hotlines.containsKey(exten)
                ? Optional.of(Direction.INBOUND)
                : Optional.empty();
    }

    /// Whether this is the telephone of an agent whom we rang so that he be there when the customer answers.
    public static boolean isAgentFirst(LegId first) {
        return AGENT_FIRST.matcher(first.uniqueid()).matches();
    }

    /// Whether an agent's phone that enters the dialplan here rings a telephone outside.
    public boolean isDialledByHand(String context, String exten) {
        return outboundContexts.contains(context) && TELEPHONE.matcher(exten).matches();
    }
}
