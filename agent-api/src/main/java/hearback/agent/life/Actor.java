package hearback.agent.life;

import hearback.config.profile.Post;
import java.util.Optional;

/// Who did a step.
///
/// @param name of an account, or [#BY_ITSELF], or that of [#SURVEY]
/// @param post in which he did it; empty for Hearback itself
/// @param department he belongs to; empty when he belongs to none
public record Actor(String name, Optional<Post> post, Optional<String> department) {
    public static final String BY_ITSELF = "hearback";

    /// What the program does by rule.
    public static final Actor ITSELF = new Actor(BY_ITSELF, Optional.empty(), Optional.empty());

    /// The machine that asks customers afterwards: of no department, at no post.
    public static final Actor SURVEY = new Actor("hearback-survey", Optional.empty(), Optional.empty());

    public static Actor at(Post post, String name) {
        return new Actor(name, Optional.of(post), Optional.empty());
    }

    public static Actor of(String department, String name) {
        return new Actor(name, Optional.of(Post.DEPARTMENT), Optional.of(department));
    }

    public boolean isItself() {
        return post.isEmpty();
    }

    public boolean isAt(Post one) {
        return post.filter(one::equals).isPresent();
    }
}
