package hearback.agent.sql;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/// Many who write at once share one commit. One batch is under way at a time; what is asked for meanwhile waits and
/// goes with the next one. Whoever waits longest leads: it does the work of all and hands over.
///
/// Telephony has one of its own: what speaks to the database belongs to its module, and no package is shared by two.
///
/// @param <A> what is asked for
/// @param <B> what comes of it
final class Batches<A, B> {
    private final int most;
    private final Function<List<A>, List<B>> work;
    private final Queue<Waiter<A, B>> waiting = new ArrayDeque<>();
    private boolean isLed;

    /// @param work does all or nothing: the answers in the order of what was asked, or throws
    Batches(int most, Function<List<A>, List<B>> work) {
        this.most = most;
        this.work = work;
    }

    /// Returns when it is committed; throws what the work threw for this one.
    B submit(A asked) {
        Waiter<A, B> me = new Waiter<>(asked, Promise.promise());
        boolean leads;
        synchronized (waiting) {
            waiting.add(me);
            leads = !isLed;
            isLed = true;
        }
        if (!leads) {
            Optional<B> done = me.turn().future().await();
            if (done.isPresent()) {
                return done.get();
            }
        }
        return lead();
    }

    /// The leader is the first in the queue.
    private B lead() {
        List<Waiter<A, B>> together = new ArrayList<>();
        synchronized (waiting) {
            while (together.size() < most && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
        }
        List<Waiter<A, B>> others = together.subList(1, together.size());
        try {
            List<B> done = work.apply(together.stream().map(Waiter::asked).toList());
            for (int i = 0; i < others.size(); i++) {
                others.get(i).turn().complete(Optional.of(done.get(i + 1)));
            }
            return done.getFirst();
        } catch (IllegalStateException mistake) {
            // One of them cannot be done; the others need not suffer for it.
            if (others.isEmpty()) {
                throw mistake;
            }
            others.forEach(this::alone);
            return work.apply(List.of(together.getFirst().asked())).getFirst();
        } catch (RuntimeException e) {
            others.forEach(other -> other.turn().fail(e));
            throw e;
        } finally {
            handOver();
        }
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
            next = Optional.ofNullable(waiting.peek());
            isLed = next.isPresent();
        }
        next.ifPresent(first -> first.turn().complete(Optional.empty()));
    }

    /// @param turn what came of it; empty: lead now
    private record Waiter<A, B>(A asked, Promise<Optional<B>> turn) {}
}
