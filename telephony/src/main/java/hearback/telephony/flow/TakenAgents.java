package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import java.util.Set;

/// Needed: who at a server has an agent, or comes before our callbacks.
public interface TakenAgents {
    /// @param hotlines the numbers that lead to the queue in which the agents of callbacks are
    Taken at(ServerName server, Set<String> hotlines);

    /// @param talking live attempts whose customer is with an agent: they are no longer in the air
    /// @param waiting callers of these hotlines who have no agent yet
    record Taken(int talking, int waiting) {}
}
