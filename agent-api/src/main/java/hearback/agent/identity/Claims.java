package hearback.agent.identity;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What an issuer says of somebody, its signature verified and nothing else (RFC 7519, 4).
///
/// @param values by name: texts, numbers, lists and maps, as they stood in the token
public record Claims(Map<String, Object> values) {
    public Claims {
        Map<String, Object> known = new HashMap<>(values);
        known.values().removeIf(Objects::isNull);
        values = Map.copyOf(known);
    }

    public Optional<String> text(String path) {
        return at(path).filter(String.class::isInstance).map(String.class::cast);
    }

    /// One text, or the texts of a list.
    public List<String> texts(String path) {
        return at(path).stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : List.of(value).stream())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /// Seconds since 1970, also with a fraction.
    public Optional<Instant> time(String name) {
        return at(name).filter(Number.class::isInstance)
                .map(Number.class::cast)
                .map(Number::longValue)
                .filter(seconds -> seconds >= 0 && seconds < Instant.MAX.getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// The claim of this whole name, or else the one inside to which its points lead.
    private Optional<Object> at(String path) {
        Object whole = values.get(path);
        if (whole != null) {
            return Optional.of(whole);
        }
        Object inner = values;
        for (String step : path.split("\\.", -1)) {
            if (!(inner instanceof Map<?, ?> map) || map.get(step) == null) {
                return Optional.empty();
            }
            inner = map.get(step);
        }
        return Optional.of(inner);
    }
}
