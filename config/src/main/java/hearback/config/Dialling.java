package hearback.config;

import java.time.Duration;
import java.util.Optional;

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
    /// @param preview he looks at a callback before he starts it himself, within this time; empty: it is started by
    /// itself
    record AgentFirst(String context, Duration agentRingTime, Optional<Duration> preview) implements Dialling {
        private static final Duration LONGEST_LOOK = Duration.ofMinutes(30);

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
                    .that(
                            preview.filter(limit -> !limit.isPositive() || limit.compareTo(LONGEST_LOOK) > 0)
                                    .isEmpty(),
                            "preview-limit",
                            "must be more than 0 s and at most 30 m")
                    .done();
        }
    }
}
