package hearback.line;

import hearback.app.OwnPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// One of several service processes on one PostgreSQL and one Asterisk, with a wire of its own to the latter.
///
/// @param name under which it holds leases
record Node(String name, Wire wire, ServiceProcess process, Api api) implements AutoCloseable {
    /// @param callbacks what its settings say of callbacks
    static Node start(String name, Path folder, Pbx pbx, OwnPostgres postgres, String callbacks) {
        return start(name, folder, pbx, postgres, callbacks, "");
    }

    /// As above.
    ///
    /// @param line what its settings say of the line
    static Node start(String name, Path folder, Pbx pbx, OwnPostgres postgres, String callbacks, String line) {
        Wire wire = Wire.to(pbx.amiPort);
        Path own = folder.resolve(name);
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = ServiceSettings.node(name, own, pbx, wire.port(), postgres, callbacks);
        ServiceSettings.add(environment, line);
        ServiceProcess process = ServiceProcess.start(own, environment);
        return new Node(
                name,
                wire,
                process,
                new Api(Integer.parseInt(environment.get("HEARBACK_HTTP_PORT")), token(folder, environment)));
    }

    /// The first node on a database is the one that hands out the administrator's token.
    private static String token(Path folder, Map<String, String> environment) {
        try {
            Path own = Path.of(environment.get("HEARBACK_STATE"), "admin-token");
            Path kept = folder.resolve("admin-token");
            if (Files.exists(own)) {
                Files.copy(own, kept);
            }
            return Files.readString(kept).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.close();
        } finally {
            wire.close();
        }
    }
}
