package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.UnreachedStore;
import hearback.agent.flow.UnreachedStore.Decided;
import hearback.agent.flow.UnreachedStore.Unreached;
import hearback.agent.life.LineFact.Hindrance;
import hearback.agent.testing.Sample;
import hearback.agent.testing.TestDatabase;
import hearback.telephony.callback.CallbackId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a supervisor has to decide, on a real PostgreSQL, by two nodes together.
final class SqlUnreachedStoreTest {
    private final TestDatabase database = new TestDatabase();
    private final UnreachedStore one = new SqlUnreachedStore(database.openPool());
    private final UnreachedStore other = new SqlUnreachedStore(database.openPool());

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void a_callback_is_one_task_however_often_and_in_whatever_words_it_is_told() {
        var first = task(1, Sample.NOON);
        one.add(first);
        other.add(new Unreached(
                first.callback(), Hindrance.NOT_ALLOWED, "other words", Sample.NOON.plusSeconds(9), Optional.empty()));

        assertThat(one.open(Optional.empty(), 10)).containsExactly(first);
        assertThat(other.find(first.callback())).contains(first);
        assertThat(one.find(id(2))).isEmpty();
    }

    @Test
    void what_is_decided_stays_so_and_is_not_opened_by_being_told_again() {
        var task = task(1, Sample.NOON);
        var decided = new Decided("lead", "a letter was sent", Sample.NOON.plusSeconds(60));
        one.add(task);

        assertThat(one.decide(task.callback(), decided)).isTrue();
        assertThat(other.decide(task.callback(), new Decided("other", "nothing", Sample.NOON.plusSeconds(61))))
                .isFalse();
        other.add(task);

        assertThat(one.open(Optional.empty(), 10)).isEmpty();
        assertThat(one.find(task.callback()).flatMap(Unreached::decided)).contains(decided);
    }

    @Test
    void nothing_is_decided_about_what_is_no_task() {
        assertThat(one.decide(id(1), new Decided("lead", "x", Sample.NOON))).isFalse();
        assertThat(one.find(id(1))).isEmpty();
    }

    @Test
    void of_many_who_decide_at_once_on_two_nodes_one_has_decided() throws Exception {
        one.add(task(1, Sample.NOON));
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            var mine = new Decided("lead" + i, "words of " + i, Sample.NOON);
            var node = i % 2 == 0 ? one : other;
            all.add(() -> node.decide(id(1), mine));
        }
        int decided = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(all)) {
                decided += answer.get() ? 1 : 0;
            }
        }
        assertThat(decided).isEqualTo(1);
    }

    @Test
    void pages_have_each_once_the_last_closed_first_also_when_the_last_of_a_page_is_decided_meanwhile() {
        for (int n = 1; n <= 5; n++) {
            // The second to the fourth were closed at the same instant.
            one.add(task(n, Sample.NOON.plusSeconds(n == 1 || n == 5 ? n : 3)));
        }
        List<CallbackId> seen = new ArrayList<>();
        Optional<CallbackId> before = Optional.empty();
        for (var page = one.open(before, 2); !page.isEmpty(); page = one.open(before, 2)) {
            page.forEach(task -> seen.add(task.callback()));
            before = Optional.of(seen.getLast());
            assertThat(one.decide(seen.getLast(), new Decided("lead", "done", Sample.NOON)))
                    .isTrue();
        }
        assertThat(seen).containsExactly(id(5), id(4), id(3), id(2), id(1));
    }

    private static CallbackId id(int n) {
        return new CallbackId(new UUID(31, n));
    }

    private static Unreached task(int n, Instant since) {
        return new Unreached(id(n), Hindrance.TRIES_EXHAUSTED, "4 attempts in 48 h", since, Optional.empty());
    }
}
