package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.PlanStoreContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
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
        TABLES.waiting(20, "'+8613800000001', timestamptz '2026-11-23T00:00:00Z', timestamptz '2026-11-23T00:00:00Z'");

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
    void many_who_release_and_settle_at_once_get_each_their_own() throws Exception {
        var plans = TABLES.store();
        int many = 50;
        TABLES.waiting(many, "'+86138000' || lpad(i::text, 5, '0'), timestamptz '2026-11-23T00:00Z', now()");
        var attempts = plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(many, many)).stream()
                .map(claimed -> claimed.attempt().id())
                .toList();
        plans.close(plans.findByAttempt(attempts.get(7)).orElseThrow().request().id(), WITHDRAWN, NOW);

        var released = eachAtOnce(attempts, id -> plans.release(id, NOW));
        assertThat(released).filteredOn(Boolean::booleanValue).hasSize(many - 1);
        assertThat(released.get(7)).isFalse();
        assertThat(eachAtOnce(attempts, id -> plans.release(id, NOW))).containsOnly(false);

        var settled = eachAtOnce(
                attempts,
                id -> plans.settle(id, OFF, NOW, dialAt(NOW.plusSeconds(attempts.indexOf(id))), NOW.plusSeconds(1)));
        assertThat(settled).containsOnly(true);
        for (int place = 0; place < many; place++) {
            var plan = plans.findByAttempt(attempts.get(place)).orElseThrow();
            assertThat(plan.state())
                    .isEqualTo(
                            place == 7
                                    ? new CallbackState.Closed(WITHDRAWN.reason(), NOW)
                                    : new CallbackState.Planned(NOW.plusSeconds(place), "because"));
            assertThat(plans.decisions(plan.request().id())).hasSize(1);
        }
    }

    @Test
    void of_many_who_settle_one_attempt_at_once_one_does() throws Exception {
        var plans = TABLES.store();
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);
        var attempt = plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt()
                .id();

        var settled = eachAtOnce(
                Collections.nCopies(20, attempt), id -> plans.settle(id, OFF, NOW, dialAt(NOW.plusSeconds(60)), NOW));

        assertThat(settled).containsOnlyOnce(true);
        assertThat(plans.decisions(id(1))).hasSize(2);
    }

    @Test
    void one_that_cannot_be_written_fails_alone() throws Exception {
        var plans = TABLES.store();
        TABLES.waiting(20, "'+86138000' || lpad(i::text, 5, '0'), timestamptz '2026-11-23T00:00Z', now()");
        var attempts = plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(20, 20)).stream()
                .map(claimed -> claimed.attempt().id())
                .toList();
        // No text of PostgreSQL holds a NUL.
        var spoiled = new NextMove.DialAt(NOW.plusSeconds(60), "\0", Optional.empty());

        var settled = eachAtOnce(attempts, id -> {
            try {
                return plans.settle(
                        id, OFF, NOW, id.equals(attempts.get(3)) ? spoiled : dialAt(NOW.plusSeconds(60)), NOW);
            } catch (IllegalStateException refused) {
                return false;
            }
        });

        assertThat(settled).filteredOn(Boolean::booleanValue).hasSize(19);
        assertThat(settled.get(3)).isFalse();
        assertThat(plans.counts(NOW)).isEqualTo(new PlanStore.Counts(19, 0, 1, 0, 0));
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
            new PlanMoves(new Database.Statements("closing", closing)).close(id(1).value(), WITHDRAWN, NOW);
            Future<Boolean> release = threads.submit(() -> plans.release(attempt, NOW));
            untilWaitsForALock("%wanted%");

            under.commit().await();
            var _ = closing.close();

            assertThat(release.get()).isFalse();
        }
        assertThat(plans.inVain(MAIN)).isEmpty();
    }

    @Test
    void what_is_settled_while_a_closing_is_under_way_is_not_planned_again() throws Exception {
        var plans = TABLES.store();
        var attempt = released(plans);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var closing = TABLES.database().pool().getConnection().await();
            var under = closing.begin().await();
            new PlanMoves(new Database.Statements("closing", closing)).close(id(1).value(), WITHDRAWN, NOW);
            Future<Boolean> settled =
                    threads.submit(() -> plans.settle(attempt, OFF, NOW, dialAt(NOW.plusSeconds(10_800)), NOW));
            untilWaitsForALock("%, unsent,%");

            under.commit().await();
            var _ = closing.close();

            assertThat(settled.get()).isTrue();
        }
        assertThat(plans.find(id(1)).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.WITHDRAWN, NOW));
        assertThat(plans.counts(NOW)).isEqualTo(new PlanStore.Counts(0, 0, 0, 0, 0));
        assertThat(plans.decisions(id(1))).extracting(CallbackDecision::move).containsExactly(dialAt(NOW), WITHDRAWN);
    }

    @Test
    void what_is_closed_while_it_is_being_planned_again_waits_no_more() throws Exception {
        var plans = TABLES.store();
        var attempt = released(plans);
        var next = dialAt(NOW.plusSeconds(10_800));
        TABLES.database().ask("""
                create or replace function telephony.stand_still() returns trigger language plpgsql as $$
                begin
                  perform pg_advisory_xact_lock_shared(28);
                  return null;
                end $$
                """);
        TABLES.database().ask("""
                create constraint trigger stands_still after insert on telephony.attempt deferrable initially deferred
                  for each row execute function telephony.stand_still()
                """);
        var gate = TABLES.database().pool().getConnection().await();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = gate.query("select pg_advisory_lock(28)").execute().await();
            Future<Boolean> settled = threads.submit(() -> plans.settle(attempt, OFF, NOW, next, NOW));
            untilWaitsForALock("commit");
            Future<Boolean> closed = threads.submit(() -> plans.close(id(1), WITHDRAWN, NOW));
            untilWaitsForALock("%in_vain%");

            var _ = gate.query("select pg_advisory_unlock(28)").execute().await();

            assertThat(settled.get()).isTrue();
            assertThat(closed.get()).isTrue();
        } finally {
            var _ = gate.close();
            TABLES.database().ask("drop trigger stands_still on telephony.attempt");
        }
        assertThat(plans.find(id(1)).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.WITHDRAWN, NOW));
        assertThat(plans.counts(NOW)).isEqualTo(new PlanStore.Counts(0, 0, 0, 0, 0));
        assertThat(plans.decisions(id(1)))
                .extracting(CallbackDecision::move)
                .containsExactly(dialAt(NOW), next, WITHDRAWN);
    }

    @Test
    void a_settlement_that_closes_and_a_closing_do_not_wait_for_each_other() throws Exception {
        var plans = TABLES.store();
        var attempt = released(plans);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var closing = TABLES.database().pool().getConnection().await();
            var under = closing.begin().await();
            var _ = closing.query("select from telephony.callback for update")
                    .execute()
                    .await();
            Future<Boolean> settled = threads.submit(() -> plans.settle(
                    attempt,
                    new AttemptOutcome.Reached(),
                    NOW,
                    new NextMove.Close(CloseReason.REACHED, "reached"),
                    NOW));
            untilWaitsForALock("%, unsent,%");

            new PlanMoves(new Database.Statements("closing", closing)).close(id(1).value(), WITHDRAWN, NOW);
            under.commit().await();
            var _ = closing.close();

            assertThat(settled.get()).isTrue();
        }
        assertThat(plans.find(id(1)).orElseThrow().state())
                .isEqualTo(new CallbackState.Closed(CloseReason.WITHDRAWN, NOW));
        assertThat(plans.decisions(id(1))).extracting(CallbackDecision::move).containsExactly(dialAt(NOW), WITHDRAWN);
    }

    private static AttemptId released(PlanStore plans) {
        plans.add(request(1), TELECOM, dialAt(NOW), NOW);
        var attempt = plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt()
                .id();
        assertThat(plans.release(attempt, NOW)).isTrue();
        return attempt;
    }

    /// @param query as in SQL's `like`
    private static void untilWaitsForALock(String query) {
        await().until(() -> TABLES.database()
                        .ask("select from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%s'"
                                .formatted(query))
                        .size()
                == 1);
    }

    @Test
    void evidence_can_neither_be_changed_nor_deleted() {
        TABLES.store().add(request(1), TELECOM, dialAt(NOW), NOW);

        assertThatThrownBy(() -> TABLES.database().ask("update telephony.callback_decision set why = 'better'"))
                .hasStackTraceContaining("is evidence");
        assertThatThrownBy(() -> TABLES.database().ask("delete from telephony.callback_decision"))
                .hasStackTraceContaining("is evidence");
        var plans = TABLES.store();
        var attempt = plans.claimDue(held(1), NOW, List.of(TELECOM), new PlanStore.Limits(1, 1))
                .getFirst()
                .attempt()
                .id();
        plans.settle(attempt, OFF, NOW, dialAt(NOW.plusSeconds(10_800)), NOW);
        assertThatThrownBy(() -> TABLES.database().ask("delete from telephony.attempt"))
                .hasStackTraceContaining("is evidence");
        assertThatThrownBy(() -> TABLES.database().ask("update telephony.attempt set outcome = 'REACHED'"))
                .hasStackTraceContaining("is evidence");
        assertThatThrownBy(() -> TABLES.database().ask("delete from telephony.callback"))
                .hasStackTraceContaining("is evidence");
    }

    /// In the order of the attempts.
    private static List<Boolean> eachAtOnce(List<AttemptId> attempts, Predicate<AttemptId> work)
            throws InterruptedException, ExecutionException {
        var answers = new ArrayList<Boolean>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = attempts.stream()
                    .<Callable<Boolean>>map(id -> () -> work.test(id))
                    .toList();
            for (var one : threads.invokeAll(all)) {
                answers.add(one.get());
            }
        }
        return answers;
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
