package hearback.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL of our own in `<state>/postgres`: what is committed is on disk, passwords are asked (SCRAM), only this
/// machine can reach it. It is started again when it dies, and one that outlived a killed service is replaced.
final class EmbeddedPostgres {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String SUPERUSER = "postgres";
    private static final String OURS = "hearback";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path logFile;
    private final String password;
    private final int port;
    private final KeptServer server;

    private EmbeddedPostgres(StateFolder state, Path cache, int port) throws IOException {
        this.binaries = PostgresBinaries.unpacked(cache);
        this.folder = state.resolve("postgres");
        this.logFile = state.resolve("log").resolve("postgres.log");
        if (Files.exists(folder) && !Files.exists(state.resolve("postgres-password"))) {
            throw new Unavailable(folder + " holds a database but " + state.resolve("postgres-password")
                    + " is missing: put it back from a backup");
        }
        this.password = state.secret("postgres-password");
        this.port = port;
        this.server = new KeptServer("postgres", this::launch);
    }

    /// Returns when it takes connections and has our role and database.
    ///
    /// @param port 0: any free one
    /// @throws Unavailable when it cannot be started, with the reason as PostgreSQL gives it
    static EmbeddedPostgres start(StateFolder state, Path cache, int port) {
        try {
            var postgres = new EmbeddedPostgres(state, cache, Ports.choose(port));
            postgres.replaceLeftOver();
            Ports.refuseTaken(
                    "127.0.0.1",
                    postgres.port,
                    "the embedded PostgreSQL",
                    "HEARBACK_POSTGRES_PORT (database.embedded-port) to another, or DATABASE_URL to an existing server");
            postgres.initialise(state);
            postgres.server.start();
            postgres.provide();
            return postgres;
        } catch (IOException | SQLException trouble) {
            throw new Unavailable(
                    "the embedded PostgreSQL cannot be started: " + trouble.getMessage()
                            + ". Set DATABASE_URL to an existing server, or see " + state.resolve("log/postgres.log"),
                    trouble);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable("stopped while the embedded PostgreSQL was starting", stopping);
        }
    }

    /// For the reactive client.
    String uri() {
        return uri(password, Integer.toString(port));
    }

    /// Of the server that another process keeps on this folder; empty when none is there.
    static Optional<String> uriOfRunning(Path stateFolder) {
        try {
            // The fourth line of postmaster.pid is the port (PostgreSQL 15, pidfile.h).
            var port = Files.readAllLines(stateFolder.resolve("postgres/postmaster.pid")).stream()
                    .skip(3)
                    .findFirst();
            var password = Files.readString(stateFolder.resolve("postgres-password"), StandardCharsets.US_ASCII);
            return port.map(found -> uri(password.strip(), found.strip()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static String uri(String password, String port) {
        return "postgresql://" + OURS + ":" + password + "@127.0.0.1:" + port + "/" + OURS;
    }

    void stop() {
        server.stop(process -> runPgCtl("stop", "-D", folder.toString(), "-m", "fast", "-W"), STOP_PATIENCE);
    }

    /// A postmaster outlives a service that was killed. Its connections died with the service; a new one recovers
    /// the same folder in less than a second, and is our child again, so that we notice when it dies.
    private void replaceLeftOver() throws IOException, InterruptedException {
        var pidFile = folder.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(String::strip)
                .orElse("");
        if (pid.matches("[0-9]{1,9}") && isOurs(Long.parseLong(pid))) {
            log.info("server=postgres pid={} was left over from a killed service; replacing it", pid);
            runPgCtl("stop", "-D", folder.toString(), "-m", "fast", "-w", "-t", "20");
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        Files.deleteIfExists(pidFile);
    }

    /// The number in a file may be somebody else's process by now: ours names our folder.
    private boolean isOurs(long pid) throws IOException {
        var commandLine = Path.of("/proc/" + pid + "/cmdline");
        return Files.isReadable(commandLine)
                && List.of(Files.readString(commandLine, StandardCharsets.UTF_8).split("\0", -1))
                        .contains(folder.toString());
    }

    private void initialise(StateFolder state) throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("PG_VERSION"))) {
            return;
        }
        var fresh = state.resolve("postgres.new");
        deleteRecursively(fresh);
        run(binaries.command(
                "initdb",
                "-D",
                fresh.toString(),
                "-U",
                SUPERUSER,
                "-E",
                "UTF8",
                // With locale C pg_trgm sees no Chinese.
                "--locale=C.UTF-8",
                "-A",
                "scram-sha-256",
                "--pwfile=" + state.resolve("postgres-password")));
        Files.move(fresh, folder);
    }

    private Process launch() throws IOException, InterruptedException {
        var process = new ProcessBuilder(binaries.command("postgres", arguments()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile.toFile()))
                .start();
        process.getOutputStream().close();
        var patience = START_PATIENCE;
        while (!answers()) {
            if (!process.isAlive() || patience.isNegative()) {
                process.destroyForcibly();
                throw new IOException(lastWords());
            }
            Thread.sleep(POLL);
            patience = patience.minus(POLL);
        }
        return process;
    }

    private String[] arguments() {
        var arguments = new ArrayList<>(List.of("-D", folder.toString()));
        for (var setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "max_connections=100",
                "shared_buffers=64MB",
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_checkpoints=off",
                "jit=off")) {
            arguments.add("-c");
            arguments.add(setting);
        }
        return arguments.toArray(String[]::new);
    }

    private boolean answers() {
        if (!Ports.answers(port, POLL)) {
            return false;
        }
        try (var connection = DriverManager.getConnection(jdbcUrl(SUPERUSER), superuser())) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /// Our own role and database; the service does not work as superuser.
    private void provide() throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl(SUPERUSER), superuser());
                var statement = connection.createStatement()) {
            try (var role = statement.executeQuery("select 1 from pg_roles where rolname = '" + OURS + "'")) {
                if (!role.next()) {
                    statement.executeUpdate("create role " + OURS + " login password '" + password + "'");
                }
            }
            try (var database = statement.executeQuery("select 1 from pg_database where datname = '" + OURS + "'")) {
                if (!database.next()) {
                    statement.executeUpdate("create database " + OURS + " owner " + OURS);
                }
            }
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private Properties superuser() {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "20");
        return properties;
    }

    private void runPgCtl(String... arguments) throws IOException, InterruptedException {
        run(binaries.command("pg_ctl", arguments));
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile.toFile()))
                .start();
        process.getOutputStream().close();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(lastWords());
        }
    }

    private String lastWords() throws IOException {
        var lines = Files.exists(logFile) ? Files.readAllLines(logFile, StandardCharsets.UTF_8) : List.<String>of();
        var said = lines.stream().filter(line -> !line.isBlank()).toList();
        return said.isEmpty()
                ? "it said nothing"
                : String.join(" / ", said.subList(Math.max(0, said.size() - 3), said.size()));
    }

    private static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
