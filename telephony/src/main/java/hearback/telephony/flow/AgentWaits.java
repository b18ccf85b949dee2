package hearback.telephony.flow;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.DialLevel;
import java.time.Duration;
import java.time.Instant;

/// Needed: how long customers whom we rang waited for an agent. Saying something twice is saying it once.
public interface AgentWaits {
    void answered(AttemptId attempt, Instant at);

    /// Does nothing when it was not said that he answered.
    void agentCame(AttemptId attempt, Instant at);

    /// As [#agentCame].
    void over(AttemptId attempt, Instant at);

    /// It was a machine that answered: nobody waited.
    void machine(AttemptId attempt);

    /// Those who answered since then, on all servers.
    ///
    /// @param patience longer without an agent is abandoned
    DialLevel.Answered since(Instant then, Duration patience, Instant now);
}
