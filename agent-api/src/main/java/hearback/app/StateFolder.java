package hearback.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The one folder in which a process keeps what outlives it. Locked while we run: two processes on the same embedded
/// database would stop each other's server.
final class StateFolder implements AutoCloseable {
    private static final int SECRET_BYTES = 24;

    private final Path path;
    private final FileChannel lock;

    private StateFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// @throws Unavailable when it cannot be written to, or another process has it
    static StateFolder open(Path path) {
        try {
            Files.createDirectories(path);
            Files.createDirectories(path.resolve("log"));
            var channel =
                    FileChannel.open(path.resolve("service.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new Unavailable("another Hearback runs on the state folder " + path
                        + ". Stop it, or set HEARBACK_STATE (state-folder) to another folder");
            }
            return new StateFolder(path, channel);
        } catch (IOException trouble) {
            throw new Unavailable("the state folder " + path + " cannot be written: " + trouble.getMessage(), trouble);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// A secret of our own, made at the first asking and kept, readable by us alone.
    String secret(String name) throws IOException {
        var file = path.resolve(name);
        if (!Files.exists(file)) {
            var bytes = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(bytes);
            var fresh = Files.createTempFile(
                    path,
                    name,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, HexFormat.of().formatHex(bytes) + "\n", StandardCharsets.US_ASCII);
            Files.move(fresh, file);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
