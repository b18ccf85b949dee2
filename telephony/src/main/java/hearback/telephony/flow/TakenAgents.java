package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import java.util.Set;

/// Needed: who at a server is about to need an agent.
public interface TakenAgents {
    /// @param hotlines the numbers that lead to the queue in which the agents of callbacks are
    Taken at(ServerName server, Set<String> hotlines);

    /// @param inTheAir live attempts that need an agent and are not with one yet
    /// @param waiting callers of these hotlines who have no agent yet
    /// @param begun of those in the air, the ones of which no channel was heard of yet
    record Taken(int inTheAir, int waiting, int begun) {
        public Taken(int inTheAir, int waiting) {
            this(inTheAir, waiting, 0);
        }
    }
}
