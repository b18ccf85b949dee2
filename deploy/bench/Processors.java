import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Processor seconds used until now: by this Java, by the PostgreSQL that it started, by programs that it waited for; and of
/// all processors together, how much was taken by other machines on the same hardware.
record Processors(double java, double postgres, double waitedFor, double stolen, double all) {
    /// Clock ticks a second in `/proc`: 100 on every Linux that Java runs on.
    private static final double TICKS = 100;

    /// @param postmaster its process id
    static Processors now(long postmaster) throws IOException {
        List<String> mine = fields(Path.of("/proc/self/stat"));
        double postgres = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
                try {
                    List<String> fields = fields(process.resolve("stat"));
                    boolean itself = process.getFileName().toString().equals(Long.toString(postmaster));
                    if (itself || fields.get(1).equals(Long.toString(postmaster))) {
                        postgres += ticks(fields, 11) + ticks(fields, 12);
                    }
                    if (itself) {
                        postgres += ticks(fields, 13) + ticks(fields, 14);
                    }
                } catch (IOException gone) {
                    // It ended meanwhile.
                }
            }
        }
        var java = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String[] all = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
        double sum = 0;
        for (int field = 1; field <= 8; field++) {
            sum += Long.parseLong(all[field]);
        }
        return new Processors(java.getProcessCpuTime() / 1e9, postgres / TICKS, (ticks(mine, 13) + ticks(mine, 14)) / TICKS,
                Long.parseLong(all[8]) / TICKS, sum / TICKS);
    }

    Processors since(Processors before) {
        return new Processors(java - before.java, postgres - before.postgres, waitedFor - before.waitedFor,
                stolen - before.stolen, all - before.all);
    }

    /// In microseconds.
    String perAnswer(long answers) {
        return "Java %.0f, PostgreSQL %.0f, wrk %.0f us".formatted(
                1e6 * java / answers, 1e6 * postgres / answers, 1e6 * waitedFor / answers);
    }

    /// After the name, which stands in brackets and may hold spaces.
    private static List<String> fields(Path stat) throws IOException {
        String line = Files.readString(stat);
        return new ArrayList<>(List.of(line.substring(line.lastIndexOf(')') + 2).split(" ")));
    }

    private static double ticks(List<String> fields, int field) {
        return Long.parseLong(fields.get(field));
    }
}
