package hearback.agent.sql;

import hearback.agent.audit.AuditEntry;
import hearback.agent.audit.AuditEvent;
import hearback.agent.audit.ChainHash;
import hearback.agent.flow.AuditChain;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The audit log as it stands: `agent.audit`. Read so that a row is seen whatever was done to it.
public final class SqlAuditChain implements AuditChain {
    private static final String ROWS = """
            select place, case when isfinite(at) then at else 'epoch' end as at,
                   coalesce(who, '') as who, coalesce(role, '') as role, coalesce(what, '') as what,
                   coalesce(subject, '') as subject, coalesce(detail, '') as detail,
                   coalesce(previous, '') as previous, coalesce(hash, '') as hash
              from agent.audit
            """;

    private static final String NEWEST = ROWS + "order by place desc limit 1";

    private static final String HOLDS =
            "select exists (select from agent.audit where place = $1 and hash = $2) as found";

    private static final String AFTER = ROWS + "where place > $1 order by place fetch first $2 rows with ties";

    private final Database database;

    public SqlAuditChain(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public Optional<AuditEntry> newest() {
        return read("read the head of the audit log", NEWEST, Tuple.tuple()).stream()
                .findFirst();
    }

    @Override
    public boolean holds(long place, ChainHash hash) {
        return database.ask("look into the audit log", HOLDS, Tuple.of(place, hash.text()))
                .iterator()
                .next()
                .getBoolean("found");
    }

    @Override
    public List<AuditEntry> after(long place, int about) {
        return read("walk along the audit log", AFTER, Tuple.of(place, (long) about));
    }

    /// Only what is asked for stands in the statement, so that each way of asking has a plan, and an index, of its
    /// own.
    @Override
    public List<AuditEntry> find(Wanted wanted, OptionalLong before, int limit) {
        List<String> conditions = new ArrayList<>();
        Tuple values = Tuple.tuple();
        wanted.subject().ifPresent(subject -> add(conditions, "subject = $", values, subject));
        wanted.who().ifPresent(who -> add(conditions, "who = $", values, who));
        wanted.since().ifPresent(at -> add(conditions, "at >= $", values, at.atOffset(ZoneOffset.UTC)));
        wanted.until().ifPresent(at -> add(conditions, "at < $", values, at.atOffset(ZoneOffset.UTC)));
        before.ifPresent(place -> add(conditions, "place < $", values, place));
        String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions) + " ";
        values.addLong((long) limit);
        return read("look into the audit log", ROWS + where + "order by place desc limit $" + values.size(), values);
    }

    private static void add(List<String> conditions, String condition, Tuple values, Object value) {
        values.addValue(value);
        conditions.add(condition + values.size());
    }

    private List<AuditEntry> read(String what, String sql, Tuple values) {
        List<AuditEntry> found = new ArrayList<>();
        database.ask(what, sql, values).forEach(row -> found.add(entry(row)));
        return found;
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("place"),
                new AuditEvent(
                        row.getOffsetDateTime("at").toInstant(),
                        row.getString("who"),
                        row.getString("role"),
                        row.getString("what"),
                        row.getString("subject"),
                        row.getString("detail")),
                new ChainHash(row.getString("previous")),
                new ChainHash(row.getString("hash")));
    }
}
