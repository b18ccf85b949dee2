package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// Everybody behind the hotline's trunk, played by SIPp (`deploy/sipp/coded-customer.xml`): the number rung says what
/// comes back. What reached them is counted here, at the far end.
final class CodedCustomers implements AutoCloseable {
    /// Above the sound ports of a Pbx and of its callers.
    private static final int SOUND_PORT = 27_000;

    private final Path log;
    private final Process process;
    final int port;

    private CodedCustomers(Path folder, int port, int soundPort) {
        this.port = port;
        this.log = folder.resolve("customers.log");
        Path output = folder.resolve("customers.out");
        try {
            ProcessBuilder program = new ProcessBuilder(
                            Clone.file("deploy/sipp/run").toString(),
                            "coded-customers",
                            String.valueOf(port),
                            log.toString())
                    .redirectErrorStream(true);
            program.redirectOutput(output.toFile()).environment().put("HEARBACK_SIPP_RTP", String.valueOf(soundPort));
            this.process = program.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the customers have a telephone")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the customers are gone: " + Clone.tail(output));
                    }
                    return listens();
                });
    }

    /// Returns when they can be rung.
    static CodedCustomers start(Path folder) {
        return at(Clone.freePorts(1).getFirst(), SOUND_PORT, folder);
    }

    /// As above, behind another trunk than the first.
    ///
    /// @param port where that trunk leads
    static CodedCustomers behindAnother(int port, Path folder) {
        return at(port, SOUND_PORT + 500, folder);
    }

    private static CodedCustomers at(int port, int soundPort, Path folder) {
        return new CodedCustomers(folder, port, soundPort);
    }

    /// For a [Pbx]: its trunk leads to them.
    Map<String, String> behindTheTrunk() {
        return Map.of("HEARBACK_TRUNK_PORT", String.valueOf(port));
    }

    /// How many calls there were to this number: an INVITE that is sent again because its answer was late is the
    /// same call.
    long callsTo(String number) {
        return saw("called", number);
    }

    /// Until the phone of this number rings.
    void untilRung(String number) {
        until("told", number);
    }

    void untilAnswered(String number) {
        until("answered", number);
    }

    private void until(String what, String number) {
        Awaitility.await(number + " " + what)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> saw(what, number) > 0);
    }

    private long saw(String what, String number) {
        if (!Files.exists(log)) {
            return 0;
        }
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(what + " " + number + " "))
                    .distinct()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        try (var mine = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return mine.isClosed();
        } catch (SocketException taken) {
            return true;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("SIPp does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
