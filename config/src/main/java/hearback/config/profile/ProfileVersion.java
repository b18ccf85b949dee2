package hearback.config.profile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One fixed state of one institution's profile: `telecom/3`. What was used is never changed; a change is a new
/// version.
public record ProfileVersion(String profile, int version) {
    private static final Pattern TEXT = Pattern.compile("(.+)/([1-9][0-9]{0,8})");
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

    /// @param text as [#toString] gives it
    /// @throws IllegalArgumentException when it is not of that form
    public static ProfileVersion parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a version of a profile is written as telecom/3, not " + text);
        }
        return new ProfileVersion(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    @Override
    public String toString() {
        return profile + "/" + version;
    }
}
