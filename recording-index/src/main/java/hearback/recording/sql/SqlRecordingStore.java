package hearback.recording.sql;

import hearback.recording.flow.RecordingStore;
import hearback.recording.index.Moved;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.State;
import hearback.recording.index.RecordingId;
import hearback.telephony.call.CallId;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// Recordings in `recording.recording`, one row each.
public final class SqlRecordingStore implements RecordingStore {
    private static final String ADD = "insert into recording.recording (" + Rows.COLUMNS + """
            )
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                    $23, $24, $25)
            on conflict (id) do nothing""";

    private static final String REPLACE = """
            update recording.recording
               set (revision, state, looked_since, due_at, seen_size, seen_modified, seen_since, gap_reason, gap_detail,
                    sha256, format, sample_rate, channels, length_micros, data_from, data_length, header_flaw,
                    changed_how, changed_at)
                 = ($2::bigint + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
             where id = $1 and revision = $2""";

    private static final String WITHDRAW = "delete from recording.recording where id = $1 and revision = $2";

    private static final String SELECT = "select " + Rows.COLUMNS + " from recording.recording ";

    private static final String LIST = SELECT + "order by since desc, id desc limit $1";

    private static final String LIST_BEFORE = SELECT + """
            where (since, id) < (select since, id from recording.recording where id = $2)
            order by since desc, id desc limit $1""";

    private static final String CLAIM = """
            update recording.recording
               set due_at = $2, revision = revision + 1
             where id in (
                   select id
                     from recording.recording
                    where due_at <= $1
                    order by due_at
                    limit $3
                      for update skip locked)
            returning\s""" + Rows.COLUMNS;

    private static final String STANDINGS = """
            select case when state = 'GAP' then 'GAP_LOOKED_FOR' else state end as standing, count(*) as many
              from recording.recording
             where state in ('WRITING', 'WAITING') or due_at is not null
             group by 1""";

    private final Database database;

    public SqlRecordingStore(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public boolean add(Recording recording) {
        return database.ask("add a recording", ADD, Rows.whole(recording)).rowCount() == 1;
    }

    @Override
    public boolean replace(Recording known, State next) {
        return database.ask("replace a recording", REPLACE, Rows.changing(known.in(next)))
                        .rowCount()
                == 1;
    }

    /// By id, so that two who replace at once wait for each other and not crosswise.
    @Override
    public Set<RecordingId> replaceAll(List<Moved> moves) {
        if (moves.isEmpty()) {
            return Set.of();
        }
        List<Moved> ordered = moves.stream()
                .sorted(Comparator.comparing(moved -> moved.known().id().value()))
                .toList();
        List<Tuple> values = ordered.stream()
                .map(moved -> Rows.changing(moved.known().in(moved.next())))
                .toList();
        List<Integer> changed = database.askTogether("replace recordings", REPLACE, values);
        return IntStream.range(0, changed.size())
                .filter(at -> changed.get(at) == 1)
                .mapToObj(at -> ordered.get(at).known().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean withdraw(Recording recording) {
        var values = Tuple.of(recording.id().value(), recording.revision());
        return database.ask("withdraw a recording", WITHDRAW, values).rowCount() == 1;
    }

    @Override
    public Optional<Recording> find(RecordingId id) {
        return recordings(database.ask("find a recording", SELECT + "where id = $1", Tuple.of(id.value()))).stream()
                .findFirst();
    }

    @Override
    public List<Recording> ofCall(CallId call) {
        return recordings(database.ask(
                "find recordings of a call", SELECT + "where call_id = $1 order by since, id", Tuple.of(call.text())));
    }

    @Override
    public List<Recording> list(Optional<RecordingId> before, int limit) {
        return recordings(before.map(
                        cursor -> database.ask("list recordings", LIST_BEFORE, Tuple.of(limit, cursor.value())))
                .orElseGet(() -> database.ask("list recordings", LIST, Tuple.of(limit))));
    }

    @Override
    public List<Recording> claimDue(Instant now, Duration lease, int limit) {
        return recordings(
                database.ask("claim due recordings", CLAIM, Tuple.of(Rows.utc(now), Rows.utc(now.plus(lease)), limit)));
    }

    @Override
    public List<Recording> leasedUntil(Instant until) {
        return recordings(database.ask(
                "find recordings of a lease",
                SELECT + "where due_at = $1 order by since, id",
                Tuple.of(Rows.utc(until))));
    }

    @Override
    public Map<Standing, Long> standings() {
        var standings = new EnumMap<Standing, Long>(Standing.class);
        for (Standing standing : Standing.values()) {
            standings.put(standing, 0L);
        }
        for (Row row : database.ask("count recordings", STANDINGS, Tuple.tuple())) {
            standings.put(Standing.valueOf(row.getString("standing")), row.getLong("many"));
        }
        return standings;
    }

    private static List<Recording> recordings(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Rows::recording)
                .toList();
    }
}
