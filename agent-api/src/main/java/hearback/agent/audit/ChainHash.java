package hearback.agent.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/// What one entry leaves to the next: the SHA-256 of its text form, in hex.
///
/// @param text 64 lower-case hex digits where we wrote it, anything where somebody else did
public record ChainHash(String text) {
    /// What the first entry has as the hash before it.
    public static final ChainHash NONE = new ChainHash("0".repeat(64));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// The hash an event has at this place after this one.
    public static ChainHash of(long place, AuditEvent event, ChainHash previous) {
        try {
            byte[] form = textForm(place, event, previous).getBytes(StandardCharsets.UTF_8);
            return new ChainHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(form)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// What is hashed: a line that names the form, then each field as `<length in bytes of UTF-8>:<field>` on a
    /// line of its own, so that no two entries have one text. The database has the same form (migration V0005).
    static String textForm(long place, AuditEvent event, ChainHash previous) {
        return "audit 1\n"
                + field(Long.toString(place))
                + field(TIME.format(event.at()))
                + field(event.who())
                + field(event.role())
                + field(event.what())
                + field(event.subject())
                + field(event.detail())
                + field(previous.text());
    }

    private static String field(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + ":" + text + "\n";
    }

    @Override
    public String toString() {
        return text;
    }
}
