package hearback.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/// A PostgreSQL that belongs to a test: an existing server to the service, which does not watch it. It can be killed
/// and stays dead until it is started again on the same folder. What it said it committed is on disk (`fsync` on).
public final class OwnPostgres implements AutoCloseable {
    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path log;
    private final int port;
    private Process postmaster;

    private OwnPostgres(PostgresBinaries binaries, Path folder, int port) throws IOException {
        this.binaries = binaries;
        this.folder = folder.resolve("own-postgres");
        this.log = folder.resolve("own-postgres.log");
        this.port = port;
        make();
        this.postmaster = launch();
    }

    /// Returns when it has a database for the service.
    public static OwnPostgres start(Path folder, int port) {
        try {
            OwnPostgres postgres = new OwnPostgres(PostgresBinaries.unpacked(CACHE), folder, port);
            postgres.awaitAnswer();
            try (var connection = postgres.connect("postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create database hearback");
            }
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// For `DATABASE_URL`.
    public String url() {
        return "postgresql://hearback:none@127.0.0.1:" + port + "/hearback";
    }

    /// SIGKILL.
    public void kill(Victim victim) {
        List<ProcessHandle> others = postmaster.descendants().toList();
        switch (victim) {
            case ALL -> {
                postmaster.destroyForcibly();
                others.forEach(ProcessHandle::destroyForcibly);
            }
            case POSTMASTER -> postmaster.destroyForcibly();
            // The youngest serves us; the oldest are PostgreSQL's own.
            case ONE_SESSION -> others.getLast().destroyForcibly();
        }
    }

    /// On the same folder; returns when it has recovered and answers. As long as a process of the killed one still
    /// holds its memory PostgreSQL refuses to start.
    public void startAgain() {
        Awaitility.await("PostgreSQL is back")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!postmaster.isAlive()) {
                        postmaster = launch();
                    }
                    return answers();
                });
    }

    /// What the service wrote down, behind its back.
    public long count(String sql) {
        try (var connection = connect("hearback");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A session of one's own in the service's database.
    public Connection session() {
        try {
            return connect("hearback");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAnswer() {
        Awaitility.await("PostgreSQL answers")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    private boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "hearback", "none");
    }

    private void make() throws IOException {
        Process made = run(binaries.command(
                "initdb", "-D", folder.toString(), "-U", "hearback", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust"));
        try {
            if (made.waitFor() != 0) {
                throw new IllegalStateException("initdb failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process launch() throws IOException {
        return run(binaries.command(
                "postgres",
                "-D",
                folder.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "timezone=America/Caracas"));
    }

    private Process run(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    @Override
    public void close() {
        kill(Victim.ALL);
    }

    /// Which of its processes.
    public enum Victim {
        /// As when the machine loses power: nobody gets to finish anything.
        ALL,
        /// The sessions find out by themselves and end; one may still commit.
        POSTMASTER,
        /// PostgreSQL throws all others out, recovers and comes back by itself.
        ONE_SESSION
    }
}
