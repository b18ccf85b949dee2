package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.Settings;
import hearback.config.SettingsFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--verify-audit` beside a running service, without one, and after a superuser was at work.
class AuditCommandTest {
    private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-03-02T09:30:00Z"));
    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    @TempDir
    private static Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void it_says_by_exit_code_and_in_words_whether_anybody_changed_the_log() throws Exception {
        var hearback = Hearback.start(settings(), TIME, new SecureRandom());
        revokeNobody(hearback);
        revokeNobody(hearback);
        var beside = verify();
        changeRow(hearback.databaseUri(), 1);
        var changed = verify();
        hearback.stop();

        assertThat(beside).as(text()).isIn(AuditCommand.SOUND, AuditCommand.UNPROVEN);
        assertThat(changed).isEqualTo(AuditCommand.BROKEN);
        assertThat(text()).contains("BROKEN: row 1 was edited");

        said.reset();
        assertThat(verify()).isEqualTo(AuditCommand.BROKEN);
        assertThat(text())
                .contains("BROKEN: row 1 was edited")
                .contains(folder.resolve("audit-heads").toString());
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_folder_without_a_database_is_named_and_nothing_is_made_there() {
        var nowhere = folder.resolve("nowhere");
        var settings =
                new SettingsFile(Map.of("HEARBACK_STATE", nowhere.toString(), "AMI_SECRET", "invented")).parse("");

        assertThatThrownBy(() -> new AuditCommand(settings, CACHE).run(System.out))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining(nowhere.toString());
        assertThat(nowhere).doesNotExist();
    }

    private int verify() {
        return new AuditCommand(settings(), CACHE).run(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void revokeNobody(Hearback hearback) throws Exception {
        var token = Files.readString(folder.resolve("admin-token")).strip();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + hearback.httpPort() + "/api/v1/tokens/nobody"))
                    .header("Authorization", "Bearer " + token)
                    .DELETE()
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static void changeRow(String uri, int place) throws Exception {
        var address = "jdbc:postgresql://" + uri.substring(uri.indexOf('@') + 1);
        var superuser = new Properties();
        superuser.setProperty("user", "postgres");
        superuser.setProperty(
                "password",
                Files.readString(folder.resolve("postgres-password")).strip());
        try (var connection = DriverManager.getConnection(address, superuser);
                var statement = connection.createStatement()) {
            var _ = statement.execute("set session_replication_role = replica");
            assertThat(statement.executeUpdate("update agent.audit set who = 'wang' where place = " + place))
                    .isEqualTo(1);
        }
    }

    private static Settings settings() {
        return new SettingsFile(Map.of("HEARBACK_STATE", folder.toString(), "AMI_SECRET", "invented")).parse("""
                        hearback {
                          database.embedded-port = 0
                          redis.url = off
                          http.port = 0
                          lines = [ { port = 1 } ]
                        }
                        """);
    }
}
