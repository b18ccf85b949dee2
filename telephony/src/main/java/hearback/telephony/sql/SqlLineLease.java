package hearback.telephony.sql;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineLease;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// The lease of each line: one row, held by the database's clock alone, so that nodes with wrong clocks cannot both
/// hold it. The fence grows whenever the owner changes, and when an owner comes back after its lease ran out and
/// cannot name the present fence as his own.
public final class SqlLineLease implements LineLease {
    private final Database database;
    private final String owner;
    private final Duration length;
    private final InstantSource time;

    /// @param owner this node, by a name that is unique for this run of the process
    /// @param length how long the lease holds unless renewed
    public SqlLineLease(Pool pool, String owner, Duration length, InstantSource time) {
        this.database = new Database(pool);
        this.owner = owner;
        this.length = length;
        this.time = time;
    }

    @Override
    public Optional<Held> hold(ServerName server, Optional<Held> mine) {
        Instant before = time.instant();
        String sql = """
                insert into telephony.line_lease as l (server, owner, fence, until)
                values ($1, $2, 1, clock_timestamp() + $3::bigint * interval '1 millisecond')
                on conflict (server) do update
                   set owner = excluded.owner,
                       fence = case when l.owner = excluded.owner
                                         and (l.until > clock_timestamp() or l.fence = $4::bigint)
                                    then l.fence else l.fence + 1 end,
                       until = excluded.until
                 where l.owner = excluded.owner or l.until <= clock_timestamp()
                returning fence
                """;
        Tuple values = Tuple.of(
                server.text(), owner, length.toMillis(), mine.map(Held::fence).orElse(null));
        for (Row row : database.ask("lease of " + server, sql, values)) {
            return Optional.of(new Held(server, row.getLong("fence"), before.plus(length)));
        }
        return Optional.empty();
    }

    @Override
    public void release(Held held) {
        var _ = database.ask(
                "release of " + held.server(), """
                update telephony.line_lease set until = clock_timestamp()
                 where server = $1 and fence = $2 and owner = $3 and until > clock_timestamp()
                """, Tuple.of(held.server().text(), held.fence(), owner));
    }
}
