package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// `deploy/run`, as an operator starts and stops it, with the classes of this build.
final class RunScript implements AutoCloseable {
    private final Process process;
    private final Path log;

    private RunScript(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static RunScript start(Path log, Map<String, String> environment) {
        try {
            ProcessBuilder script = new ProcessBuilder(Clone.file("deploy/run").toString()).redirectErrorStream(true);
            script.redirectOutput(log.toFile()).environment().putAll(environment);
            script.environment().put("HEARBACK_CLASS_PATH", System.getProperty("java.class.path"));
            script.environment().put("JAVA_HOME", System.getProperty("java.home"));
            // The log as an operator has it, not as tests do: the script reads it.
            script.environment()
                    .put(
                            "HEARBACK_JAVA_OPTIONS",
                            "-Dlogback.configurationFile=" + Clone.file("agent-api/src/main/resources/logback.xml"));
            return new RunScript(script.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunScript ready() {
        Awaitility.await("deploy/run says that it is ready")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("deploy/run ended: " + said());
                    }
                    return said().contains("Hearback is ready: http://");
                });
        return this;
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What runs below it: the names of the programs.
    List<String> started() {
        return process.descendants()
                .map(one ->
                        Path.of(one.info().command().orElse("?")).getFileName().toString())
                .toList();
    }

    /// As Ctrl-C in its terminal, or a service manager; gives the exit code.
    int stop() {
        process.destroy();
        return ended();
    }

    int ended() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("deploy/run did not end within 30 s: " + Clone.tail(log));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            var _ = stop();
        }
    }
}
