package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.flow.StoreUnavailable;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Who goes together, and that nobody suffers for another.
class BatchesTest {
    private static final int REFUSED = 13;
    private static final int COLLIDES = 40;
    private static final int AWAY = 99;

    private final List<List<Integer>> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstRuns = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @Test
    void who_asks_while_one_is_under_way_goes_with_the_next() throws Exception {
        var answers = asked(100, 1, 2, 3, 4);

        for (int place = 0; place < answers.size(); place++) {
            assertThat(answers.get(place).get()).isEqualTo(place * 2);
        }
        assertThat(done).hasSize(2);
        assertThat(done.getLast()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void no_more_than_so_many_go_together_and_nobody_is_left() throws Exception {
        for (var answer : asked(2, 1, 2, 3, 4, 5)) {
            assertThat(answer.get()).isNotNull();
        }

        assertThat(done).allMatch(batch -> batch.size() <= 2);
        assertThat(done.stream().mapToInt(List::size).sum()).isEqualTo(6);
    }

    @Test
    void one_that_cannot_be_done_fails_alone() throws Exception {
        var answers = asked(100, 1, REFUSED, 2);

        assertThat(answers.get(1).get()).isEqualTo(2);
        assertThatThrownBy(() -> answers.get(2).get()).hasRootCauseMessage("refused");
        assertThat(answers.get(3).get()).isEqualTo(4);
    }

    @Test
    void one_that_meets_another_transaction_is_certainly_not_done_and_fails_alone() throws Exception {
        var answers = asked(100, 1, COLLIDES, 2);

        assertThat(answers.get(1).get()).isEqualTo(2);
        assertThatThrownBy(() -> answers.get(2).get()).hasCauseInstanceOf(StoreUnavailable.class);
        assertThat(answers.get(3).get()).isEqualTo(4);
    }

    @Test
    void when_nobody_knows_whether_it_was_done_all_are_told_and_the_next_go_on() throws Exception {
        var answers = asked(100, 1, AWAY, 2);

        for (var answer : answers.subList(1, 4)) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(StoreUnavailable.class);
        }
        assertThat(done).hasSize(2);
    }

    /// The first batch waits, so that the others gather meanwhile.
    private List<Integer> doubled(List<Integer> asked) {
        done.add(asked);
        if (asked.contains(0)) {
            firstRuns.countDown();
            try {
                firstMayEnd.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        if (asked.contains(REFUSED)) {
            throw new IllegalStateException("refused");
        }
        if (asked.contains(COLLIDES)) {
            throw new StoreUnavailable("met", new PgException("deadlock detected", "ERROR", "40P01", ""));
        }
        if (asked.contains(AWAY)) {
            throw new StoreUnavailable("gone", new IllegalStateException());
        }
        return asked.stream().map(one -> one * 2).toList();
    }

    /// Asks for 0, and for these while it is under way; gives what came of each.
    private List<Future<Integer>> asked(int most, int... others) throws InterruptedException {
        var batches = new Batches<Integer, Integer>(most, this::doubled);
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers.add(threads.submit(() -> batches.submit(0)));
            firstRuns.await();
            var waiting = new CopyOnWriteArrayList<Thread>();
            for (int other : others) {
                answers.add(threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return batches.submit(other);
                }));
            }
            while (waiting.size() < others.length
                    || waiting.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            firstMayEnd.countDown();
        }
        return answers;
    }
}
