package hearback.config.profile;

import java.util.regex.Pattern;

/// One fixed state of one institution's profile: `telecom/3`. What was used is never changed; a change is a new
/// version.
public record ProfileVersion(String profile, int version) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public ProfileVersion {
        if (!SHAPE.matcher(profile).matches()) {
            throw new IllegalArgumentException(
                    "a profile is named in lower case letters, digits and hyphens, not " + profile);
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions count from 1, not " + version);
        }
    }

    @Override
    public String toString() {
        return profile + "/" + version;
    }
}
