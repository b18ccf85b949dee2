package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import java.time.Instant;
import java.util.UUID;

/// What an agent wants of the node that holds a line, while he asks another one.
///
/// @param server the line to it
/// @param until nobody takes it from then on
public record PreviewWish(UUID id, ServerName server, What what, Instant until) {
    /// As [Previews] offers it.
    public sealed interface What {
        AgentId agent();

        record Next(AgentId agent) implements What {}

        record Start(AttemptId attempt, AgentId agent) implements What {}

        record HandBack(AttemptId attempt, AgentId agent, String reason) implements What {}
    }

    /// What came of it.
    public sealed interface Answer {
        /// @param until when he may start it
        record Offered(AttemptId attempt, Instant until) implements Answer {}

        record NothingDue() implements Answer {}

        record Done() implements Answer {}

        /// @param why in words
        record Refused(String why) implements Answer {}

        /// @param why in words
        record NotNow(String why) implements Answer {}
    }
}
