package hearback.agent.http;

import hearback.agent.json.Facts;
import hearback.agent.life.Decision;
import hearback.agent.life.Fact;
import hearback.agent.life.Ids;
import hearback.agent.life.Words;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/// Proposed steps as JSON, and why they are refused.
final class StepBodies {
    /// More than anybody writes by hand, and far less than would hurt.
    private static final int LONGEST_TEXT = 4_000;

    private StepBodies() {}

    static Fact fact(String kind, JsonObject body) {
        check("", body);
        try {
            return Facts.read(kind, body.encode());
        } catch (Facts.Unreadable e) {
            throw Problems.badField(e.field(), e.reason());
        }
    }

    private static void check(String place, Object value) {
        switch (value) {
            case String text -> {
                if (text.length() > LONGEST_TEXT) {
                    throw Problems.badField(place, "is longer than " + LONGEST_TEXT + " characters");
                }
                if (text.indexOf('\0') >= 0) {
                    throw Problems.badField(place, "holds a character no text holds");
                }
            }
            case JsonObject object ->
                object.forEach(entry -> {
                    if (entry.getValue() != null) {
                        check(place.isEmpty() ? entry.getKey() : place + "." + entry.getKey(), entry.getValue());
                    }
                });
            case JsonArray array ->
                array.forEach(each -> {
                    if (each != null) {
                        check(place, each);
                    }
                });
            default -> {
                // Numbers and truth values are short.
            }
        }
    }

    /// A refusal as a problem document: its code and values for programs, its words for people.
    static Refusal refusal(Decision.Refused refused, Words words) {
        int status = switch (refused.why()) {
            case NOT_YOUR_POST, NOT_FOR_PEOPLE, RECUSED -> 403;
            case EMPTY_TEXT, NO_SUCH_AXIS, NO_SUCH_LEAF, NO_SUCH_CLASS, CHANNEL_NOT_TAKEN, GROUND_NOT_KNOWN -> 422;
            default -> 409;
        };
        List<Problem.FieldError> errors = refused.values().entrySet().stream()
                .filter(entry ->
                        entry.getKey().equals("field") || entry.getKey().equals("fields"))
                .map(Map.Entry::getValue)
                .flatMap(fields -> List.of(fields.split(", ")).stream())
                .map(field -> new Problem.FieldError(field, words.of(refused)))
                .toList();
        return Problems.refused(status, words.of(refused), errors, Ids.of(refused.why()), refused.values());
    }
}
