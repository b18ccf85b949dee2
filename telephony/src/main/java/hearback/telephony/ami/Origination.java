package hearback.telephony.ami;

import hearback.telephony.callback.AttemptId;
import java.time.Duration;
import java.util.Map;

/// What an Originate asks for. Texts are checked when it is sent, all in one place ([ActionText]).
///
/// @param attempt becomes the ChannelId, so the leg's Uniqueid is known before it exists
/// @param channel dial string, `PJSIP/...@trunk`
/// @param context where the answered leg enters the dialplan
/// @param callerId what the customer sees
/// @param ring how long the phone may ring; Asterisk gives up then
/// @param variables set on the new channel
public record Origination(
        AttemptId attempt,
        String channel,
        String context,
        String exten,
        String callerId,
        Duration ring,
        Map<String, String> variables) {
    public Origination {
        variables = Map.copyOf(variables);
    }
}
