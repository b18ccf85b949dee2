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

    private final Database database;

    public SqlAuditLog(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public void append(Instant at, AgentIdentity who, Act what, String subject, String detail) {
        database.ask(
                "write the audit log",
                APPEND,
                Tuple.of(at.atOffset(ZoneOffset.UTC), who.name(), who.role().name(), what.name(), subject, detail));
    }
}
