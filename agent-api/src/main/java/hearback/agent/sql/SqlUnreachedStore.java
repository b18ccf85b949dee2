package hearback.agent.sql;

import hearback.agent.flow.UnreachedStore;
import hearback.agent.life.LineFact;
import hearback.telephony.callback.CallbackId;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Callbacks of no ticket that a supervisor has to decide about: `agent.unreached_callback`.
public final class SqlUnreachedStore implements UnreachedStore {
    private static final String COLUMNS = "callback, hindrance, why, since, decided_at, decided_by, words";

    private static final String ADD = """
            insert into agent.unreached_callback (callback, hindrance, why, since) values ($1, $2, $3, $4)
            on conflict (callback) do nothing
            """;

    private static final String FIND = "select " + COLUMNS + " from agent.unreached_callback where callback = $1";

    private static final String OPEN = "select " + COLUMNS + """

             from agent.unreached_callback
            where decided_at is null
              and ($1::uuid is null
                   or (since, callback) < (select since, callback from agent.unreached_callback where callback = $1))
            order by since desc, callback desc
            limit $2
            """;

    private static final String DECIDE = """
            update agent.unreached_callback set decided_at = $2, decided_by = $3, words = $4
            where callback = $1 and decided_at is null
            """;

    private final Database database;

    public SqlUnreachedStore(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public void add(Unreached unreached) {
        database.ask(
                "note who was not reached",
                ADD,
                Tuple.of(
                        unreached.callback().value(),
                        unreached.hindrance().name(),
                        unreached.why(),
                        StepRows.utc(unreached.since())));
    }

    @Override
    public Optional<Unreached> find(CallbackId callback) {
        return read(FIND, Tuple.of(callback.value())).stream().findFirst();
    }

    @Override
    public List<Unreached> open(Optional<CallbackId> before, int limit) {
        return read(OPEN, Tuple.of(before.map(CallbackId::value).orElse(null), limit));
    }

    @Override
    public boolean decide(CallbackId callback, Decided decided) {
        var values = Tuple.of(callback.value(), StepRows.utc(decided.at()), decided.by(), decided.words());
        return database.ask("decide about who was not reached", DECIDE, values).rowCount() == 1;
    }

    private List<Unreached> read(String sql, Tuple values) {
        List<Unreached> found = new ArrayList<>();
        database.ask("read who was not reached", sql, values).forEach(row -> found.add(unreached(row)));
        return found;
    }

    private static Unreached unreached(Row row) {
        return new Unreached(
                new CallbackId(row.getUUID("callback")),
                LineFact.Hindrance.valueOf(row.getString("hindrance")),
                row.getString("why"),
                row.getOffsetDateTime("since").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("decided_at"))
                        .map(at -> new Decided(row.getString("decided_by"), row.getString("words"), at.toInstant())));
    }
}
