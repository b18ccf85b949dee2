package hearback.telephony.queue;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;

/// An agent as one queue knows him now. Source: Asterisk AMI `QueueMember` (list) and `QueueMemberStatus`.
public record Member(ServerName server, QueueName queue, AgentId agent, InertText name, State state) {

    /// Source: `Status` of `QueueMemberStatus` (AST_DEVICE_*) and `Paused`.
    public sealed interface State {
        record Ready() implements State {}

        record Ringing() implements State {}

        record OnCall() implements State {}

        /// @param reason as the member or a supervisor gave it; may be empty
        record Paused(InertText reason) implements State {}

        /// Not registered, unreachable or unknown.
        record Away() implements State {}
    }
}
