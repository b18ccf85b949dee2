package hearback.config;

import java.time.Duration;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the database to the shape this program needs: the migrations of `schema/` on the class path, forward only, in
/// the PostgreSQL schemas `telephony`, `recording` and `agent`. What was applied is written down in the schema
/// `hearback`. JDBC is used for this alone; every connection is closed when [#migrate()] returns.
public final class Schema {
    private static final Logger log = LoggerFactory.getLogger(Schema.class);
    private static final String HISTORY = "hearback";
    private static final String NONE = "0";

    private final Flyway flyway;

    /// For a server that is known to be up.
    ///
    /// @param jdbcUrl `jdbc:postgresql://host:port/database`
    public Schema(String jdbcUrl, String user, String password) {
        this(jdbcUrl, user, password, Duration.ZERO);
    }

    /// @param patience how long a server that is just starting is waited for
    public Schema(String jdbcUrl, String user, String password, Duration patience) {
        this.flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(jdbcUrl, user, password)
                .locations("classpath:schema")
                .schemas(HISTORY, "telephony", "recording", "agent")
                .defaultSchema(HISTORY)
                .table("migration")
                .connectRetries(Math.toIntExact(patience.toSeconds()))
                .connectRetriesInterval(1)
                .validateMigrationNaming(true)
                // Modules own separate schemas and number their migrations side by side: one may land after a later
                // one.
                .outOfOrder(true)
                .load();
    }

    /// Applies what is missing; nodes that start at once wait for each other.
    ///
    /// @return the version the database has now
    /// @throws SchemaTrouble when it cannot be brought there, with what an operator can do
    public String migrate() {
        try {
            refuseNewer();
            var result = flyway.migrate();
            var version = result.targetSchemaVersion == null ? version() : result.targetSchemaVersion;
            log.info("schema version={} applied={}", version, result.migrationsExecuted);
            return version;
        } catch (FlywayException trouble) {
            throw new SchemaTrouble(
                    "the database schema could not be brought up to date: " + shortly(trouble), trouble);
        }
    }

    private String version() {
        var current = flyway.info().current();
        return current == null || current.getVersion() == null
                ? NONE
                : current.getVersion().getVersion();
    }

    private void refuseNewer() {
        var unknown = Arrays.stream(flyway.info().applied())
                .filter(applied ->
                        applied.getState().isApplied() && !applied.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .map(Object::toString)
                .toList();
        if (!unknown.isEmpty()) {
            throw new SchemaTrouble("the database is newer than this program: it has schema version "
                    + unknown.getLast()
                    + ", this program does not know it. Start a newer program, or restore the backup"
                    + " taken before the upgrade");
        }
    }

    /// Flyway's messages run over many lines, SQL included; the first two say what went wrong.
    private static String shortly(FlywayException trouble) {
        return String.join(
                " ",
                String.valueOf(trouble.getMessage())
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("---"))
                        .limit(3)
                        .toList());
    }
}
