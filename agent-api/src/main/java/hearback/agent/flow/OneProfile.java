package hearback.agent.flow;

import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;

/// A house with one profile, whatever the hotline.
public record OneProfile(Profile profile) implements Rulebook {
    @Override
    public Profile forHotline(String hotline, Instant now) {
        return profile;
    }

    @Override
    public Profile version(ProfileVersion version) {
        if (!version.equals(profile.version())) {
            throw new IllegalStateException("there is no profile " + version);
        }
        return profile;
    }
}
