import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The real service in a process of its own, as deploy/run starts it, and what it takes of the machine.
final class Service implements AutoCloseable {
    /// Clock ticks a second in `/proc/<pid>/stat`: 100 on every Linux that Java runs on.
    private static final double TICKS = 100;

    private final Process process;
    private final Path log;

    /// @param core processor it is bound to with everything it starts; empty: free
    Service(Path project, Path state, String core, Map<String, String> settings) throws IOException {
        log = state.resolve("service.out");
        var command = new ArrayList<String>();
        if (!core.isEmpty()) {
            command.addAll(List.of("taskset", "-c", core));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + project.resolve("deploy/jvm.options"));
        command.add("-jar");
        command.add(jar(project.resolve("agent-api/target")).toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HEARBACK_") || name.startsWith("AMI_")
                || name.equals("DATABASE_URL") || name.equals("REDIS_URL"));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(settings);
        process = builder.start();
    }

    private static Path jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("agent-api-.*(?<!-tests)\\.jar"))
                    .findFirst().orElseThrow(() -> new IOException("not built: no agent-api jar in " + target));
        }
    }

    boolean awaitReady(int seconds) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + seconds * 1_000_000_000L; System.nanoTime() < end; Thread.sleep(200)) {
            if (Files.readString(log).contains("hearback is ready")) {
                return true;
            }
            if (!process.isAlive()) {
                return false;
            }
        }
        return false;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> lastLines(int most) throws IOException {
        var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /// Resident memory of the Java process alone, in MiB. (taskset replaces itself by it, so it is the process started.)
    long residentMiB() throws IOException {
        return resident(process.pid());
    }

    /// Resident memory of what it started (PostgreSQL), in MiB. Shared pages count once for each: too much, never too little.
    long othersMiB() {
        return process.descendants().mapToLong(child -> {
            try {
                return resident(child.pid());
            } catch (IOException | RuntimeException gone) {
                return 0;
            }
        }).sum();
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024).sum();
    }

    /// Processor seconds used so far by the Java process.
    double cpuSeconds() throws IOException {
        return cpu(process.pid());
    }

    double othersCpuSeconds() {
        return process.descendants().mapToDouble(child -> {
            try {
                return cpu(child.pid());
            } catch (IOException | RuntimeException gone) {
                return 0;
            }
        }).sum();
    }

    private static double cpu(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // After the name, which stands in brackets and may hold spaces: field 14 is utime, 15 stime, 16 and 17 dead children's.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / TICKS;
    }

    /// Only what was started here: the service, and what it leaves behind when it must be killed.
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().filter(Objects::nonNull).toList();
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroy);
    }
}
