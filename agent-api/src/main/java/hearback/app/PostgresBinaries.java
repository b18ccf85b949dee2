package hearback.app;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The programs of PostgreSQL, unpacked once for each version into the cache folder.
///
/// @param folder with `bin`, `lib` and `share`
record PostgresBinaries(Path folder) {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final int EXECUTABLE = 0b001_001_001;

    /// Takes them from the class path (zonky's archives) unless this version is in the cache already.
    static PostgresBinaries unpacked(Path cache) throws IOException {
        var target = cache.resolve("postgres-" + fingerprint());
        if (!Files.isExecutable(target.resolve("bin/postgres"))) {
            Files.createDirectories(cache);
            var building = Files.createTempDirectory(cache, "postgres.building.");
            unpack(building);
            put(building, target);
        }
        return new PostgresBinaries(target);
    }

    /// The command line of one of the programs. PostgreSQL refuses to run as root, so root runs it as nobody in a
    /// user namespace; a session of its own, so that Ctrl-C in a terminal reaches us and not it.
    List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("setsid");
        }
        if (ROOT) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static InputStream archive() throws IOException {
        return new BufferedInputStream(
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary("Linux", System.getProperty("os.arch", "")),
                1 << 16);
    }

    private static String fingerprint() throws IOException {
        try (var in = new DigestInputStream(archive(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (var in = archive();
                var xz = new XZCompressorInputStream(in);
                var tar = new TarArchiveInputStream(xz)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(folder, entry, tar);
            }
        }
        Files.setPosixFilePermissions(folder, permissions(true));
    }

    private static void write(Path folder, TarArchiveEntry entry, InputStream content) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("an entry leaves the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, permissions((entry.getMode() & EXECUTABLE) != 0));
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        var permissions = new HashSet<>(Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ));
        if (executable) {
            permissions.addAll(Set.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        return permissions;
    }

    /// Renamed at the end: a broken unpacking is never taken for a good one. Who comes second throws his own away.
    private static void put(Path building, Path target) throws IOException {
        try {
            Files.move(building, target);
        } catch (IOException otherWasFaster) {
            try (var files = Files.walk(building)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            if (!Files.isExecutable(target.resolve("bin/postgres"))) {
                throw otherWasFaster;
            }
        }
    }
}
