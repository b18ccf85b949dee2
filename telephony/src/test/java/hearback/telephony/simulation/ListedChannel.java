package hearback.telephony.simulation;

import hearback.telephony.call.CallSignal;
import hearback.telephony.call.InertText;
import java.time.Instant;

/// A channel as a server's list shows it: where it is now, and with our own number as the caller of what we dialled.
final class ListedChannel {
    private ListedChannel() {}

    static CallSignal of(ScriptedAsterisk.Channel channel, Instant since) {
        return new CallSignal.LegSeen(
                since,
                channel.leg,
                channel.linked,
                channel.technology,
                new InertText(channel.caller),
                InertText.NOTHING,
                channel.context,
                "s",
                channel.state);
    }
}
