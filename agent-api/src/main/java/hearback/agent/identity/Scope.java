package hearback.agent.identity;

import hearback.agent.life.Standing;
import java.util.Optional;
import java.util.Set;

/// Which tickets somebody sees at all: a handling department those that went to it, everybody else every one that his
/// role lets him read (S3-03: the material never goes to the one complained about).
public final class Scope {
    private Scope() {}

    public static boolean maySee(AgentIdentity who, Standing ticket) {
        return mayRead(who, ticket.departments());
    }

    /// @param departments to which the ticket was ever dispatched
    public static boolean mayRead(AgentIdentity who, Set<String> departments) {
        return who.may(Permission.READ_TICKETS)
                && (who.role() != Role.DEPARTMENT
                        || who.department()
                                .map(Department::text)
                                .filter(departments::contains)
                                .isPresent());
    }

    /// The department to which lists are narrowed; of somebody at a department without a name it is none there is.
    public static Optional<String> departmentOf(AgentIdentity who) {
        return who.role() == Role.DEPARTMENT
                ? Optional.of(who.department().map(Department::text).orElse(""))
                : Optional.empty();
    }
}
