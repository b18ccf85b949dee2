package hearback.agent.sql;

import hearback.agent.flow.AuditLog;
import hearback.agent.identity.AgentIdentity;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/// The log of who heard and changed what: `agent.audit`, which the database itself refuses to change.
public final class SqlAuditLog implements AuditLog {
    private static final String APPEND =
            "insert into agent.audit (at, who, role, what, subject, detail) values ($1, $2, $3, $4, $5, $6)";

    private static final String APPEND_ONCE = """
            insert into agent.audit (at, who, role, what, subject, detail)
            select $1, $2, $3, $4, $5, $6
             where not exists (select from agent.audit where subject = $5 and what = $4 and who = $2)
            """;

    private final Database database;

    public SqlAuditLog(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public void append(Instant at, AgentIdentity who, Act what, String subject, String detail) {
        write(APPEND, at, who, what, subject, detail);
    }

    @Override
    public void appendOnce(Instant at, AgentIdentity who, Act what, String subject, String detail) {
        write(APPEND_ONCE, at, who, what, subject, detail);
    }

    private void write(String sql, Instant at, AgentIdentity who, Act what, String subject, String detail) {
        database.ask(
                "write the audit log",
                sql,
                Tuple.of(at.atOffset(ZoneOffset.UTC), who.name(), who.role().name(), what.name(), subject, detail));
    }
}
