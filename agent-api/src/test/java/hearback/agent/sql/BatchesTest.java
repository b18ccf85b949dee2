package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.flow.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Who goes together, and that nobody suffers for another's mistake.
final class BatchesTest {
    private final List<List<Integer>> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstRuns = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    /// The first batch waits, so that the others gather meanwhile.
    private List<Integer> doubled(List<Integer> asked) {
        done.add(asked);
        if (asked.contains(0)) {
            firstRuns.countDown();
            try {
                firstMayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (asked.contains(13)) {
            throw new IllegalStateException("13");
        }
        if (asked.contains(99)) {
            throw new StoreUnavailable("gone", new IllegalStateException());
        }
        return asked.stream().map(one -> one * 2).toList();
    }

    /// Asks for 0, and for these while it is under way; gives what came of each.
    private List<Future<Integer>> asked(int most, int... others) throws InterruptedException {
        Batches<Integer, Integer> batches = new Batches<>(most, this::doubled);
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers.add(threads.submit(() -> batches.submit(0)));
            firstRuns.await();
            List<Thread> waiting = new CopyOnWriteArrayList<>();
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

    @Test
    void who_asks_while_one_is_under_way_goes_with_the_next() throws Exception {
        var answers = asked(100, 1, 2, 3, 4);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(i * 2);
        }
        assertThat(done).hasSize(2);
        assertThat(done.get(1)).containsExactlyInAnyOrder(1, 2, 3, 4);
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
        var answers = asked(100, 1, 13, 2);
        assertThat(answers.get(1).get()).isEqualTo(2);
        assertThatThrownBy(() -> answers.get(2).get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("13");
        assertThat(answers.get(3).get()).isEqualTo(4);
    }

    @Test
    void when_the_database_is_gone_all_are_told_and_the_next_go_on() throws Exception {
        var answers = asked(100, 1, 99, 2);
        for (int i = 1; i < 4; i++) {
            var answer = answers.get(i);
            assertThatThrownBy(answer::get).hasCauseInstanceOf(StoreUnavailable.class);
        }
        assertThat(done).hasSize(2);
    }
}
