package hearback.recording.disk;

import hearback.telephony.call.SoundFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The folder in which the server says it records. Turns the server's path into names below it, or refuses; nothing is
/// resolved, cleaned up or guessed.
final class ServerFolder {
    /// `NAME_MAX` of Linux, in bytes.
    private static final int LONGEST_NAME = 255;

    private static final int DEEPEST = 16;

    private final String prefix;

    /// @param path absolute, as on the server
    ServerFolder(String path) {
        this.prefix = path.endsWith("/") ? path : path + "/";
    }

    /// The folders and, last, the file below this folder; empty when the path leads anywhere else.
    Optional<List<String>> below(SoundFile file) {
        if (!file.path().startsWith(prefix)) {
            return Optional.empty();
        }
        List<String> names =
                Arrays.asList(file.path().substring(prefix.length()).split("/", -1));
        return names.size() <= DEEPEST && names.stream().allMatch(ServerFolder::isName)
                ? Optional.of(names)
                : Optional.empty();
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('\0') < 0
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }
}
