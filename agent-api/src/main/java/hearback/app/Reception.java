package hearback.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first knock at a PostgreSQL, which may be somebody else's: does it let us in, and is it fit for us?
///
/// @param address `jdbc:postgresql://host:port/database`
record Reception(String address, String user, String password, DatabaseTrouble trouble) {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final String LOOK = """
            select current_setting('server_version_num')::int,
                   current_setting('server_encoding'),
                   pg_is_in_recovery(),
                   has_database_privilege(current_database(), 'create')
                     or exists (select from information_schema.schemata where schema_name = 'hearback')
            """;

    /// @param patience how long a server that does not answer yet is waited for
    /// @throws Unavailable when it cannot be used, with what would help
    void open(Duration patience) {
        for (var left = patience; ; left = left.minus(AGAIN)) {
            try (var connection = DriverManager.getConnection(address, properties())) {
                unfit(connection).ifPresent(reason -> {
                    throw new Unavailable(reason);
                });
                return;
            } catch (SQLException failed) {
                if (!DatabaseTrouble.mayPass(failed) || !left.isPositive()) {
                    throw new Unavailable(trouble.words(failed), failed);
                }
                if (left.equals(patience)) {
                    log.info("waiting for PostgreSQL at {} for up to {} s", trouble.place(), patience.toSeconds());
                }
                rest();
            }
        }
    }

    private Optional<String> unfit(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(LOOK)) {
            found.next();
            return trouble.unfit(found.getInt(1), found.getString(2), found.getBoolean(3), found.getBoolean(4));
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "20");
        return properties;
    }

    private static void rest() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable("stopped while waiting for PostgreSQL", stopping);
        }
    }
}
