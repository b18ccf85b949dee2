package hearback.config.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import hearback.config.calendar.DayTable;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads profiles. Whatever is in the text, the answer is a profile or everything that is wrong with it: first what
/// does not fit the schema, and when all does, what makes no sense.
public final class ProfileFile {
    private static final String FOLDER = "/profiles/";
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST = 12;

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(resource("profile.schema.json"));
    private final Function<String, DayTable> holidays;

    /// @param holidays the table of a country; throws [IllegalArgumentException] when there is none
    public ProfileFile(Function<String, DayTable> holidays) {
        this.holidays = holidays;
    }

    /// What came of reading.
    public sealed interface Reading {
        /// @param sha256 of the content, whatever its order and comments: what was used may never have another
        record Usable(Profile profile, String sha256) implements Reading {}

        record Refused(List<ProfileProblem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /// The text of a profile that comes along: `telecom`, `gas`, `rural-bank`, `postal-bank`, `car-dealer`.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public static String shipped(String name) {
        if (!name.matches("[a-z][a-z-]{0,31}")) {
            throw new IllegalArgumentException("no profile of the name " + name + " comes along");
        }
        return resource(name + ".yaml");
    }

    public Reading read(String yaml) {
        JsonNode document;
        try {
            Object parsed = new Yaml(new SafeConstructor(options())).load(yaml);
            document = json.valueToTree(parsed);
        } catch (YAMLException | IllegalArgumentException broken) {
            return refused("", "is no YAML that we read: " + firstLine(broken));
        }
        List<ProfileProblem> problems = new ArrayList<>(schema.validate(document).stream()
                .map(ProfileFile::problem)
                .sorted(Comparator.comparing(ProfileProblem::path).thenComparing(ProfileProblem::reason))
                .toList());
        if (!problems.isEmpty()) {
            return new Reading.Refused(problems);
        }
        ProfileReader reader = new ProfileReader(document, holidays, problems);
        return reader.profile()
                .<Reading>map(profile -> {
                    problems.addAll(ProfileMeaning.problems(profile));
                    return problems.isEmpty()
                            ? new Reading.Usable(profile, sha256(document))
                            : new Reading.Refused(problems);
                })
                .orElseGet(() -> new Reading.Refused(problems));
    }

    private static Reading refused(String path, String reason) {
        return new Reading.Refused(List.of(new ProfileProblem(path, reason)));
    }

    /// The parser reads one document without references, and no key twice.
    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_CHARACTERS);
        return options;
    }

    private static ProfileProblem problem(ValidationMessage message) {
        String path = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        String text = message.getMessage().replaceFirst("^\\$[^:]*: ", "");
        return new ProfileProblem(path, text);
    }

    private String sha256(JsonNode document) {
        try {
            // Through a map, whose keys are written in order.
            String canonical = json.writeValueAsString(json.treeToValue(document, Object.class));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String firstLine(Exception broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    private static String resource(String name) {
        try (InputStream in = ProfileFile.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no profile of the name " + name + " comes along");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
