package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.testing.Waiting;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who shares a statement, that it began after each of them asked, and that nobody suffers for another's mistake. The
/// statements are answered by hand; a row is "key=value".
final class LookUpsTest {
    private final BlockingQueue<Statement> statements = new LinkedBlockingQueue<>();
    private final LookUps<String, String> lookUps = new LookUps<>(
            3,
            1,
            keys -> {
                Statement statement = new Statement(keys, Promise.promise());
                statements.add(statement);
                return statement.rows().future();
            },
            row -> row.substring(0, row.indexOf('=')));
    private final List<Thread> asking = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private record Statement(List<String> keys, Promise<List<String>> rows) {}

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /// Returns when it waits.
    private Future<Optional<String>> ask(String key) {
        int before = asking.size();
        Future<Optional<String>> answer = threads.submit(() -> {
            asking.add(Thread.currentThread());
            return lookUps.find(key);
        });
        Waiting.until(() -> asking.size() > before && asking.getLast().getState() == Thread.State.WAITING);
        return answer;
    }

    private Statement next() throws InterruptedException {
        return statements.take();
    }

    @Test
    void who_asks_while_a_statement_is_under_way_goes_with_the_next_and_is_told_nothing_older() throws Exception {
        var early = ask("token");
        var first = next();
        var late = ask("token");
        var other = ask("other");
        assertThat(statements).as("one is under way at a time").isEmpty();
        first.rows().complete(List.of("token=good"));
        assertThat(early.get()).contains("token=good");
        var second = next();
        assertThat(second.keys()).containsExactly("token", "other");
        assertThat(late.isDone()).isFalse();
        second.rows().complete(List.of("other=good"));
        assertThat(late.get()).as("revoked meanwhile").isEmpty();
        assertThat(other.get()).contains("other=good");
    }

    @Test
    void one_that_hangs_does_not_hold_up_the_others() throws Exception {
        LookUps<String, String> two = new LookUps<>(
                3,
                2,
                keys -> {
                    Statement statement = new Statement(keys, Promise.promise());
                    statements.add(statement);
                    return statement.rows().future();
                },
                row -> row.substring(0, row.indexOf('=')));
        var stuck = threads.submit(() -> two.find("stuck"));
        var hangs = next();
        for (String key : List.of("a", "b")) {
            var answer = threads.submit(() -> two.find(key));
            next().rows().complete(List.of(key + "=good"));
            assertThat(answer.get()).contains(key + "=good");
        }
        assertThat(stuck.isDone()).isFalse();
        hangs.rows().complete(List.of());
        assertThat(stuck.get()).isEmpty();
    }

    @Test
    void those_who_ask_for_the_same_are_told_by_one_row_and_nothing_is_kept() throws Exception {
        var zero = ask("zero");
        var first = next();
        var one = ask("same");
        var two = ask("same");
        first.rows().complete(List.of());
        assertThat(zero.get()).isEmpty();
        var second = next();
        assertThat(second.keys()).containsExactly("same");
        second.rows().complete(List.of("same=1"));
        assertThat(one.get()).contains("same=1");
        assertThat(two.get()).contains("same=1");
        var again = ask("same");
        next().rows().complete(List.of("same=2"));
        assertThat(again.get()).contains("same=2");
    }

    @Test
    void no_more_than_so_many_go_together_and_nobody_is_left() throws Exception {
        var zero = ask("0");
        var first = next();
        var others = List.of(ask("1"), ask("2"), ask("3"), ask("4"));
        first.rows().complete(List.of("0=0"));
        assertThat(zero.get()).contains("0=0");
        var second = next();
        assertThat(second.keys()).containsExactly("1", "2", "3");
        second.rows().complete(List.of("1=1", "2=2", "3=3"));
        next().rows().complete(List.of("4=4"));
        for (int n = 0; n < others.size(); n++) {
            assertThat(others.get(n).get()).contains((n + 1) + "=" + (n + 1));
        }
    }

    @Test
    void one_that_the_database_refuses_fails_alone() throws Exception {
        var zero = ask("0");
        var first = next();
        var good = ask("good");
        var bad = ask("bad");
        first.rows().complete(List.of());
        assertThat(zero.get()).isEmpty();
        next().rows().fail(refusal());
        next().rows().complete(List.of("good=1"));
        var alone = next();
        assertThat(alone.keys()).containsExactly("bad");
        alone.rows().fail(refusal());
        assertThat(good.get()).contains("good=1");
        assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(PgException.class);
    }

    @Test
    void when_the_database_is_gone_all_who_shared_it_are_told_and_the_next_go_on() throws Exception {
        var zero = ask("0");
        var first = next();
        var one = ask("1");
        var two = ask("2");
        first.rows().complete(List.of());
        assertThat(zero.get()).isEmpty();
        var second = next();
        var later = ask("1");
        second.rows().fail(new java.io.IOException("gone"));
        assertThatThrownBy(one::get).hasRootCauseMessage("gone");
        assertThatThrownBy(two::get).hasRootCauseMessage("gone");
        next().rows().complete(List.of("1=1"));
        assertThat(later.get()).contains("1=1");
        assertThat(statements).isEmpty();
    }

    private static PgException refusal() {
        return new PgException("invalid byte sequence", "ERROR", "22021", "");
    }
}
