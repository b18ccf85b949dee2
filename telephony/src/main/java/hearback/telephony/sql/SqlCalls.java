package hearback.telephony.sql;

import hearback.telephony.call.CallId;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.Calls;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks calls up: which ones, from their rows; what they are, from their facts.
public final class SqlCalls implements Calls {
    private final Database database;
    private final CallLog log;
    private final CallReader reader;

    public SqlCalls(Pool pool, CallLog log, CallReader reader) {
        this.database = new Database(pool);
        this.log = log;
        this.reader = reader;
    }

    @Override
    public Optional<Found> find(CallId id) {
        return read(Set.of(id)).findFirst();
    }

    @Override
    public List<Found> list(boolean live, Optional<CallId> before, int limit) {
        String sql = """
                select id from telephony.call
                 where (live or not $1)
                   and ($2::text is null
                        or (started_at, id) < (select started_at, id from telephony.call where id = $2::text))
                 order by started_at desc, id desc
                 limit $3
                """;
        Set<CallId> ids = new LinkedHashSet<>();
        Tuple values = Tuple.tuple()
                .addBoolean(live)
                .addString(before.map(CallId::text).orElse(null))
                .addInteger(limit);
        for (Row row : database.ask("calls", sql, values)) {
            ids.add(new CallId(row.getString("id")));
        }
        return read(ids).toList();
    }

    private Stream<Found> read(Set<CallId> ids) {
        var facts = log.factsOf(ids);
        return ids.stream()
                .map(id -> Optional.ofNullable(facts.get(id)).map(of -> reader.record(id, of)))
                .flatMap(Optional::stream)
                .map(record -> new Found(record, reader.customer(record)));
    }
}
