package hearback.telephony.sql;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.TestDatabase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The tables of callbacks and leases, in a database for each test class that registers this.
final class PlanTables implements BeforeAllCallback, AfterAllCallback {
    private @Nullable TestDatabase opened;

    @Override
    public void beforeAll(ExtensionContext test) {
        opened = TestDatabase.create();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        database().close();
    }

    TestDatabase database() {
        return Objects.requireNonNull(opened);
    }

    SqlPlanStore store() {
        return new SqlPlanStore(database().pool());
    }

    PlanStore emptied() {
        database().ask("truncate telephony.callback, telephony.line_lease, telephony.number_guard cascade");
        return store();
    }

    /// Makes this the fence of the server's present lease.
    void fence(ServerName server, long fence) {
        database().ask("""
                insert into telephony.line_lease (server, owner, fence, until) values ('%s', 'node-%d', %d, now())
                on conflict (server) do update set owner = excluded.owner, fence = excluded.fence
                """.formatted(server, fence, fence));
    }
}
