package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    /// One folder for all: making a database takes seconds.
    @TempDir
    private static Path folder;

    private StateFolder state;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() {
        state = StateFolder.open(folder);
        postgres = EmbeddedPostgres.start(state, CACHE, 0);
    }

    @AfterEach
    void stop() throws IOException {
        postgres.stop();
        state.close();
    }

    @Test
    void what_is_committed_is_on_disk_and_chinese_is_text() throws SQLException {
        assertThat(ask("show fsync")).isEqualTo("on");
        assertThat(ask("show synchronous_commit")).isEqualTo("on");
        assertThat(ask("show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask("select datcollate from pg_database where datname = 'hearback'"))
                .isEqualTo("C.UTF-8");
        assertThat(ask("select current_user")).isEqualTo("hearback");
        assertThat(ask("select rolsuper::text from pg_roles where rolname = 'hearback'"))
                .isEqualTo("false");
    }

    @Test
    void nobody_comes_in_without_the_password() {
        assertThatThrownBy(() -> DriverManager.getConnection(jdbcUrl(postgres), "postgres", "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void a_killed_server_comes_back_on_the_same_port_with_what_was_committed() throws Exception {
        execute("drop table if exists kept", "create table kept (word text)", "insert into kept values ('committed')");
        var killed = postmaster();

        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(30)).until(() -> postmaster() != killed && answers());
        assertThat(ask("select word from kept")).isEqualTo("committed");
    }

    @Test
    void a_server_left_over_from_a_killed_service_is_replaced() throws Exception {
        execute("drop table if exists kept", "create table kept (word text)", "insert into kept values ('committed')");
        postgres.stop();
        var leftOver = new ProcessBuilder(PostgresBinaries.unpacked(CACHE)
                        .command(
                                "postgres",
                                "-D",
                                folder.resolve("postgres").toString(),
                                "-c",
                                "port=" + Ports.choose(0),
                                "-c",
                                "unix_socket_directories="))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> postmaster() == leftOver.pid());

        postgres = EmbeddedPostgres.start(state, CACHE, 0);

        assertThat(leftOver.isAlive()).isFalse();
        assertThat(ask("select word from kept")).isEqualTo("committed");
    }

    @Test
    void a_stopped_server_leaves_nothing_running_and_starts_again() throws Exception {
        var pid = postmaster();

        postgres.stop();

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(java.util.Optional.of(true));
        postgres = EmbeddedPostgres.start(state, CACHE, 0);
        assertThat(answers()).isTrue();
    }

    @Test
    void a_process_number_that_belongs_to_somebody_else_by_now_is_left_alone() throws Exception {
        postgres.stop();
        var stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(folder.resolve("postgres/postmaster.pid"), stranger.pid() + "\n");

        postgres = EmbeddedPostgres.start(state, CACHE, 0);

        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void a_taken_port_is_named_with_the_settings_that_change_it(@TempDir Path other) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var otherState = StateFolder.open(other)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(otherState, CACHE, taken.getLocalPort()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("HEARBACK_POSTGRES_PORT");
        }
    }

    @Test
    void a_state_folder_belongs_to_one_process() {
        assertThatThrownBy(() -> StateFolder.open(folder))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("HEARBACK_STATE");
    }

    private long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .getFirst());
        } catch (IOException | RuntimeException betweenTwo) {
            return -1;
        }
    }

    private boolean answers() {
        try {
            return ask("select 'yes'").equals("yes");
        } catch (SQLException notYet) {
            return false;
        }
    }

    private String ask(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    private Connection connect() throws SQLException {
        var password = URI.create(postgres.uri()).getUserInfo().split(":", -1)[1];
        return DriverManager.getConnection(jdbcUrl(postgres), "hearback", password);
    }

    private static String jdbcUrl(EmbeddedPostgres postgres) {
        return "jdbc:postgresql://127.0.0.1:" + URI.create(postgres.uri()).getPort() + "/hearback";
    }
}
