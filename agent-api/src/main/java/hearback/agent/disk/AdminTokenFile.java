package hearback.agent.disk;

import hearback.agent.flow.BearerToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The file that holds the first administrator's token, readable by its owner only (mode 0600).
public final class AdminTokenFile {
    private final Path file;

    public AdminTokenFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /// Empty when there is no file, or nothing in it.
    public Optional<BearerToken> read() {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(new BearerToken(text));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Replaces the file as a whole: nobody ever reads half a token, or one that others may read.
    public void write(BearerToken token) {
        try {
            Path folder = Optional.ofNullable(file.getParent()).orElse(file);
            Files.createDirectories(folder);
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(folder, "token", ".new", ownerOnly);
            Files.writeString(fresh, token.text() + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return file;
    }
}
