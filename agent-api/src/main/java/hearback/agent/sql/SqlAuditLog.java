package hearback.agent.sql;

import hearback.agent.audit.AuditEvent;
import hearback.agent.flow.AuditLog;
import hearback.agent.identity.AgentIdentity;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/// The log of who heard and changed what: `agent.audit`, which the database itself chains and refuses to change.
///
/// One statement of this process is under way at a time, since the chain has one writer; what is to be written
/// meanwhile waits and goes with the next one, all together, so that many who wait share one commit. Those who wait
/// hold no lock: they await a future, and their context serves others.
public final class SqlAuditLog implements AuditLog {
    private static final String APPEND = "select agent.append_audit($1, $2, $3, $4, $5, $6, $7)";
    /// Nobody can be called so.
    private static final String NOBODY = "-";
    /// So many lines take the server a few milliseconds.
    private static final int MOST = 500;

    private final Pool pool;
    private final Database database;
    private final Queue<Line> waiting = new ArrayDeque<>();
    private boolean isWriting;

    public SqlAuditLog(Pool pool) {
        this.pool = pool;
        this.database = new Database(pool);
    }

    @Override
    public void append(Instant at, AgentIdentity who, Act what, String subject, String detail) {
        write(new AuditEvent(at, who.name(), who.role().name(), what.name(), subject, detail), false);
    }

    @Override
    public void appendOnce(Instant at, AgentIdentity who, Act what, String subject, String detail) {
        write(new AuditEvent(at, who.name(), who.role().name(), what.name(), subject, detail), true);
    }

    @Override
    public void appendOfNobody(Instant at, Act what, String subject, String detail) {
        write(new AuditEvent(at, NOBODY, NOBODY, what.name(), subject, detail), false);
    }

    private void write(AuditEvent event, boolean once) {
        var line = new Line(event, once, Promise.promise());
        boolean isFirst;
        synchronized (waiting) {
            waiting.add(line);
            isFirst = !isWriting;
            isWriting = true;
        }
        if (isFirst) {
            writeNext();
        }
        database.guarded(
                "write the audit log", () -> Database.waitFor(line.written().future()));
    }

    private void writeNext() {
        List<Line> together = new ArrayList<>();
        synchronized (waiting) {
            while (together.size() < MOST && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
            isWriting = !together.isEmpty();
        }
        if (together.isEmpty()) {
            return;
        }
        pool.preparedQuery(APPEND)
                .execute(values(together))
                .onComplete(
                        _ -> {
                            writeNext();
                            together.forEach(line -> line.written().complete(true));
                        },
                        failed -> {
                            writeNext();
                            together.forEach(line -> line.written().fail(failed));
                        });
    }

    private static Tuple values(List<Line> lines) {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(lines.stream()
                        .map(line -> line.event().at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(texts(lines, AuditEvent::who))
                .addArrayOfString(texts(lines, AuditEvent::role))
                .addArrayOfString(texts(lines, AuditEvent::what))
                .addArrayOfString(texts(lines, AuditEvent::subject))
                .addArrayOfString(texts(lines, AuditEvent::detail))
                .addArrayOfBoolean(lines.stream().map(Line::once).toArray(Boolean[]::new));
    }

    private static String[] texts(List<Line> lines, Function<AuditEvent, String> field) {
        return lines.stream().map(line -> field.apply(line.event())).toArray(String[]::new);
    }

    /// @param once not when the same person did the same to the same thing before
    /// @param written completed when it is committed
    private record Line(AuditEvent event, boolean once, Promise<Boolean> written) {}
}
