package hearback.agent.disk;

import hearback.agent.audit.ChainHead;
import hearback.agent.flow.ChainHeads;
import hearback.agent.flow.HeadsUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Heads of the audit chain in a file, one line each, opened for appending alone, so that the file system may forbid
/// everything else (`chattr +a`). Opened anew for each line: the file may be moved away at any time, a new one begins.
public final class HeadFile implements ChainHeads {
    /// Many lines long, however spoilt the last ones are.
    private static final int TAIL = 64 * 1_024;

    private final Path file;

    public HeadFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Optional<ChainHead> newest() {
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
            return newestOf(tail(reading));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public boolean write(ChainHead head) {
        boolean isNew = Files.notExists(file);
        try (FileChannel appending = opened();
                FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
            return write(head, appending, reading, isNew);
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /// Under a lock, so that of two who write the slower one does not take the file back.
    private boolean write(ChainHead head, FileChannel appending, FileChannel reading, boolean isNew)
            throws IOException {
        try (FileLock lock = appending.tryLock()) {
            if (lock == null) {
                return false;
            }
            String tail = tail(reading);
            if (newestOf(tail).filter(newest -> newest.place() >= head.place()).isPresent()) {
                return false;
            }
            // A line that was torn when the machine stopped is ended first.
            String start = tail.isEmpty() || tail.endsWith("\n") ? "" : "\n";
            ByteBuffer line = ByteBuffer.wrap((start + head.line() + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                appending.write(line);
            }
            appending.force(true);
            if (isNew) {
                syncFolder();
            }
            return true;
        }
    }

    @Override
    public Reading read() {
        try {
            return HeadLines.of(FileChannel.open(file, StandardOpenOption.READ), this::unavailable);
        } catch (NoSuchFileException _) {
            return HeadLines.none();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private FileChannel opened() throws IOException {
        Files.createDirectories(folder());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// A new file's name must outlast a power cut as its lines do.
    private void syncFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private Path folder() {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    private static String tail(FileChannel reading) throws IOException {
        long from = Math.max(0, reading.size() - TAIL);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(reading.size() - from));
        long at = from;
        while (bytes.hasRemaining()) {
            int read = reading.read(bytes, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    private static Optional<ChainHead> newestOf(String tail) {
        List<String> lines = tail.lines().toList();
        return lines.reversed().stream()
                .map(ChainHead::read)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private HeadsUnavailable unavailable(IOException why) {
        return new HeadsUnavailable("the file of audit heads " + file + " cannot be used: " + why, why);
    }
}
