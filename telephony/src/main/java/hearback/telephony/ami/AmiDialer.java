package hearback.telephony.ami;

import hearback.config.Dialling;
import hearback.config.LineSettings;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.AgentPhones;
import hearback.telephony.flow.Dialer;
import java.time.Duration;
import java.util.Map;

/// Rings customers through one server: an asynchronous Originate whose ChannelId and ActionID are the attempt's, so
/// that every later event says which attempt it belongs to and a second channel of that name is refused.
///
/// Nothing a stranger wrote goes into it: the number is digits, the rest is the operator's settings, and the only
/// variables tell the dialplan whom to ring for an agent who is rung first, and whether to look for machines.
public final class AmiDialer implements Dialer, AgentPhones {
    /// Where whoever answered enters his context.
    static final String EXTEN = "s";

    /// What the dialplan rings for the agent, how long (s), and with which number. Source:
    /// deploy/asterisk/etc/extensions.conf.
    private static final String CUSTOMER = "HEARBACK_CUSTOMER";

    private static final String RING = "HEARBACK_RING";
    private static final String CALLER = "HEARBACK_CALLER";

    /// Tells the dialplan to find out whether a machine answered.
    private static final String MACHINES = "HEARBACK_MACHINES";

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

    /// The agent sees the customer's number.
    @Override
    public Sent ring(AttemptId attempt, PhoneNumber.Known number, AgentId agent) {
        return switch (line.dialling()) {
            case Dialling.CustomerFirst _ -> new Sent.Refused("customers are rung first here");
            case Dialling.AgentFirst first -> {
                var customer = new DialString(number, line.trunk());
                yield actions.originate(new Origination(
                        attempt,
                        "PJSIP/" + agent.text(),
                        first.context(),
                        EXTEN,
                        customer.digits(),
                        first.agentRingTime(),
                        Map.of(
                                CUSTOMER, customer.channel(),
                                RING, String.valueOf(ringTime.toSeconds()),
                                CALLER, line.callbackCallerId())));
            }
        };
    }

    private Sent into(String context, AttemptId attempt, PhoneNumber.Known number) {
        if (attempt.isAgentFirst()) {
            // Its channel would be taken for an agent's telephone.
            return new Sent.Refused("an agent is to be rung first");
        }
        return actions.originate(new Origination(
                attempt,
                new DialString(number, line.trunk()).channel(),
                context,
                EXTEN,
                line.callbackCallerId(),
                ringTime,
                line.detection().machines() ? Map.of(MACHINES, "hang-up") : Map.of()));
    }
}
