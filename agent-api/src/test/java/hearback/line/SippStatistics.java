package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What SIPp itself counted (`-trace_stat`): a line for each interval, the cumulative columns end in `(C)`.
final class SippStatistics {
    private SippStatistics() {}

    static int successfulCalls(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> names = List.of(lines.getFirst().split(";"));
            String[] last = lines.getLast().split(";");
            int failed = Integer.parseInt(last[names.indexOf("FailedCall(C)")]);
            if (failed > 0) {
                throw new AssertionError(failed + " calls did not go as the scenario says: " + file);
            }
            return Integer.parseInt(last[names.indexOf("SuccessfulCall(C)")]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
