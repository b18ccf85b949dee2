package hearback.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hearback.config.profile.ProfileVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileFolderTest {
    private static final String WATER = ShippedProfiles.text("gas").replace("profile: gas", "profile: water");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> problems() {
        var thrown = catchThrowableOfType(SettingsProblems.class, () -> ProfileFolder.read(folder));
        return thrown.problems().stream().map(SettingsProblem::toString).toList();
    }

    @Test
    void every_yaml_file_is_read_and_nothing_else() throws IOException {
        write("water-3.yaml", WATER.replace("version: 2", "version: 3"));
        write("water-2.yaml", WATER);
        write("notes.txt", "not: [a, profile");
        Files.createDirectory(folder.resolve("old.yaml"));
        var found = ProfileFolder.read(folder);
        assertThat(found).extracting(ProfileFolder.Own::file).containsExactly("water-2.yaml", "water-3.yaml");
        assertThat(found)
                .extracting(own -> own.profile().version())
                .containsExactly(new ProfileVersion("water", 2), new ProfileVersion("water", 3));
        assertThat(found.getFirst().yaml()).isEqualTo(WATER);
        assertThat(found.getFirst().sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void all_that_is_wrong_in_all_files_is_told_at_once_with_file_and_place() throws IOException {
        write("a.yaml", WATER.replace("digits: 2", "digits: 12").replace("version: 2", "version: 0"));
        write("b.yaml", "nothing");
        write("c.yaml", WATER);
        write("d.yaml", WATER);
        write("e.yml", WATER);
        Files.write(folder.resolve("f.yaml"), "名".getBytes(StandardCharsets.UTF_16));
        assertThat(problems())
                .contains(
                        "hearback.profile.directory: a.yaml: numbering.digits: must be at most 9, is 12",
                        "hearback.profile.directory: a.yaml: version: must be at least 1, is 0",
                        "hearback.profile.directory: b.yaml: must be one map of keys and values",
                        "hearback.profile.directory: d.yaml: is water/2, as c.yaml is",
                        "hearback.profile.directory: e.yml: must end in .yaml",
                        "hearback.profile.directory: f.yaml: must be written in UTF-8");
    }

    @Test
    void a_folder_that_is_none_is_named() {
        var nowhere = folder.resolve("nowhere");
        assertThat(catchThrowableOfType(SettingsProblems.class, () -> ProfileFolder.read(nowhere))
                        .problems())
                .containsExactly(new SettingsProblem(ProfileFolder.KEY, "is no folder: " + nowhere));
    }

    @Test
    void an_empty_folder_has_no_profiles() {
        assertThat(ProfileFolder.read(folder)).isEmpty();
    }
}
