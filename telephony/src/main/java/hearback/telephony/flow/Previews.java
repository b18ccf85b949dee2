package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackPlan;
import java.time.Instant;

/// Offered: callbacks that an agent looks at before he starts them himself.
///
/// An offer is a committed attempt: while it stands nobody else rings that customer. It is not released before it is
/// started, so an offer that is given back, that is too old or whose process died has rung nobody, and is due again.
///
/// May be asked on any node: what only the one that holds the line can do, that one does. It answers within seconds, or
/// that it did not is the answer.
public interface Previews {
    /// The next callback for this agent; the same one again while it is offered to him.
    Next next(AgentId agent);

    /// Has the agent's telephone rung, and the customer's once he has answered. What must not be rung now is not:
    /// pauses, the do-not-call list, quiet hours are looked at once more. What it comes to, the callback tells.
    Answer start(AttemptId attempt, AgentId agent);

    /// Has it due again at once.
    ///
    /// @param reason in the agent's words; kept with the decision
    Answer handBack(AttemptId attempt, AgentId agent, String reason);

    /// What an agent who asks gets.
    sealed interface Next {
        /// @param until when he may start it
        record Offered(AttemptId attempt, CallbackPlan plan, Instant until) implements Next {}

        record NothingDue() implements Next {}

        /// @param why in words
        record NotNow(String why) implements Next {}
    }

    /// What became of what an agent wanted done.
    sealed interface Answer {
        record Done() implements Answer {}

        /// It is not, or not any more, offered to this agent.
        ///
        /// @param why in words
        record Refused(String why) implements Answer {}

        /// Nobody was rung for it, and nobody will be.
        ///
        /// @param why in words: nobody holds the line, or whoever does did not answer
        record NotNow(String why) implements Answer {}
    }
}
