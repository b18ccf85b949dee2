package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// This clone's files and programs, as the tests use them.
final class Clone {
    private Clone() {}

    static Path file(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/test"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not inside the clone: no deploy/test above the working folder");
            }
        }
        return folder.resolve(path);
    }

    /// Ports nobody listens on now, neither by TCP nor by UDP. They are given back before use: a test that meets a
    /// stranger there fails and says so.
    static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                if (isTakenByUdp(socket.getLocalPort())) {
                    socket.close();
                } else {
                    held.add(socket);
                }
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As the kernel lists its sockets: nobody is in the way of whoever is about to take it.
    static boolean isTakenByUdp(int port) {
        String own = ":%04X ".formatted(port);
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net/udp"))) {
            return sockets.anyMatch(socket -> socket.contains(own));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a program to its end and gives what it printed; anything but success is a failure of the test.
    static String run(Path log, Map<String, String> environment, int seconds, String... command) {
        try {
            ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
            program.redirectOutput(log.toFile()).environment().putAll(environment);
            Process process = program.start();
            if (!ended(process, seconds)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " took over " + seconds + " s: " + tail(log));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(
                        String.join(" ", command) + " ended with " + process.exitValue() + ": " + tail(log));
            }
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ended(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
