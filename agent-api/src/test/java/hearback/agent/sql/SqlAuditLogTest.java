package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.AuditLog.Act;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Role;
import hearback.agent.testing.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SqlAuditLogTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
    private static final AgentIdentity ONE = new AgentIdentity("one", Role.AGENT);
    private static final AgentIdentity TWO = new AgentIdentity("two", Role.AGENT);

    private final TestDatabase database = new TestDatabase();
    private SqlAuditLog audit;

    @BeforeEach
    void open() {
        audit = new SqlAuditLog(database.pool());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_happens_twice_is_written_twice() {
        audit.append(AT, ONE, Act.RECORDING_PLAYED, "recording:7", "bytes 0-9");
        audit.append(AT, ONE, Act.RECORDING_PLAYED, "recording:7", "bytes 0-9");

        assertThat(lines()).isEqualTo(2);
    }

    @Test
    void what_is_asked_again_because_the_answer_got_lost_is_written_once() {
        audit.appendOnce(AT, ONE, Act.CALLBACK_ASKED, "callback:7", "REPLY");
        audit.appendOnce(AT.plusSeconds(3), ONE, Act.CALLBACK_ASKED, "callback:7", "REPLY");
        assertThat(lines()).isEqualTo(1);

        audit.appendOnce(AT, TWO, Act.CALLBACK_ASKED, "callback:7", "REPLY");
        audit.appendOnce(AT, ONE, Act.CALLBACK_ASKED, "callback:8", "REPLY");
        audit.appendOnce(AT, ONE, Act.CALLBACK_WITHDRAWN, "callback:7", "");
        assertThat(lines()).isEqualTo(4);
    }

    private long lines() {
        return database.count("select count(*) from agent.audit");
    }
}
