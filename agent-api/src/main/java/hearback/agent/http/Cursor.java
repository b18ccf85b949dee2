package hearback.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Where a page ended. Opaque to clients, so that what is in it may change.
final class Cursor {
    private Cursor() {}

    static String write(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /// @throws Refusal when it is no cursor of ours
    static <T> T read(String cursor, Function<String, Optional<T>> parse) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return parse.apply(text).orElseThrow(() -> refused());
        } catch (IllegalArgumentException _) {
            throw refused();
        }
    }

    static Optional<UUID> uuid(String text) {
        return Optional.of(UUID.fromString(text));
    }

    private static Refusal refused() {
        return Problems.badField("cursor", "is none that this list gave out");
    }
}
