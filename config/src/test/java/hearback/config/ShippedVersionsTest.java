package hearback.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import hearback.config.profile.ProfileReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A profile that tickets were accepted under never changes (decision 0008): a database that has this version keeps its
/// text, and what is changed here without a new version would never come into force there.
final class ShippedVersionsTest {
    private static final String WRITTEN_DOWN = "/profiles/shipped.sha256";

    @Test
    void a_shipped_document_is_not_changed_without_a_new_version() {
        Map<String, String> writtenDown = writtenDown();
        for (String yaml : ShippedProfiles.texts()) {
            switch (ProfileDocument.read(yaml)) {
                case ProfileReading.Usable usable ->
                    assertThat(writtenDown.get(usable.profile().version().toString()))
                            .as(
                                    "the document of %s has another content than it had when it was written down. Raise its"
                                            + " version and add the line '<name>/<version> <hash>' to %s. Only while no"
                                            + " release has it may the line be replaced instead",
                                    usable.profile().version(), WRITTEN_DOWN)
                            .isEqualTo(usable.sha256());
                case ProfileReading.Refused refused -> fail(refused.problems().toString());
            }
        }
    }

    private static Map<String, String> writtenDown() {
        try (InputStream in = ShippedVersionsTest.class.getResourceAsStream(WRITTEN_DOWN)) {
            Map<String, String> hashes = new HashMap<>();
            new String(in == null ? new byte[0] : in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .forEach(line -> hashes.put(line[0], line[1]));
            return hashes;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(WRITTEN_DOWN, unreadable);
        }
    }
}
