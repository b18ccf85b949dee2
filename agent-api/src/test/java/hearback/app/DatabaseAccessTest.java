package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hearback.config.DatabaseSettings;
import hearback.telephony.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator reads when his own PostgreSQL cannot be used, said by a real one.
class DatabaseAccessTest {
    @TempDir
    private static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_user_with_an_awkward_password_who_owns_the_database_is_all_it_takes() {
        var _ = access(server.address()).migrate(Duration.ZERO);

        assertThat(server.ask("select tableowner from pg_tables where schemaname = 'telephony' and tablename = 'fact'"))
                .isEqualTo(PostgresServer.USER);
    }

    @Test
    void a_wrong_password() {
        assertThat(why(server.address(PostgresServer.USER, "guessed-wrongly", PostgresServer.DATABASE)))
                .contains(
                        "127.0.0.1:" + server.port(),
                        "refuses user outsider",
                        "password authentication failed",
                        "DATABASE_URL (database.url)",
                        "%XX")
                .doesNotContain("guessed-wrongly");
    }

    @Test
    void a_wrong_password_is_told_at_once() {
        var address = server.address(PostgresServer.USER, "wrong", PostgresServer.DATABASE);
        long from = System.nanoTime();

        assertThatThrownBy(() -> access(address).migrate(Duration.ofMinutes(5))).isInstanceOf(Unavailable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void a_database_that_is_not_there() {
        assertThat(why(server.address(PostgresServer.USER, PostgresServer.PASSWORD_IN_ADDRESS, "nothing")))
                .contains("has no database nothing", "create database nothing owner outsider", "DATABASE_URL");
    }

    @Test
    void a_database_that_belongs_to_somebody_else() {
        server.execute("postgres", "create database theirs");

        assertThat(why(server.address(PostgresServer.USER, PostgresServer.PASSWORD_IN_ADDRESS, "theirs")))
                .contains("outsider may not create schemas", "alter database theirs owner to outsider");
    }

    @Test
    void a_database_that_cannot_hold_chinese() {
        server.execute(
                "postgres", "create database latin owner outsider encoding 'LATIN1' locale 'C' template template0");

        assertThat(why(server.address(PostgresServer.USER, PostgresServer.PASSWORD_IN_ADDRESS, "latin")))
                .contains("encoding LATIN1", "UTF8", "DATABASE_URL");
    }

    @Test
    void a_server_that_is_not_there() {
        assertThat(why("postgresql://outsider:wrong@127.0.0.1:1/complaints"))
                .contains("127.0.0.1:1 does not answer", "refused", "Start it", "DATABASE_URL (database.url)");
    }

    @Test
    void a_host_that_is_none() {
        assertThat(why("postgresql://outsider:wrong@no-such-host.invalid:5432/complaints"))
                .contains("no-such-host.invalid:5432 does not answer", "UnknownHost", "DATABASE_URL");
    }

    @Test
    void a_server_that_is_too_old_or_a_standby() {
        var trouble = new DatabaseTrouble("127.0.0.1:5432", "outsider", "complaints");

        assertThat(trouble.unfit(140_012, "UTF8", false, true))
                .hasValueSatisfying(reason -> assertThat(reason).contains("version 14", "15 or later"));
        assertThat(trouble.unfit(150_000, "UTF8", true, true))
                .hasValueSatisfying(reason -> assertThat(reason).contains("standby", "primary", "DATABASE_URL"));
        assertThat(trouble.unfit(150_000, "UTF8", false, true)).isEmpty();
    }

    private static String why(String address) {
        return String.valueOf(
                catchThrowableOfType(Unavailable.class, () -> access(address).migrate(Duration.ZERO))
                        .getMessage());
    }

    private static DatabaseAccess access(String address) {
        return new DatabaseAccess(address, new DatabaseSettings(Optional.of(address), 0, 2), "node");
    }
}
