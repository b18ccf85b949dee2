package hearback.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What stood in the database before V0029 stands there afterwards, whatever it was about to do.
class AttemptsWrittenOnceTest {
    private static final String BEFORE = """
            insert into telephony.line_lease (server, owner, fence, until) values ('main', 'node', 7, now());
            insert into telephony.callback
              (id, subject, number, reason, not_before, rule, created_at, state, due_at, deadline, why, problem, close_reason,
               closed_at, attempts)
            values
              ('00000000-0000-0000-0000-000000000001', 'ticket:1', '+8613800138001', 'REPLY', '2026-11-23T01:00Z', 'telecom/1',
               '2026-11-23T01:00Z', 'PLANNED', '2026-11-23T05:00Z', '2026-11-23T06:00Z', '3 h after attempt 1', 'narrow hours',
               null, null, 1),
              ('00000000-0000-0000-0000-000000000002', 'ticket:2', '+8613800138002', 'REPLY', '2026-11-23T01:00Z', 'telecom/1',
               '2026-11-23T01:00Z', 'DIALLING', null, null, 'at once', null, null, null, 1),
              ('00000000-0000-0000-0000-000000000003', 'ticket:3', '+8613800138003', 'REPLY', '2026-11-23T01:00Z', 'telecom/1',
               '2026-11-23T01:00Z', 'CLOSED', null, null, 'taken back', null, 'WITHDRAWN', '2026-11-23T02:30Z', 1);
            insert into telephony.callback_due (callback, rule, due_at, deadline, number, attempts) values
              ('00000000-0000-0000-0000-000000000001', 'telecom/1', '2026-11-23T05:00Z', '2026-11-23T06:00Z', '+8613800138001', 1);
            insert into telephony.attempt
              (id, callback, ordinal, number, server, trunk, fence, started_at, state, live, released_at, household, outcome, detail,
               cause_q850, cause_sip, ended_at)
            values
              ('10000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', 1, '+8613800138001', 'main', '', 7,
               '2026-11-23T02:00Z', 'SETTLED', false, '2026-11-23T02:00Z', '', 'NOT_REACHED', 'BUSY', 17, 486,
               '2026-11-23T02:00:20Z'),
              ('10000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000002', 1, '+8613800138002', 'main',
               'carrier', 7, '2026-11-23T02:00Z', 'RELEASED', true, '2026-11-23T02:00:01Z', 'house', null, null, null, null, null),
              ('10000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000003', 1, '+8613800138003', 'main', '', 7,
               '2026-11-23T02:00Z', 'RELEASED', true, '2026-11-23T02:00:01Z', '', null, null, null, null, null);
            insert into telephony.attempt_live (number, attempt, callback, ordinal, server, trunk)
            select number, id, callback, ordinal, server, trunk from telephony.attempt where live;
            insert into telephony.callback_decision (callback, at, after_attempt, move, due_at, why) values
              ('00000000-0000-0000-0000-000000000001', '2026-11-23T02:00:20Z', 1, 'DIAL_AT', '2026-11-23T05:00Z',
               '3 h after attempt 1');
            """;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        postgres =
                EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start();
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void what_waited_was_live_or_closed_is_so_afterwards() throws SQLException {
        var address = postgres.getJdbcUrl("postgres", "postgres");
        Flyway.configure()
                .dataSource(address, "postgres", "")
                .locations("classpath:schema")
                .schemas("hearback", "telephony", "recording", "agent")
                .defaultSchema("hearback")
                .table("migration")
                .target("28")
                .load()
                .migrate();
        execute(BEFORE);

        new Schema(address, "postgres", "").migrate();

        assertThat(rows("""
                        select concat_ws(' ', subject, state, due_at at time zone 'UTC', deadline at time zone 'UTC', why, problem,
                                         close_reason)
                          from telephony.callback_plan order by id
                        """))
                .containsExactly(
                        "ticket:1 PLANNED 2026-11-23 05:00:00 2026-11-23 06:00:00 3 h after attempt 1 narrow hours",
                        "ticket:2 DIALLING",
                        "ticket:3 CLOSED WITHDRAWN");
        assertThat(rows("""
                        select concat_ws(' ', right(number, 1), ordinal, state, fence, nullif(trunk, ''), nullif(household, ''),
                                         outcome, detail, cause_sip)
                          from telephony.every_attempt order by number
                        """))
                .containsExactly(
                        "1 1 SETTLED 7 NOT_REACHED BUSY 486", "2 1 RELEASED 7 carrier house", "3 1 RELEASED 7");
        assertThat(rows("select right(number, 1) from telephony.attempt_live where in_vain"))
                .containsExactly("3");
        assertThat(rows("select concat_ws(' ', after_attempt, move, why) from telephony.every_decision"))
                .containsExactly("1 DIAL_AT 3 h after attempt 1");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        }
    }

    /// The first column.
    private List<String> rows(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }
}
