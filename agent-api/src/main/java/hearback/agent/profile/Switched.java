package hearback.agent.profile;

import hearback.config.profile.ProfileVersion;
import java.util.Set;

/// What comes of wanting a hotline to go by another version.
public sealed interface Switched {
    /// It does, from now on.
    record Done(Switch made) implements Switched {}

    /// It does already.
    record Already(Switch standing) implements Switched {}

    /// There is no such version.
    record NoSuchVersion(ProfileVersion version) implements Switched {}

    /// It is kept, but this program cannot read it: a newer one put it in.
    record Unusable(ProfileVersion version) implements Switched {}

    /// The profile says itself for which hotlines it is.
    record NotForThisHotline(Set<String> hotlines) implements Switched {
        public NotForThisHotline {
            hotlines = Set.copyOf(hotlines);
        }
    }
}
