package hearback.telephony.call;

import java.util.regex.Pattern;

/// The name we gave one Asterisk server. It is part of every id that comes from there, because two servers can hand out
/// the same Uniqueid.
///
/// @param text 1 to 24 characters of `a-z 0-9`, beginning with a letter; no dash, so that a [CallId] can be split
public record ServerName(String text) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]{0,23}");

    public ServerName {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("server name must be 1 to 24 of a-z 0-9, letter first: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
