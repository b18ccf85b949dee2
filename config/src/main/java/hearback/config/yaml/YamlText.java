package hearback.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/// The part of YAML that profiles are written in: one document of maps, lists and words. What can make a small text
/// grow or mean something else than it says is refused: references, type tags, a key that stands twice.
final class YamlText {
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    private YamlText() {}

    /// What came of it: the document, or why there is none.
    sealed interface Parsed {
        record Document(JsonNode node) implements Parsed {}

        record Broken(String reason) implements Parsed {}
    }

    static Parsed parse(String text) {
        try {
            Optional<String> forbidden = forbidden(text);
            if (forbidden.isPresent()) {
                return new Parsed.Broken(forbidden.get());
            }
            JsonNode node = JSON.valueToTree(new Yaml(new SafeConstructor(options())).load(text));
            if (node == null || !node.isObject()) {
                return new Parsed.Broken("must be one map of keys and values");
            }
            return holdsNoNumber(node)
                    ? new Parsed.Broken("must not hold a number that is infinite or none")
                    : new Parsed.Document(node);
        } catch (YAMLException | IllegalArgumentException | ArithmeticException broken) {
            return new Parsed.Broken("is no YAML that we read: " + told(broken));
        }
    }

    private static Optional<String> forbidden(String text) {
        for (Event event : new Yaml(options()).parse(new StringReader(text))) {
            if (event instanceof AliasEvent alias) {
                return Optional.of("must not hold references, is *" + alias.getAnchor() + at(event));
            }
            if (event instanceof NodeEvent node && node.getAnchor() != null) {
                return Optional.of("must not hold references, is &" + node.getAnchor() + at(event));
            }
            if (event instanceof ScalarEvent scalar
                    && scalar.getTag() != null
                    && !scalar.getTag().equals("!")) {
                return Optional.of("must not hold type tags, is " + scalar.getTag() + at(event));
            }
            if (event instanceof ScalarEvent scalar && scalar.getValue().chars().anyMatch(Character::isISOControl)) {
                return Optional.of("must not hold control characters" + at(event));
            }
        }
        return Optional.empty();
    }

    /// The validator of the schema cannot compare these.
    private static boolean holdsNoNumber(JsonNode node) {
        return (node.isDouble() && !Double.isFinite(node.asDouble()))
                || StreamSupport.stream(node.spliterator(), false).anyMatch(YamlText::holdsNoNumber);
    }

    private static String at(Event event) {
        return event.getStartMark() == null
                ? ""
                : " in line " + (event.getStartMark().getLine() + 1);
    }

    private static String told(RuntimeException broken) {
        if (broken instanceof MarkedYAMLException marked
                && marked.getProblemMark() != null
                && marked.getProblem() != null) {
            return marked.getProblem() + " in line " + (marked.getProblemMark().getLine() + 1);
        }
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_CHARACTERS);
        return options;
    }
}
