package hearback.recording.index;

import java.util.regex.Pattern;

/// The SHA-256 of a file's bytes as they lie on the disk, header included (FIPS 180-4).
///
/// @param hex 64 lower-case hexadecimal digits
public record Sha256(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public Sha256 {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("a SHA-256 is 64 lower-case hexadecimal digits: " + hex);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
