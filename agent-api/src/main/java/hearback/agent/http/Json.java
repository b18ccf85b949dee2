package hearback.agent.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How values are written: times in RFC 3339 UTC with at most milliseconds, lengths in seconds.
final class Json {
    private Json() {}

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static void putTime(JsonObject body, String key, Optional<Instant> at) {
        at.ifPresent(known -> body.put(key, time(known)));
    }

    static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }

    static <T> JsonArray array(List<T> items, Function<T, JsonObject> write) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(write.apply(item)));
        return array;
    }
}
