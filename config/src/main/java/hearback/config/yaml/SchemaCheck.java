package hearback.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.RuleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// Tells in words where a document does not fit the schema. The words are ours: those of the library name regular
/// expressions, and change with the language of the machine.
final class SchemaCheck {
    private static final int LONGEST_QUOTE = 60;
    private final JsonSchema schema;

    SchemaCheck(String schema) {
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .locale(Locale.ROOT)
                                .pathType(PathType.LEGACY)
                                .build());
    }

    /// In the order of the paths, each once.
    List<ProfileProblem> problems(JsonNode document) {
        return schema.validate(document).stream()
                .map(this::problem)
                .distinct()
                .sorted(Comparator.comparing(ProfileProblem::path).thenComparing(ProfileProblem::reason))
                .toList();
    }

    private ProfileProblem problem(ValidationMessage message) {
        String path = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        return new ProfileProblem(path, RuleId.OURS, reason(message));
    }

    private String reason(ValidationMessage message) {
        JsonNode wanted = message.getSchemaNode();
        String is = ", is " + quoted(message.getInstanceNode());
        return switch (message.getType()) {
            case "pattern" -> "must be " + description(message) + is;
            case "enum" -> "must be one of " + String.join(", ", texts(wanted)) + is;
            case "required" -> "lacks the key " + message.getProperty();
            case "additionalProperties" -> "has no key " + quoted(message.getProperty()) + known(message);
            case "type" -> "must be " + article(wanted.asText()) + is;
            case "minimum" -> "must be at least " + wanted.asText() + is;
            case "maximum" -> "must be at most " + wanted.asText() + is;
            case "minItems" ->
                "must have at least " + wanted.asText() + ", has "
                        + message.getInstanceNode().size();
            case "maxItems" ->
                "must have at most " + wanted.asText() + ", has "
                        + message.getInstanceNode().size();
            case "uniqueItems" -> "names something twice";
            case "minLength" -> "must not be empty";
            case "maxLength" -> "must not be longer than " + wanted.asText() + " characters";
            default -> message.getError();
        };
    }

    private static String article(String type) {
        return switch (type) {
            case "object" -> "a map of keys and values";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "string" -> "a text";
            default -> type;
        };
    }

    /// What stands beside the keyword that was not kept.
    private JsonNode beside(ValidationMessage message) {
        String keyword = message.getSchemaLocation().getFragment().toString();
        return schema.getSchemaNode().at(keyword.substring(0, keyword.lastIndexOf('/')));
    }

    private String description(ValidationMessage message) {
        return beside(message).path("description").asText("as the schema says");
    }

    private String known(ValidationMessage message) {
        List<String> keys = new ArrayList<>();
        beside(message).path("properties").fieldNames().forEachRemaining(keys::add);
        beside(message).path("patternProperties").fieldNames().forEachRemaining(keys::add);
        return "; known here: " + String.join(", ", keys.stream().sorted().toList());
    }

    private static List<String> texts(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String quoted(JsonNode node) {
        return quoted(node.isTextual() ? node.asText() : node.toString());
    }

    private static String quoted(String text) {
        if (text.isBlank()) {
            return "empty";
        }
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
