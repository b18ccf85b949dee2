package hearback.agent.sql;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;

/// Many who write at once share one commit. A few batches are under way at a time; what is asked for meanwhile waits
/// and
/// goes with the next one. Whoever waits longest leads: it does the work of all and hands over.
///
/// @param <A> what is asked for
/// @param <B> what comes of it
final class Batches<A, B> {
    private final int most;
    private final int atOnce;
    private final Function<List<A>, List<B>> work;
    private final Queue<Waiter<A, B>> waiting = new ArrayDeque<>();
    private int leaders;

    /// @param most in a batch
    /// @param atOnce how many batches may be under way
    /// @param work does all or nothing: the answers in the order of what was asked, or throws
    Batches(int most, int atOnce, Function<List<A>, List<B>> work) {
        this.most = most;
        this.atOnce = atOnce;
        this.work = work;
    }

    /// Returns when it is committed; throws what the work threw for this one.
    B submit(A asked) {
        Waiter<A, B> me = new Waiter<>(asked, Promise.promise());
        if (!leads(me)) {
            Optional<B> done = me.turn().future().await();
            if (done.isPresent()) {
                return done.get();
            }
        }
        return lead(me);
    }

    /// Nobody waits while one more batch may be under way.
    private boolean leads(Waiter<A, B> me) {
        synchronized (waiting) {
            if (leaders < atOnce) {
                leaders++;
                return true;
            }
            return !waiting.add(me);
        }
    }

    private B lead(Waiter<A, B> me) {
        List<Waiter<A, B>> others = new ArrayList<>();
        synchronized (waiting) {
            while (others.size() + 1 < most && !waiting.isEmpty()) {
                others.add(waiting.remove());
            }
        }
        List<B> done;
        try {
            done = work.apply(Stream.concat(Stream.of(me), others.stream())
                    .map(Waiter::asked)
                    .toList());
        } catch (IllegalStateException mistake) {
            // One of them cannot be done; the others need not suffer for it.
            if (others.isEmpty()) {
                throw mistake;
            }
            others.forEach(this::alone);
            return work.apply(List.of(me.asked())).getFirst();
        } catch (RuntimeException e) {
            others.forEach(other -> other.turn().fail(e));
            throw e;
        } finally {
            handOver();
        }
        for (int i = 0; i < others.size(); i++) {
            others.get(i).turn().complete(Optional.of(done.get(i + 1)));
        }
        return done.getFirst();
    }

    private void alone(Waiter<A, B> one) {
        try {
            one.turn().complete(Optional.of(work.apply(List.of(one.asked())).getFirst()));
        } catch (RuntimeException e) {
            one.turn().fail(e);
        }
    }

    private void handOver() {
        Optional<Waiter<A, B>> next;
        synchronized (waiting) {
            next = Optional.ofNullable(waiting.poll());
            leaders -= next.isPresent() ? 0 : 1;
        }
        next.ifPresent(first -> first.turn().complete(Optional.empty()));
    }

    /// @param turn what came of it; empty: lead now
    private record Waiter<A, B>(A asked, Promise<Optional<B>> turn) {}
}
