import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Processor seconds used so far: by this process, and by a PostgreSQL with all its processes.
record Processor(double java, double postgres) {
    /// Clock ticks a second in `/proc/<pid>/stat`: 100 on every Linux that Java runs on.
    private static final double TICKS = 100;

    /// @param server asked for the process that serves it: its parent is the server
    static Processor used(SqlClient server) throws IOException {
        long backend = server.query("select pg_backend_pid()").execute().await().iterator().next().getInteger(0);
        long postmaster = Long.parseLong(fields(backend)[1]);
        double all = ticks(postmaster);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            all += processes.map(each -> each.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .mapToLong(Long::parseLong)
                    .mapToDouble(pid -> {
                        try {
                            return Long.parseLong(fields(pid)[1]) == postmaster ? ticks(pid) : 0;
                        } catch (IOException gone) {
                            return 0;
                        }
                    })
                    .sum();
        }
        return new Processor(ticks(ProcessHandle.current().pid()), all);
    }

    Processor since(Processor before) {
        return new Processor(java - before.java, postgres - before.postgres);
    }

    /// Its own and its dead children's.
    private static double ticks(long pid) throws IOException {
        String[] fields = fields(pid);
        long ticks = 0;
        for (int field = 11; field <= 14; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks / TICKS;
    }

    /// Those after the name, which stands in brackets and may hold spaces.
    private static String[] fields(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
