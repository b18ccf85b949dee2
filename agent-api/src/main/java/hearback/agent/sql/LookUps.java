package hearback.agent.sql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Many who look something up at once share a statement. Few are under way at a time; who asks meanwhile goes with the
/// next one, so that nobody is answered by a statement that began before he asked. What was found is not kept.
///
/// Those who wait hold no lock: they await a future, and their context serves others.
///
/// @param <K> what is looked for
/// @param <R> what is found, a row
final class LookUps<K, R> {
    /// One whose connection hangs does not hold up the others.
    private static final int AT_ONCE = 2;

    private final int most;
    private final int atOnce;
    private final Function<List<K>, ? extends Future<? extends Iterable<R>>> ask;
    private final Function<R, K> keyOf;
    private final Map<K, Promise<Optional<R>>> waiting = new LinkedHashMap<>();
    private int underWay;

    /// @param most that go together
    /// @param ask one row for each key that there is, in any order
    LookUps(int most, Function<List<K>, ? extends Future<? extends Iterable<R>>> ask, Function<R, K> keyOf) {
        this(most, AT_ONCE, ask, keyOf);
    }

    /// @param atOnce how many statements may be under way
    LookUps(
            int most,
            int atOnce,
            Function<List<K>, ? extends Future<? extends Iterable<R>>> ask,
            Function<R, K> keyOf) {
        this.most = most;
        this.atOnce = atOnce;
        this.ask = ask;
        this.keyOf = keyOf;
    }

    /// @param sql selects by a list of texts, and with what it finds the text itself
    /// @param column that holds it
    static LookUps<String, Row> byText(int most, Pool pool, String sql, String column) {
        return new LookUps<>(
                most,
                texts -> pool.preparedQuery(sql).execute(Tuple.tuple().addArrayOfString(texts.toArray(String[]::new))),
                row -> row.getString(column));
    }

    /// What the database holds at some instant after this was called. Throws what the statement failed with, as
    /// [Database#waitFor] does.
    Optional<R> find(K key) {
        Promise<Optional<R>> mine;
        boolean begins;
        synchronized (waiting) {
            mine = waiting.computeIfAbsent(key, _ -> Promise.promise());
            begins = underWay < atOnce;
            underWay += begins ? 1 : 0;
        }
        if (begins) {
            askNext();
        }
        return Database.waitFor(mine.future());
    }

    private void askNext() {
        Map<K, Promise<Optional<R>>> together = new LinkedHashMap<>();
        synchronized (waiting) {
            var next = waiting.entrySet().iterator();
            while (together.size() < most && next.hasNext()) {
                var one = next.next();
                together.put(one.getKey(), one.getValue());
                next.remove();
            }
            underWay -= together.isEmpty() ? 1 : 0;
        }
        if (!together.isEmpty()) {
            asked(together.keySet()).onComplete(answer -> {
                askNext();
                if (answer.succeeded()) {
                    tell(together, answer.result());
                } else {
                    fail(together, answer.cause());
                }
            });
        }
    }

    private Future<? extends Iterable<R>> asked(Iterable<K> keys) {
        List<K> all = new ArrayList<>();
        keys.forEach(all::add);
        try {
            return ask.apply(all);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void tell(Map<K, Promise<Optional<R>>> together, Iterable<R> rows) {
        Map<K, R> found = new HashMap<>();
        for (R row : rows) {
            found.put(keyOf.apply(row), row);
        }
        together.forEach((key, promise) -> promise.complete(Optional.ofNullable(found.get(key))));
    }

    /// The server that is away is away for all. What it refuses may be the fault of one: then each asks alone.
    private void fail(Map<K, Promise<Optional<R>>> together, Throwable cause) {
        boolean mayBeOnes =
                together.size() > 1 && cause instanceof PgException refused && Database.isOurMistake(refused);
        together.forEach((key, promise) -> {
            if (mayBeOnes) {
                asked(List.of(key)).onComplete(answer -> {
                    if (answer.succeeded()) {
                        tell(Map.of(key, promise), answer.result());
                    } else {
                        promise.fail(answer.cause());
                    }
                });
            } else {
                promise.fail(cause);
            }
        });
    }
}
