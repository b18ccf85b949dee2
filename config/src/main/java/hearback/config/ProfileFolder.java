package hearback.config;

import hearback.config.profile.Profile;
import hearback.config.profile.ProfileReading;
import hearback.config.profile.ProfileVersion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The operator's own profiles: every `*.yaml` of a folder. Its mistakes are told all at once, those of all files.
public final class ProfileFolder {
    /// The setting that names the folder.
    public static final String KEY = "hearback.profile.directory";

    private static final String ENDING = ".yaml";
    /// The shipped ones have some 20 KiB.
    private static final long LARGEST_BYTES = 1_048_576;

    private final List<SettingsProblem> problems = new ArrayList<>();
    private final List<Own> found = new ArrayList<>();
    private final Map<ProfileVersion, String> fileOf = new HashMap<>();

    private ProfileFolder() {}

    /// @param file its name in the folder
    /// @param sha256 of the content
    public record Own(String file, Profile profile, String yaml, String sha256) {}

    /// In the order of their file names.
    ///
    /// @throws SettingsProblems with everything that is wrong in all of them
    public static List<Own> read(Path folder) {
        var reading = new ProfileFolder();
        reading.readAll(folder);
        if (!reading.problems.isEmpty()) {
            throw new SettingsProblems(reading.problems);
        }
        return List.copyOf(reading.found);
    }

    private void readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            problem("is no folder: " + folder);
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).sorted().forEach(this::readOne);
        } catch (IOException unreadable) {
            problem("cannot be read: " + folder);
        }
    }

    private void readOne(Path path) {
        var file = String.valueOf(path.getFileName());
        if (file.endsWith(".yml")) {
            problem(file + ": must end in " + ENDING);
        }
        if (!file.endsWith(ENDING)) {
            return;
        }
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                problem(file + ": must not be larger than 1 MiB");
                return;
            }
            take(file, Files.readString(path));
        } catch (CharacterCodingException wrong) {
            problem(file + ": must be written in UTF-8");
        } catch (IOException unreadable) {
            problem(file + ": cannot be read");
        }
    }

    private void take(String file, String yaml) {
        switch (ProfileDocument.read(yaml)) {
            case ProfileReading.Refused refused -> refused.problems().forEach(wrong -> problem(file + ": " + wrong));
            case ProfileReading.Usable usable -> {
                var version = usable.profile().version();
                var before = fileOf.putIfAbsent(version, file);
                if (before != null) {
                    problem(file + ": is " + version + ", as " + before + " is");
                }
                found.add(new Own(file, usable.profile(), yaml, usable.sha256()));
            }
        }
    }

    private void problem(String reason) {
        problems.add(new SettingsProblem(KEY, reason));
    }
}
