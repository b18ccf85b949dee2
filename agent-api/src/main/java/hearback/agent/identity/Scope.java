package hearback.agent.identity;

import hearback.agent.life.Standing;
import java.util.Optional;

/// Which tickets somebody sees at all: a handling department those that went to it, everybody else every one that his
/// role lets him read (S3-03: the material never goes to the one complained about).
public final class Scope {
    private Scope() {}

    public static boolean maySee(AgentIdentity who, Standing ticket) {
        return who.role() != Role.DEPARTMENT
                || who.department().filter(ticket.departments()::contains).isPresent();
    }

    /// The department to which lists are narrowed; of somebody at a department without a name it is none there is.
    public static Optional<String> departmentOf(AgentIdentity who) {
        return who.role() == Role.DEPARTMENT ? Optional.of(who.department().orElse("")) : Optional.empty();
    }
}
