package hearback.agent.ticket;

import hearback.config.profile.ClassRule;

/// How urgent a ticket is.
public enum Priority {
    NORMAL,
    HIGH,
    URGENT;

    /// What its classes and its urges ask for (S0-16, S0-52).
    static Priority of(ClassRule.Urgency urgency) {
        return switch (urgency) {
            case NORMAL -> NORMAL;
            case HIGH -> HIGH;
            case URGENT -> URGENT;
        };
    }
}
