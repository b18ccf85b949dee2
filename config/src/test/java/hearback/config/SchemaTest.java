package hearback.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static EmbeddedPostgres postgres;
    private int databases;

    @BeforeAll
    static void start() throws IOException {
        postgres =
                EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void a_database_of_its_own() throws SQLException {
        databases++;
        execute("postgres", "drop database if exists " + database() + " with (force)");
        execute("postgres", "create database " + database());
    }

    @Test
    void an_empty_database_is_brought_up_to_date_and_a_second_start_changes_nothing() throws SQLException {
        var version = schema().migrate();

        assertThat(schema().migrate()).isEqualTo(version);
        execute(database(), "select * from hearback.migration");
    }

    @Test
    void a_database_that_is_newer_than_the_program_is_refused() throws SQLException {
        schema().migrate();
        execute(database(), """
                insert into hearback.migration
                  (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (9999, '9999', 'from the future', 'SQL', 'V9999__from_the_future.sql', 1, 'postgres', 1, true)
                """);

        assertThatThrownBy(() -> schema().migrate())
                .isInstanceOf(SchemaTrouble.class)
                .hasMessageContaining("newer than this program")
                .hasMessageContaining("9999");
    }

    @Test
    void a_database_that_is_away_is_named_as_the_trouble() {
        var nowhere = new Schema("jdbc:postgresql://127.0.0.1:1/nothing?connectTimeout=1", "nobody", "");

        assertThatThrownBy(nowhere::migrate).isInstanceOf(SchemaTrouble.class).hasMessageContaining("127.0.0.1:1");
    }

    private Schema schema() {
        return new Schema(postgres.getJdbcUrl("postgres", database()), "postgres", "");
    }

    private String database() {
        return "schema_" + databases;
    }

    private static void execute(String database, String sql) throws SQLException {
        try (var connection = postgres.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement()) {
            var ignored = statement.execute(sql);
        }
    }
}
