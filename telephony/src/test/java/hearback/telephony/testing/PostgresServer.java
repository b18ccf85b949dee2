package hearback.telephony.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/// A real PostgreSQL of an operator: with a database, and a user whose password it asks for.
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "outsider";
    public static final String DATABASE = "complaints";
    /// Invented, and with characters that mean something in an address.
    public static final String PASSWORD = "a/b@c:d%e#1";

    public static final String PASSWORD_IN_ADDRESS = "a%2Fb%40c%3Ad%25e%231";

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /// @param folder where it keeps its data; made when it is not there
    public static PostgresServer start(Path folder) {
        try {
            var server = new PostgresServer(EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setDataDirectory(folder)
                    .start());
            server.execute("postgres", "create role " + USER + " login password '" + PASSWORD + "'");
            server.execute("postgres", "create database " + DATABASE + " owner " + USER);
            server.askForPasswords(folder);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void askForPasswords(Path folder) throws IOException {
        Files.writeString(folder.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all all 127.0.0.1/32 scram-sha-256
                """);
        execute("postgres", "select pg_reload_conf()");
        Awaitility.await("passwords are asked for")
                .atMost(Duration.ofSeconds(10))
                .until(() -> ask("select count(*) from pg_hba_file_rules where auth_method = 'scram-sha-256'")
                        .equals("1"));
    }

    public int port() {
        return postgres.getPort();
    }

    public String address() {
        return address(USER, PASSWORD_IN_ADDRESS, DATABASE);
    }

    public String address(String user, String password, String database) {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:" + port() + "/" + database;
    }

    /// The first column of the first row, as the superuser sees it in the operator's database.
    public String ask(String sql) {
        try (Connection connection = connect(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
