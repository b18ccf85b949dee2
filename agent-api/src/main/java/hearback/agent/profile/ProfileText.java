package hearback.agent.profile;

import hearback.config.profile.ProfileVersion;
import java.util.regex.Pattern;

/// A profile as it was written.
///
/// @param sha256 of what it says, whatever its order and remarks: 64 lower-case hex digits. Two texts with the same
///     one are the same profile
public record ProfileText(ProfileVersion version, String yaml, String sha256) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public ProfileText {
        if (!SHAPE.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a hash has 64 hex digits");
        }
    }
}
