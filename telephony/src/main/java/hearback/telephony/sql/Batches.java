package hearback.telephony.sql;

import hearback.telephony.flow.StoreUnavailable;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/// Many who ask at once share one statement and one commit. One batch is under way at a time; what is asked for
/// meanwhile waits and goes with the next one. Whoever waits longest leads: it does the work of all and hands over.
///
/// @param <A> what is asked for
/// @param <B> what comes of it
final class Batches<A, B> {
    private final int most;
    private final Function<List<A>, List<B>> work;
    private final Queue<Waiter<A, B>> waiting = new ArrayDeque<>();
    private boolean isLed;

    /// @param most go together
    /// @param work does all or nothing: the answers in the order of what was asked, or throws
    Batches(int most, Function<List<A>, List<B>> work) {
        this.most = most;
        this.work = work;
    }

    /// Returns when it is committed; throws what the work threw for this one.
    B submit(A asked) {
        var me = new Waiter<A, B>(asked, Promise.promise());
        boolean leads;
        synchronized (waiting) {
            waiting.add(me);
            leads = !isLed;
            isLed = true;
        }
        if (!leads) {
            var done = me.turn().future().await();
            if (done.isPresent()) {
                return done.get();
            }
        }
        return lead();
    }

    /// The leader is the first in the queue.
    private B lead() {
        var together = new ArrayList<Waiter<A, B>>();
        synchronized (waiting) {
            while (together.size() < most && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
        }
        var others = together.subList(1, together.size());
        try {
            var done = work.apply(together.stream().map(Waiter::asked).toList());
            for (int place = 1; place < together.size(); place++) {
                together.get(place).turn().complete(Optional.of(done.get(place)));
            }
            return done.getFirst();
        } catch (RuntimeException failed) {
            if (others.isEmpty() || !isOfOne(failed)) {
                others.forEach(other -> other.turn().fail(failed));
                throw failed;
            }
            others.forEach(this::alone);
            return work.apply(List.of(together.getFirst().asked())).getFirst();
        } finally {
            handOver();
        }
    }

    /// One of them cannot be done, or met somebody else's transaction (SQLSTATE class 40: certainly rolled back):
    /// the others need not suffer for it.
    private static boolean isOfOne(RuntimeException failed) {
        return failed instanceof IllegalStateException
                || (failed instanceof StoreUnavailable
                        && failed.getCause() instanceof PgException refused
                        && refused.getSqlState().startsWith("40"));
    }

    private void alone(Waiter<A, B> one) {
        try {
            one.turn().complete(Optional.of(work.apply(List.of(one.asked())).getFirst()));
        } catch (RuntimeException failed) {
            one.turn().fail(failed);
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
