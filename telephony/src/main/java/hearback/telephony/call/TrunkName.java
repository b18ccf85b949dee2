package hearback.telephony.call;

import java.util.regex.Pattern;

/// The name of one way out of a server into the public network: its endpoint there.
///
/// @param text at most 80 of `A-Z a-z 0-9 _ . -`; no slash, so that it can stand behind a server's name
public record TrunkName(String text) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_.-]{0,80}");

    /// Of what was dialled before a server could have several.
    public static final TrunkName NOT_SAID = new TrunkName("");

    public TrunkName {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("trunk name must be at most 80 of A-Z a-z 0-9 _ . -: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
