package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// Everybody behind the hotline's trunk, played by SIPp (`deploy/sipp/coded-customer.xml`): the number rung says what
/// comes back. What reached them is counted here, at the far end.
final class CodedCustomers implements AutoCloseable {
    private final Path log;
    private final Process process;
    final int port;

    private CodedCustomers(Path folder, int port) {
        this.port = port;
        this.log = folder.resolve("customers.log");
        Path output = folder.resolve("customers.out");
        try {
            this.process = new ProcessBuilder(
                            Clone.file("deploy/sipp/run").toString(),
                            "coded-customers",
                            String.valueOf(port),
                            log.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
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
                    return Clone.isTakenByUdp(port);
                });
    }

    /// Returns when they can be rung.
    static CodedCustomers start(Path folder) {
        return at(Clone.freePorts(1).getFirst(), folder);
    }

    /// As above, behind a trunk that leads to this port already.
    static CodedCustomers at(int port, Path folder) {
        return new CodedCustomers(folder, port);
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
