package hearback.agent.flow;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Department;
import hearback.agent.life.Actor;
import hearback.config.profile.Post;
import java.util.Optional;

/// Who asks, as a ticket's history knows him.
public final class Actors {
    private Actors() {}

    public static Actor of(AgentIdentity who) {
        return new Actor(
                who.name(),
                Optional.of(Post.valueOf(who.role().name())),
                who.department().map(Department::text));
    }
}
