package hearback.agent.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far the chain had come at one time, written down where the database's administrator does not reach.
///
/// @param at when it was written down
/// @param place of the newest entry then
/// @param hash its hash
public record ChainHead(Instant at, long place, ChainHash hash) {
    private static final Pattern LINE = Pattern.compile("(\\S+) ([1-9][0-9]{0,17}) ([0-9a-f]{64})");

    /// `<time> <place> <hash>`, the time in RFC 3339 UTC.
    public String line() {
        return at + " " + place + " " + hash;
    }

    /// Empty when it is no such line, a torn one for instance.
    public static Optional<ChainHead> read(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChainHead(
                    Instant.parse(parts.group(1)), Long.parseLong(parts.group(2)), new ChainHash(parts.group(3))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
