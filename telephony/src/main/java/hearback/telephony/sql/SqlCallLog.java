package hearback.telephony.sql;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.LeaseLost;
import hearback.telephony.flow.LineLease;
import hearback.telephony.sql.Database.Statements;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Facts, one row each, and what the calls come to, one row a call. The row of a call is made anew from all its facts
/// in the transaction that adds one, so that it never knows less than they do.
public final class SqlCallLog implements CallLog {
    /// Any number that nothing else in this database locks (decision 0003).
    private static final long ORDER_OF_COMMIT = 4_810_001;

    private final Database database;
    private final CallRows rows;
    private final CallReader reader;

    public SqlCallLog(Pool pool, CallReader reader) {
        this.database = new Database(pool);
        this.rows = new CallRows(reader);
        this.reader = reader;
    }

    @Override
    public List<CallRecord> append(LineLease.Held held, List<NewFact> facts) {
        if (facts.isEmpty()) {
            return List.of();
        }
        return database.together("facts of " + held.server(), statements -> {
            checkFence(statements, held);
            var _ = statements.ask("select pg_advisory_xact_lock($1)", Tuple.of(ORDER_OF_COMMIT));
            insert(statements, facts);
            List<Call> calls = calls(statements, facts);
            List<CallRecord> records = calls.stream().map(reader::record).toList();
            rows.write(statements, held.server(), calls, records);
            return records;
        });
    }

    /// Held until the commit: a new owner waits for it, and then finds these facts.
    private static void checkFence(Statements statements, LineLease.Held held) {
        RowSet<Row> found = statements.ask(
                "select fence from telephony.line_lease where server = $1 and fence = $2 for share",
                Tuple.of(held.server().text(), held.fence()));
        if (found.size() == 0) {
            throw new LeaseLost(held.server(), held.fence());
        }
    }

    private static void insert(Statements statements, List<NewFact> facts) {
        int size = facts.size();
        String[] calls = new String[size];
        String[] keys = new String[size];
        OffsetDateTime[] times = new OffsetDateTime[size];
        String[] kinds = new String[size];
        String[] bodies = new String[size];
        for (int at = 0; at < size; at++) {
            CallFact fact = facts.get(at).fact();
            calls[at] = FactCodec.clean(facts.get(at).call().text());
            keys[at] = FactCodec.clean(fact.key());
            times[at] = fact.at().atOffset(ZoneOffset.UTC);
            kinds[at] = FactCodec.kind(fact);
            bodies[at] = FactCodec.body(fact);
        }
        var _ = statements.ask(
                """
                insert into telephony.fact (call_id, key, at, kind, body)
                select call_id, key, at, kind, body::jsonb
                  from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
                       with ordinality as f (call_id, key, at, kind, body, ord)
                 order by ord
                on conflict (call_id, key) do nothing
                """,
                Tuple.tuple()
                        .addArrayOfString(calls)
                        .addArrayOfString(keys)
                        .addArrayOfOffsetDateTime(times)
                        .addArrayOfString(kinds)
                        .addArrayOfString(bodies));
    }

    private static List<Call> calls(Statements statements, List<NewFact> facts) {
        String[] ids = facts.stream().map(fact -> fact.call().text()).distinct().toArray(String[]::new);
        List<Call> calls = new ArrayList<>();
        byCall(statements.ask(OF_CALLS, Tuple.tuple().addArrayOfString(ids)))
                .forEach((id, of) -> calls.add(Call.of(id, of)));
        return calls;
    }

    private static final String OF_CALLS =
            "select call_id, kind, body::text as body from telephony.fact where call_id = any($1) order by place";

    @Override
    public Map<CallId, List<CallFact>> open(ServerName server) {
        return byCall(database.ask("open calls of " + server, """
                select f.call_id, f.kind, f.body::text as body
                  from telephony.call c join telephony.fact f on f.call_id = c.id
                 where c.live and c.server = $1
                 order by f.place
                """, Tuple.of(server.text())));
    }

    @Override
    public Map<CallId, List<CallFact>> factsOf(Set<CallId> calls) {
        String[] ids = calls.stream().map(CallId::text).toArray(String[]::new);
        return byCall(database.ask("facts of calls", OF_CALLS, Tuple.tuple().addArrayOfString(ids)));
    }

    @Override
    public List<StoredFact> after(long place, int limit) {
        String sql = """
                select place, call_id, kind, body::text as body from telephony.fact
                 where place > $1 order by place limit $2
                """;
        List<StoredFact> facts = new ArrayList<>();
        for (Row row : database.ask("facts after a place", sql, Tuple.of(place, limit))) {
            facts.add(new StoredFact(row.getLong("place"), new CallId(row.getString("call_id")), fact(row)));
        }
        return facts;
    }

    private static Map<CallId, List<CallFact>> byCall(RowSet<Row> found) {
        Map<CallId, List<CallFact>> facts = new LinkedHashMap<>();
        for (Row row : found) {
            facts.computeIfAbsent(new CallId(row.getString("call_id")), none -> new ArrayList<>())
                    .add(fact(row));
        }
        return facts;
    }

    private static CallFact fact(Row row) {
        return FactCodec.read(row.getString("kind"), row.getString("body"));
    }
}
