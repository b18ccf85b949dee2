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
        database().ask("""
                truncate telephony.callback, telephony.callback_due, telephony.attempt, telephony.attempt_live,
                  telephony.callback_decision, telephony.line_lease, telephony.callback_pause, telephony.do_not_call,
                  telephony.call, telephony.number_guard, telephony.callback_number, telephony.dialled_by_hand
                """);
        return store();
    }

    /// Callbacks of the telecom profile that wait for their time, with ids in no order.
    ///
    /// @param each the number, when it is due and its deadline, as expressions of SQL over `i`, which counts from 1
    void waiting(int count, String each) {
        database().ask("""
                with asked as (
                  select gen_random_uuid() as id, each.*
                    from generate_series(1, %d) as i, lateral (select %s) as each (number, due_at, deadline)
                ), waits as (
                  insert into telephony.callback_due (callback, rule, due_at, deadline, number, attempts, why)
                  select id, 'telecom/2', due_at, deadline, number, 0, 'because' from asked
                )
                insert into telephony.callback
                  (id, subject, number, reason, not_before, rule, created_at)
                select id, 'ticket:1', number, 'REPLY', due_at, 'telecom/2', due_at from asked
                """.formatted(count, each));
    }

    /// Makes this the fence of the server's present lease.
    void fence(ServerName server, long fence) {
        database().ask("""
                insert into telephony.line_lease (server, owner, fence, until) values ('%s', 'node-%d', %d, now())
                on conflict (server) do update set owner = excluded.owner, fence = excluded.fence
                """.formatted(server, fence, fence));
    }
}
