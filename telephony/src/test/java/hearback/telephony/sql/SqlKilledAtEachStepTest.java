package hearback.telephony.sql;

import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.KilledAtEachStep;
import hearback.telephony.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SqlKilledAtEachStepTest extends KilledAtEachStep {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected PlanStore emptyStore() {
        database.ask("truncate telephony.callback, telephony.line_lease cascade");
        return new SqlPlanStore(database.pool());
    }

    @Override
    protected void fence(long fence) {
        database.ask("""
                insert into telephony.line_lease (server, owner, fence, until) values ('main', 'node-%d', %d, now())
                on conflict (server) do update set owner = excluded.owner, fence = excluded.fence
                """.formatted(fence, fence));
    }
}
