package hearback.config.profile;

import java.util.regex.Pattern;

/// Names a clock within a profile: `first-reply`.
public record ClockId(String text) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,47}");

    public ClockId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a clock is named in lower case letters, digits and hyphens, not " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
