package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;

/// Needed: rings an agent's telephone for an attempt, and the customer as soon as he has answered it.
public interface AgentPhones {
    /// As [Dialer#dial]; the first leg of the call is the agent's.
    ///
    /// @param attempt whose id says that an agent is rung first
    /// @throws LineDown when it is certain that nothing was sent
    Dialer.Sent ring(AttemptId attempt, PhoneNumber.Known number, AgentId agent);
}
