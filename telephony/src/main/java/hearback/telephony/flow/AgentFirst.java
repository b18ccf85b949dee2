package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import java.util.Optional;
import java.util.function.Function;

/// Rings an agent first, and the customer once he has answered: nobody who answers us waits for an agent. A survey
/// needs none and rings the customer alone.
public final class AgentFirst implements Dialer {
    private final Function<AttemptId, Optional<AgentId>> agents;
    private final AgentPhones phones;
    private final Dialer alone;

    /// @param agents who is rung for an attempt; asked once for each
    /// @param alone for those that need no agent
    public AgentFirst(Function<AttemptId, Optional<AgentId>> agents, AgentPhones phones, Dialer alone) {
        this.agents = agents;
        this.phones = phones;
        this.alone = alone;
    }

    @Override
    public Sent dial(AttemptId attempt, PhoneNumber.Known number) {
        return agents.apply(attempt)
                .map(agent -> phones.ring(attempt, number, agent))
                .orElseGet(Sent.NoAgent::new);
    }

    @Override
    public Sent survey(AttemptId attempt, PhoneNumber.Known number) {
        return alone.survey(attempt, number);
    }
}
