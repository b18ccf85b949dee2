package hearback.recording.disk;

import hearback.recording.flow.FolderAway;
import hearback.recording.flow.Inspection;
import hearback.recording.flow.RecordingFiles;
import hearback.recording.index.Look;
import hearback.recording.index.Sighting;
import hearback.telephony.call.SoundFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The recording folder as this process sees it.
///
/// Every step from the folder to the file is taken relative to the open folder before (`openat`, `O_NOFOLLOW`), so
/// that no `..`, no symbolic link and no folder exchanged meanwhile leads outside (faults.md 3.4). The folder itself
/// may be a link: that is the operator's word.
public final class DiskRecordingFiles implements RecordingFiles {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final String UNSPEAKABLE =
            "the name cannot be written in this process's character set; run it with LC_ALL=C.UTF-8";

    private final ServerFolder serverFolder;
    private final Path localFolder;

    public DiskRecordingFiles(Path serverFolder, Path localFolder) {
        this.serverFolder = new ServerFolder(serverFolder.toString());
        this.localFolder = localFolder;
    }

    @Override
    public Look look(SoundFile file) {
        Optional<List<String>> names = serverFolder.below(file);
        if (names.isEmpty()) {
            return new Look.Refused("the server names a place outside its recording folder");
        }
        try {
            return atFile(names.get(), DiskRecordingFiles::look);
        } catch (NotAFolder refused) {
            return new Look.Refused("a folder on the way is a link, or no folder");
        } catch (InvalidPathException unspeakable) {
            return new Look.Refused(UNSPEAKABLE);
        } catch (NoSuchFileException absent) {
            return new Look.Absent();
        } catch (IOException failed) {
            return new Look.Unreadable(why(failed));
        }
    }

    private static Look look(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        var attributes = attributes(folder, name);
        if (attributes.isSymbolicLink()) {
            return new Look.Refused("a symbolic link");
        }
        return attributes.isRegularFile()
                ? new Look.Present(sighting(attributes))
                : new Look.Refused("not a regular file");
    }

    @Override
    public Inspection inspect(SoundFile file, Sighting sighting) {
        List<String> names = serverFolder
                .below(file)
                .orElseThrow(() -> new IllegalArgumentException("only what a look has found is inspected"));
        try {
            return atFile(names, (folder, name) -> inspect(folder, name, sighting));
        } catch (NoSuchFileException | NotAFolder gone) {
            return new Inspection.Restless();
        } catch (IOException failed) {
            return new Inspection.Failed(why(failed));
        }
    }

    private static Inspection inspect(SecureDirectoryStream<Path> folder, Path name, Sighting sighting)
            throws IOException {
        // Opening a pipe would wait for ever: so it is asked first what it is.
        if (!isStill(folder, name, sighting)) {
            return new Inspection.Restless();
        }
        try (SeekableByteChannel channel = folder.newByteChannel(name, READ)) {
            var read = new WholeFile(channel, sighting.size()).read();
            return isStill(folder, name, sighting) ? read : new Inspection.Restless();
        }
    }

    private static boolean isStill(SecureDirectoryStream<Path> folder, Path name, Sighting sighting)
            throws IOException {
        return look(folder, name).equals(new Look.Present(sighting));
    }

    @Override
    public Path path(SoundFile file) {
        var path = localFolder;
        for (var name : serverFolder
                .below(file)
                .orElseThrow(() -> new IllegalArgumentException("only what a look has found has a path"))) {
            path = path.resolve(name);
        }
        return path;
    }

    /// How full the volume of the recordings is, 0 to 1; empty when it cannot be told.
    public Optional<Double> usedShare() {
        try {
            var volume = Files.getFileStore(localFolder);
            long total = volume.getTotalSpace();
            return total <= 0 ? Optional.empty() : Optional.of(1 - (double) volume.getUsableSpace() / total);
        } catch (IOException away) {
            return Optional.empty();
        }
    }

    private <T> T atFile(List<String> names, AtFile<T> work) throws IOException {
        SecureDirectoryStream<Path> folder = root();
        try {
            for (String step : names.subList(0, names.size() - 1)) {
                var next = enter(folder, Path.of(step));
                folder.close();
                folder = next;
            }
            return work.with(folder, Path.of(names.getLast()));
        } finally {
            folder.close();
        }
    }

    @SuppressWarnings("StreamResourceLeak") // whoever asked for it closes it
    private SecureDirectoryStream<Path> root() {
        try {
            var stream = Files.newDirectoryStream(localFolder);
            if (stream instanceof SecureDirectoryStream<Path> secure) {
                return secure;
            }
            stream.close();
        } catch (IOException away) {
            throw new FolderAway("the recording folder cannot be reached: " + why(away));
        }
        throw new FolderAway("this operating system cannot open files relative to a folder");
    }

    private static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> folder, Path step) throws IOException {
        if (!attributes(folder, step).isDirectory()) {
            throw new NotAFolder();
        }
        return folder.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static Sighting sighting(BasicFileAttributes attributes) {
        return new Sighting(attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    /// Without the path, which an exception's message begins with.
    private static String why(IOException failed) {
        return failed instanceof AccessDeniedException
                ? "no right to read it"
                : "cannot be read: " + failed.getClass().getSimpleName();
    }

    private interface AtFile<T> {
        T with(SecureDirectoryStream<Path> folder, Path name) throws IOException;
    }

    private static final class NotAFolder extends IOException {}
}
