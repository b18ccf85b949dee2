package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.PlanStoreContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlPlanStoreTest extends PlanStoreContract {
    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    @Override
    protected PlanStore emptyStore() {
        return TABLES.emptied();
    }

    @Override
    protected void fence(ServerName server, long fence) {
        TABLES.fence(server, fence);
    }

    @Test
    void two_claimers_at_once_never_get_the_same_callback() throws Exception {
        var plans = TABLES.store();
        int callbacks = 60;
        for (int number = 1; number <= callbacks; number++) {
            plans.add(request(number), TELECOM, dialAt(NOW), NOW);
        }

        var claimed = atOnce(4, () -> {
            var mine = new ArrayList<PlanStore.Claimed>();
            for (int round = 0; round < 12; round++) {
                mine.addAll(TABLES.store().claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(5, 1000)));
            }
            return mine;
        });

        assertThat(claimed)
                .extracting(one -> one.attempt().callback())
                .doesNotHaveDuplicates()
                .hasSize(callbacks);
    }

    @Test
    void of_many_callbacks_of_one_number_claimed_at_once_one_gets_an_attempt() throws Exception {
        var plans = TABLES.store();
        TABLES.database().ask("""
                insert into telephony.callback
                  (id, subject, number, reason, not_before, rule, created_at, state, due_at, why)
                select gen_random_uuid(), 'ticket:1', '+8613800000001', 'REPLY', now(), 'telecom/2', now(), 'PLANNED',
                       '2026-11-23T00:00:00Z', 'because'
                  from generate_series(1, 20)
                """);

        var claimed = atOnce(4, () -> plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(3, 1000)));

        assertThat(claimed).hasSize(1);
    }

    @Test
    void a_release_and_a_taking_back_at_once_never_both_succeed() throws Exception {
        var plans = TABLES.store();
        var attempts = new ArrayList<AttemptId>();
        for (int number = 1; number <= 40; number++) {
            plans.add(request(number), TELECOM, dialAt(NOW), NOW);
        }
        plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(100, 100))
                .forEach(claimed -> attempts.add(claimed.attempt().id()));
        var released = new HashSet<AttemptId>();
        var takenBack = new HashSet<AttemptId>();

        for (AttemptId attempt : attempts) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Boolean> release = threads.submit(() -> plans.release(attempt, NOW));
                Future<Boolean> back = threads.submit(() -> plans.takeBack(attempt, OFF, dialAt(NOW), NOW));
                if (release.get()) {
                    released.add(attempt);
                }
                if (back.get()) {
                    takenBack.add(attempt);
                }
            }
        }

        assertThat(released).doesNotContainAnyElementsOf(takenBack);
        assertThat(released.size() + takenBack.size()).isEqualTo(attempts.size());
    }

    @Test
    void a_release_waits_for_a_closing_that_is_under_way_and_then_does_not_happen() throws Exception {
        var plans = TABLES.store();
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);
        var attempt = plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt()
                .id();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var closing = TABLES.database().pool().getConnection().await();
            var under = closing.begin().await();
            var _ = closing.query("""
                            update telephony.callback
                               set state = 'CLOSED', due_at = null, close_reason = 'WITHDRAWN', closed_at = now()
                            """).execute().await();
            Future<Boolean> release = threads.submit(() -> plans.release(attempt, NOW));
            await().until(() -> TABLES.database()
                            .ask(
                                    "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%wanted%'")
                            .size()
                    == 1);

            under.commit().await();
            var _ = closing.close();

            assertThat(release.get()).isFalse();
        }
        assertThat(plans.inVain(MAIN)).isEmpty();
    }

    @Test
    void evidence_can_neither_be_changed_nor_deleted() {
        TABLES.store().add(request(1), TELECOM, dialAt(NOW), NOW);

        assertThatThrownBy(() -> TABLES.database().ask("update telephony.callback_decision set why = 'better'"))
                .hasStackTraceContaining("is evidence");
        assertThatThrownBy(() -> TABLES.database().ask("delete from telephony.callback_decision"))
                .hasStackTraceContaining("is evidence");
        TABLES.store().claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(1, 1));
        assertThatThrownBy(() -> TABLES.database().ask("delete from telephony.attempt"))
                .hasStackTraceContaining("is evidence");
    }

    private static <T> List<T> atOnce(int claimers, Callable<List<T>> work)
            throws InterruptedException, ExecutionException {
        var all = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(Collections.nCopies(claimers, work))) {
                all.addAll(one.get());
            }
        }
        return all;
    }
}
