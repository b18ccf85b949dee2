package hearback.config;

import java.time.Duration;

/// Whose telephone rings first when a customer is called back through a line.
public sealed interface Dialling {
    /// How long an agent's telephone rings before the customer's does; none where the customer is first.
    Duration agentRingTime();

    /// The customer's; an agent comes when he has answered.
    record CustomerFirst() implements Dialling {
        @Override
        public Duration agentRingTime() {
            return Duration.ZERO;
        }
    }

    /// An agent's, and the customer's as soon as the agent has answered.
    ///
    /// @param context where the agent who has answered enters the dialplan, which then rings the customer
    record AgentFirst(String context, Duration agentRingTime) implements Dialling {
        public AgentFirst {
            new Checks()
                    .that(
                            LineSettings.DIALPLAN_WORD.matcher(context).matches(),
                            "agent-first-context",
                            "must be a name of A-Z a-z 0-9 _ . -")
                    .that(
                            agentRingTime.toSeconds() >= 3 && agentRingTime.toSeconds() <= 60,
                            "agent-ring-time",
                            "must be 3 s to 60 s")
                    .done();
        }
    }
}
