package hearback.config.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import hearback.config.calendar.DayTable;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.ProfileReading;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.RuleId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/// Reads profiles. Whatever is in the text, the answer is a profile or everything that is wrong with it at once: what
/// does not fit the schema, and what makes no sense in the parts that do.
public final class ProfileFile {
    private static final String FOLDER = "/profiles/";

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private final SchemaCheck schema = new SchemaCheck(resource("profile.schema.json"));
    private final Function<String, DayTable> holidays;

    /// @param holidays the table of a country; throws [IllegalArgumentException] when there is none
    public ProfileFile(Function<String, DayTable> holidays) {
        this.holidays = holidays;
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

    /// The text of an earlier version that comes along.
    ///
    /// @throws IllegalArgumentException when it does not
    public static String shippedBefore(ProfileVersion version) {
        return resource("before/" + version.profile() + "-" + version.version() + ".yaml");
    }

    /// Never throws for what is in the text.
    public ProfileReading read(String yaml) {
        return switch (YamlText.parse(yaml)) {
            case YamlText.Parsed.Broken(String reason) ->
                new ProfileReading.Refused(List.of(new ProfileProblem("", RuleId.OURS, reason)));
            case YamlText.Parsed.Document(JsonNode document) -> read(document);
        };
    }

    private ProfileReading read(JsonNode document) {
        List<ProfileProblem> problems = new ArrayList<>(schema.problems(document));
        Parts parts = new ProfileReader(document, holidays, problems).parts();
        problems.addAll(ProfileMeaning.problems(parts));
        return problems.isEmpty()
                ? new ProfileReading.Usable(parts.whole(), sha256(document))
                : new ProfileReading.Refused(problems);
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
