package hearback.config.profile;

import java.util.regex.Pattern;

/// The source of a number: an id of the regulations (`S0-36`), or `ours`.
public record RuleId(String text) {
    private static final Pattern SHAPE = Pattern.compile("ours|S[0-4]-[0-9]{2,3}");
    public static final RuleId OURS = new RuleId("ours");

    public RuleId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("is S0-36 or the like, or ours, not " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
