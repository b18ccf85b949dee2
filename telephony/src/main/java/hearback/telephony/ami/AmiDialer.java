package hearback.telephony.ami;

import hearback.config.LineSettings;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.Dialer;
import java.time.Duration;
import java.util.Map;

/// Dials through the trunk of one server. The customer is rung first; who answers enters the dialplan in the context of
/// the settings.
///
/// @param ring how long the customer's phone may ring
public record AmiDialer(AmiActions actions, LineSettings line, Duration ring) implements Dialer {
    /// Source: deploy/asterisk/etc/extensions.conf; the start extension of a context that takes no number.
    private static final String START = "s";

    @Override
    public Sent dial(AttemptId attempt, PhoneNumber.Known number) {
        // Trunks take digits; whether they want the country code in another way is the trunk's dialplan.
        var digits = number.e164().substring(1);
        return actions.originate(new Origination(
                attempt,
                "PJSIP/" + digits + "@" + line.trunk(),
                line.callbackContext(),
                START,
                line.callbackCallerId(),
                ring,
                Map.of()));
    }
}
