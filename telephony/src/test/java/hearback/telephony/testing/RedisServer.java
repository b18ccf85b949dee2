package hearback.telephony.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real Redis with a password, on a port of its own, which can be killed, frozen and started again.
public final class RedisServer implements AutoCloseable {
    /// Invented, and with characters that mean something in an address.
    public static final String PASSWORD = "a/b@c:d%e#1";

    public static final String PASSWORD_IN_ADDRESS = "a%2Fb%40c%3Ad%25e%231";

    private static final Duration SOON = Duration.ofSeconds(20);

    private final int port = freePort();
    private Process process;

    private RedisServer() {
        process = launch();
    }

    public static RedisServer start() {
        return new RedisServer();
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String address() {
        return "redis://:" + PASSWORD_IN_ADDRESS + "@127.0.0.1:" + port;
    }

    /// SIGKILL; returns when it is gone.
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public void startAgain() {
        process = launch();
    }

    /// It takes connections and what is sent, and says nothing any more.
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() {
        try {
            Process launched = new ProcessBuilder(List.of(
                            program().toString(),
                            "--bind",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port),
                            "--save",
                            "",
                            "--requirepass",
                            PASSWORD))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Awaitility.await("Redis answers").atMost(SOON).until(this::answers);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path program() throws IOException {
        Optional<Path> onPath = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(Pattern.quote(":"), -1))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).resolve("redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
        return onPath.isPresent() ? onPath.get() : bundled();
    }

    private static Path bundled() throws IOException {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64") ? "arm64" : "amd64";
        Path target = Path.of("target", "redis-server").toAbsolutePath();
        if (Files.isExecutable(target)) {
            return target;
        }
        Path fresh = Files.createTempFile(target.getParent(), "redis-server", ".new");
        try (var bundled = RedisServer.class.getResourceAsStream("/redis-server-7.0.15-linux-" + arch)) {
            Files.copy(Objects.requireNonNull(bundled), fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
