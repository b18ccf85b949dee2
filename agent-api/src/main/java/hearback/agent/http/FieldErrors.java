package hearback.agent.http;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which field of a request is to blame, read from what the validator says. What was sent is never repeated: it may
/// hold a number.
///
/// Source: messages of vertx-openapi and vertx-json-schema 5.0.10; a test holds them.
final class FieldErrors {
    private static final Pattern PARAMETER = Pattern.compile("parameter ([A-Za-z0-9_-]+)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final String UNKNOWN = "is not known here";
    private static final int LIMIT = 20;

    private FieldErrors() {}

    static List<Problem.FieldError> of(ValidatorException parameter) {
        String field = parameterOf(parameter).orElse("body");
        String reason = switch (parameter.type()) {
            case MISSING_REQUIRED_PARAMETER -> "is missing";
            default -> "is not written as the contract says";
        };
        return List.of(new Problem.FieldError(field, reason));
    }

    static List<Problem.FieldError> of(SchemaValidationException schema) {
        Optional<String> parameter = parameterOf(schema);
        SequencedSet<Problem.FieldError> found = new LinkedHashSet<>();
        for (OutputUnit error :
                Optional.ofNullable(schema.getOutputUnit().getErrors()).orElseGet(ArrayList::new)) {
            String keyword =
                    lastOf(Optional.ofNullable(error.getKeywordLocation()).orElse(""));
            if (!keyword.equals("properties") && !keyword.equals("$ref") && found.size() < LIMIT) {
                found.add(
                        new Problem.FieldError(parameter.orElseGet(() -> bodyField(error, keyword)), reason(keyword)));
            }
        }
        // A property whose value is wrong counts as additional too.
        Set<String> wrong = found.stream()
                .filter(error -> !error.reason().equals(UNKNOWN))
                .map(Problem.FieldError::field)
                .collect(Collectors.toSet());
        found.removeIf(error -> error.reason().equals(UNKNOWN) && wrong.contains(error.field()));
        if (found.isEmpty()) {
            found.add(new Problem.FieldError(parameter.orElse("body"), "is not as the contract says"));
        }
        return List.copyOf(found);
    }

    private static Optional<String> parameterOf(ValidatorException e) {
        Matcher named = PARAMETER.matcher(Optional.ofNullable(e.getMessage()).orElse(""));
        return named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    private static String bodyField(OutputUnit error, String keyword) {
        String place = Optional.ofNullable(error.getInstanceLocation())
                .orElse("#")
                .replaceFirst("^#/?", "")
                .replace('/', '.');
        if (keyword.equals("required")) {
            Matcher missing =
                    QUOTED.matcher(Optional.ofNullable(error.getError()).orElse(""));
            if (missing.find()) {
                return place.isEmpty() ? missing.group(1) : place + "." + missing.group(1);
            }
        }
        return place.isEmpty() ? "body" : place.substring(0, Math.min(place.length(), 100));
    }

    private static String reason(String keyword) {
        return switch (keyword) {
            case "required" -> "is missing";
            case "type" -> "is of the wrong type";
            case "enum" -> "is none of the words the contract names";
            case "pattern", "format" -> "is not written as the contract says";
            case "minLength", "minimum" -> "is too small";
            case "maxLength", "maximum" -> "is too large";
            case "additionalProperties", "false" -> UNKNOWN;
            default -> "is not as the contract says";
        };
    }

    private static String lastOf(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
