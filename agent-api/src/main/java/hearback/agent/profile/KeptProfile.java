package hearback.agent.profile;

import hearback.config.profile.ProfileVersion;
import java.time.Instant;

/// A profile that was put in. It never changes and never goes, because tickets may name it (decision 0008).
///
/// @param place among all of them, from 1, in the order of commit
/// @param putBy the name of whoever put it in, or [Switch#AT_START]
public record KeptProfile(long place, ProfileText text, Instant putAt, String putBy) {
    public ProfileVersion version() {
        return text.version();
    }
}
