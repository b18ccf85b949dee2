package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// SIPp as the far end of the trunk: answers by the last digit of the number rung (`deploy/sipp/callees.xml`) and
/// counts by itself who was rung, and when.
final class Callees implements AutoCloseable {
    private final Process sipp;
    private final Path log;
    final int port;

    private Callees(Process sipp, Path log, int port) {
        this.sipp = sipp;
        this.log = log;
        this.port = port;
    }

    /// One call as the side that was rung saw it: calls are told apart by Call-ID, so that an INVITE that is sent
    /// again because its answer was late is the same one.
    ///
    /// @param caller the number that it shows
    /// @param ended empty while it lives, and when its end did not go as the scenario says
    record Rung(String number, String caller, Instant at, Optional<Instant> ended) {}

    /// @param folder where its log is written
    static Callees start(Path folder) {
        int port = Clone.freePorts(1).getFirst();
        Path log = folder.resolve("callees.log");
        Path said = folder.resolve("callees.out");
        try {
            Process sipp = new ProcessBuilder(
                            Clone.file("deploy/sipp/run").toString(), "callees", String.valueOf(port), log.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            Awaitility.await("SIPp waits for calls")
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> {
                        if (!sipp.isAlive()) {
                            throw new AssertionError("SIPp ended: " + Clone.tail(said));
                        }
                        return Files.exists(log) || Clone.isTakenByUdp(port);
                    });
            return new Callees(sipp, log, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every call so far, in the order in which they came.
    List<Rung> rung() {
        Map<String, Rung> calls = new LinkedHashMap<>();
        for (String[] line : lines()) {
            Instant at = instant(line[3]);
            switch (line[0]) {
                case "INVITE" -> calls.putIfAbsent(line[2], new Rung(line[1], line[4], at, Optional.empty()));
                case "END" ->
                    calls.computeIfPresent(
                            line[2], (_, rung) -> new Rung(rung.number(), rung.caller(), rung.at(), Optional.of(at)));
                default -> throw new IllegalStateException("not a line of theirs: " + String.join(";", line));
            }
        }
        return List.copyOf(calls.values());
    }

    List<Rung> rung(String number) {
        return rung().stream().filter(rung -> rung.number().equals(number)).toList();
    }

    private List<String[]> lines() {
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            String text = Files.readString(log);
            // The last line may still be being written.
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.split(";", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIPp's own time: the local one, a tab, seconds since 1970 with six decimals.
    private static Instant instant(String text) {
        BigDecimal seconds =
                new BigDecimal(text.substring(text.lastIndexOf('\t') + 1).strip());
        return Instant.ofEpochSecond(0, seconds.movePointRight(9).longValueExact());
    }

    @Override
    public void close() {
        sipp.destroyForcibly();
    }
}
