package hearback.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Redis of our own on this machine's loopback, keeping nothing on disk: what it holds may be lost. Empty after each
/// start. It is started again when it dies.
final class EmbeddedRedis {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path program;
    private final Path folder;
    private final Path logFile;
    private final int port;
    private final KeptServer server;

    private EmbeddedRedis(StateFolder state, Path cache, int port) throws IOException {
        this.program = onPath().isPresent() ? onPath().get() : unpacked(cache);
        this.folder = Files.createDirectories(state.resolve("redis"));
        this.logFile = state.resolve("log").resolve("redis.log");
        this.port = port;
        this.server = new KeptServer("redis", this::launch);
    }

    /// @param port 0: any free one
    /// @throws Unavailable when it cannot be started
    static EmbeddedRedis start(StateFolder state, Path cache, int port) {
        try {
            var redis = new EmbeddedRedis(state, cache, Ports.choose(port));
            redis.replaceLeftOver();
            Ports.refuseTaken(
                    "127.0.0.1",
                    redis.port,
                    "the embedded Redis",
                    "HEARBACK_REDIS_PORT (redis.embedded-port) to another, or REDIS_URL to an existing server or to off");
            redis.server.start();
            return redis;
        } catch (IOException trouble) {
            throw new Unavailable("the embedded Redis cannot be started: " + trouble.getMessage(), trouble);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable("stopped while the embedded Redis was starting", stopping);
        }
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    void stop() {
        server.stop(Process::destroy, STOP_PATIENCE);
    }

    /// The machine's own program is the patched one; ours is bundled for machines without.
    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(java.io.File.pathSeparator), -1))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).resolve("redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path unpacked(Path cache) throws IOException {
        var arch = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64";
        var name = "redis-server-7.0.15-linux-" + arch;
        var target = cache.resolve(name);
        if (!Files.isExecutable(target)) {
            Files.createDirectories(cache);
            var fresh = Files.createTempFile(cache, name, ".new");
            try (var bundled = EmbeddedRedis.class.getResourceAsStream("/" + name)) {
                if (bundled == null) {
                    throw new IOException("there is no redis-server on the PATH and none is bundled for " + arch
                            + ". Run: apt-get install redis-server");
                }
                Files.copy(bundled, fresh, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    private void replaceLeftOver() throws IOException {
        var pidFile = folder.resolve("pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Files.readString(pidFile, StandardCharsets.US_ASCII).strip();
        if (pid.matches("[0-9]{1,9}") && isOurs(pid)) {
            log.info("server=redis pid={} was left over from a killed service; replacing it", pid);
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(left -> {
                left.destroyForcibly();
                left.onExit()
                        .orTimeout(5, java.util.concurrent.TimeUnit.SECONDS)
                        .exceptionally(slow -> left)
                        .join();
            });
        }
        Files.deleteIfExists(pidFile);
    }

    /// Redis rewrites its command line to its name and address; the working folder is what tells ours from others.
    private boolean isOurs(String pid) throws IOException {
        var working = Path.of("/proc/" + pid + "/cwd");
        return Files.exists(working) && Files.isSameFile(working, folder);
    }

    private Process launch() throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("setsid");
        }
        command.addAll(List.of(program.toString(), "--bind", "127.0.0.1", "--port", String.valueOf(port)));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
        command.addAll(List.of("--pidfile", folder.resolve("pid").toString()));
        command.addAll(List.of("--maxmemory", "128mb", "--maxmemory-policy", "allkeys-lru"));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile.toFile()))
                .start();
        process.getOutputStream().close();
        var patience = START_PATIENCE;
        while (!Ports.answers(port, POLL)) {
            if (!process.isAlive() || patience.isNegative()) {
                process.destroyForcibly();
                throw new IOException(program + " did not come up, see " + logFile);
            }
            Thread.sleep(POLL);
            patience = patience.minus(POLL);
        }
        return process;
    }
}
