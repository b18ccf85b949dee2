package hearback.agent.identity;

import java.util.regex.Pattern;

/// What is kept of a bearer token: its SHA-256. A token has 256 random bits, so a plain hash cannot be guessed back.
///
/// @param hex 64 lower-case hex digits
public record TokenHash(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public TokenHash {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("a token's hash has 64 hex digits");
        }
    }
}
