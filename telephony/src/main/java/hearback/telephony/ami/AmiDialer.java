package hearback.telephony.ami;

import hearback.config.LineSettings;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.Dialer;
import java.time.Duration;
import java.util.Map;

/// Rings customers through one server: an asynchronous Originate whose ChannelId and ActionID are the attempt's, so
/// that every later event says which attempt it belongs to and a second channel of that name is refused.
///
/// Nothing a stranger wrote goes into it: the number is digits, the rest is the operator's settings, and there are no
/// variables.
public final class AmiDialer implements Dialer {
    /// Where whoever answered enters his context.
    static final String EXTEN = "s";

    private final AmiActions actions;
    private final LineSettings line;
    private final Duration ringTime;

    /// @param ringTime how long the customer's phone rings; the Originate's time-out
    public AmiDialer(AmiActions actions, LineSettings line, Duration ringTime) {
        this.actions = actions;
        this.line = line;
        this.ringTime = ringTime;
    }

    @Override
    public Sent dial(AttemptId attempt, PhoneNumber.Known number) {
        return into(line.callbackContext(), attempt, number);
    }

    @Override
    public Sent survey(AttemptId attempt, PhoneNumber.Known number) {
        return into(line.surveyContext(), attempt, number);
    }

    private Sent into(String context, AttemptId attempt, PhoneNumber.Known number) {
        return actions.originate(new Origination(
                attempt,
                new DialString(number, line.trunk()).channel(),
                context,
                EXTEN,
                line.callbackCallerId(),
                ringTime,
                Map.of()));
    }
}
