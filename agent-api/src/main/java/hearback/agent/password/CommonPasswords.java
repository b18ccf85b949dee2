package hearback.agent.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/// Passwords of 12 characters and more that many take: guessed first, so never allowed. Shorter ones are too short
/// anyway.
public final class CommonPasswords {
    private static final String FILE = "/passwords/common.txt";

    private CommonPasswords() {}

    /// In small letters.
    public static Set<String> read() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
