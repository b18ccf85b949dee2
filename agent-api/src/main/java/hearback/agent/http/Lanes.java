package hearback.agent.http;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Much work of one request, done side by side on threads of its own: most of it is waiting for the database, and what
/// serves the others does not wait meanwhile. Works of the same key are done one after the other, in order.
final class Lanes {
    /// So many connections of the pool (`postgres.pool-size`) one request has at most; the others are for the
    /// others.
    static final int LANES = 4;

    private Lanes() {}

    /// Ends when all is done, or with the first failure when what was begun is done; the results come in any order.
    static <T, R> Collection<R> done(List<T> works, Function<T, String> key, Function<T, R> deed) {
        Map<Integer, List<T>> lanes = works.stream()
                .collect(Collectors.groupingBy(
                        work -> Math.floorMod(key.apply(work).hashCode(), LANES)));
        ConcurrentLinkedQueue<R> results = new ConcurrentLinkedQueue<>();
        AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(Optional.empty());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lanes.values()
                    .forEach(lane -> threads.execute(() -> {
                        try {
                            for (T work : lane) {
                                if (failure.get().isPresent()) {
                                    return;
                                }
                                results.add(deed.apply(work));
                            }
                        } catch (RuntimeException e) {
                            failure.set(Optional.of(e));
                        }
                    }));
        }
        failure.get().ifPresent(e -> {
            throw e;
        });
        if (results.size() != works.size()) {
            throw new IllegalStateException("of " + works.size() + " works only " + results.size() + " were done");
        }
        return results;
    }
}
