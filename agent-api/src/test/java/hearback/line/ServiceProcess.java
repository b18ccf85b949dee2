package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The service as a process of its own, which can be killed.
final class ServiceProcess implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private Process process;
    private int starts;

    private ServiceProcess(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
        this.process = launch();
    }

    /// Returns when the service says that it is ready.
    static ServiceProcess start(Path folder, Map<String, String> environment) {
        return new ServiceProcess(folder, environment);
    }

    Api api() {
        return ServiceSettings.api(environment);
    }

    /// SIGKILL: nothing of it gets to say anything.
    void kill() {
        process.destroyForcibly();
        await();
    }

    void startAgain() {
        process = launch();
    }

    /// SIGSTOP; returns when none of its threads runs any more.
    void freeze() {
        signal("STOP");
        Awaitility.await("the process is frozen")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(this::isFrozen);
    }

    /// SIGCONT.
    void thaw() {
        signal("CONT");
    }

    /// The state that the kernel gives every thread, after the name in parentheses: T is stopped.
    private boolean isFrozen() {
        try (var threads = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return threads.allMatch(ServiceProcess::isStopped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String status = Files.readString(thread.resolve("stat"));
            return status.startsWith(") T ", status.lastIndexOf(')'));
        } catch (IOException ended) {
            return true;
        }
    }

    private void signal(String name) {
        var _ = Clone.run(
                folder.resolve("signal.log"), Map.of(), 10, "kill", "-" + name, String.valueOf(process.pid()));
    }

    /// Whether a line of its log since it was started last has all of these words.
    boolean said(String... words) {
        try (var lines = Files.lines(log())) {
            return lines.anyMatch(line -> Stream.of(words).allMatch(line::contains));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL for the embedded PostgreSQL's first process.
    void killPostgres() {
        try (var lines = Files.lines(Path.of(environment.get("HEARBACK_STATE"), "postgres", "postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it wrote at ERROR since it was started last.
    List<String> errors() {
        try (var lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
        }
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the service did not stop within 15 s: " + Clone.tail(log()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() {
        starts++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx384m",
                // What it writes as shipped, not what the tests' class path says.
                "-Dlogback.configurationFile=" + Clone.file("agent-api/src/main/resources/logback.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                "hearback.app.Hearback"));
        try {
            ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
            program.redirectOutput(log().toFile()).environment().putAll(environment);
            Process launched = program.start();
            try {
                awaitReady(launched);
            } catch (RuntimeException | Error failed) {
                launched.destroyForcibly();
                throw failed;
            }
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Process launched) {
        Awaitility.await("the service is ready")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!launched.isAlive()) {
                        throw new AssertionError("the service ended: " + Clone.tail(log()));
                    }
                    return Files.readString(log()).contains("hearback is ready");
                });
    }

    private Path log() {
        return folder.resolve("service-" + starts + ".log");
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
