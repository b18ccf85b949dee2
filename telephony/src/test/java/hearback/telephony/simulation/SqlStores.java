package hearback.telephony.simulation;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.FollowerPlaces;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.sql.SqlCallLog;
import hearback.telephony.sql.SqlCalls;
import hearback.telephony.sql.SqlFollowerPlaces;
import hearback.telephony.sql.SqlHoldStore;
import hearback.telephony.sql.SqlLineHistory;
import hearback.telephony.sql.SqlLineLease;
import hearback.telephony.sql.SqlPlanStore;
import hearback.telephony.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The real stores on a real PostgreSQL, whose clock shows the world's time: what the statements call
/// `clock_timestamp()` is found in a schema of ours before the system's.
final class SqlStores implements Stores {
    private final TestDatabase database;
    private final Supplier<Instant> now;
    private final CallReader reader;
    private final SqlCallLog log;

    private SqlStores(TestDatabase database, Supplier<Instant> now, CallReader reader) {
        this.database = database;
        this.now = now;
        this.reader = reader;
        this.log = new SqlCallLog(database.pool(), reader);
    }

    /// A database for many worlds, one after the other.
    static TestDatabase database() {
        var database = TestDatabase.create("world, pg_catalog, public");
        database.ask("create schema world");
        database.ask("create table world.time (shown timestamptz not null)");
        database.ask("insert into world.time values ('2026-11-23T00:00:00Z')");
        for (String clock : new String[] {"clock_timestamp", "now", "statement_timestamp"}) {
            database.ask("create function world." + clock
                    + "() returns timestamptz language sql volatile as 'select shown from world.time'");
        }
        return database;
    }

    static Stores.Maker in(TestDatabase database) {
        return (now, reader) -> {
            database.ask(
                    "truncate telephony.callback, telephony.callback_due, telephony.callback_decision, telephony.attempt, telephony.callback_number,"
                            + " telephony.attempt_live, telephony.line_lease, telephony.line_gap, telephony.fact,"
                            + " telephony.call, telephony.follower, telephony.callback_pause, telephony.do_not_call,"
                            + " telephony.number_guard, telephony.dialled_by_hand restart identity cascade");
            return new SqlStores(database, now, reader);
        };
    }

    @Override
    public PlanStore plans() {
        return new SqlPlanStore(database.pool());
    }

    @Override
    public HoldStore holds() {
        return new SqlHoldStore(database.pool());
    }

    @Override
    public CallLog log() {
        return log;
    }

    @Override
    public Calls calls() {
        return new SqlCalls(database.pool(), log, reader);
    }

    @Override
    public LineHistory history() {
        return new SqlLineHistory(database.pool());
    }

    @Override
    public FollowerPlaces places() {
        return new SqlFollowerPlaces(database.pool());
    }

    @Override
    public LineLease lease(String owner, InstantSource time) {
        var real = new SqlLineLease(database.pool(), owner, NodeWiring.LEASE, time);
        return new LineLease() {
            @Override
            public Optional<Held> hold(ServerName server, Optional<Held> mine) {
                setClock();
                return real.hold(server, mine);
            }

            @Override
            public void release(Held held) {
                setClock();
                real.release(held);
            }
        };
    }

    private void setClock() {
        database.ask("update world.time set shown = '" + now.get() + "'");
    }

    @Override
    public void skip(Duration length) {
        database.ask("update telephony.line_lease set until = until + interval '" + length.toMillis()
                + " milliseconds' where until > '" + now.get() + "'");
    }
}
