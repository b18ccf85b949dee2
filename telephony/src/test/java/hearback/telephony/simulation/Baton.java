package hearback.telephony.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/// The world's time, and the one baton in it: of all threads exactly one runs, the one that has it. What is to be done
/// stands in a queue by its time; whoever has the baton does one thing after the other. One that has to wait in the
/// middle keeps its stack and hands the baton to another thread, until its time has come.
///
/// So a run has no order but that of the queue, and no time but that of the queue.
final class Baton {
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparingLong(Turn::order));
    private final Deque<Runner> idle = new ArrayDeque<>();
    private final Semaphore over = new Semaphore(0);
    private final ChronoUnit grain;
    private Instant now;
    private Instant end = Instant.MAX;
    private Instant busyAt;
    private long order;
    private int waiting;
    private boolean closing;
    private Optional<Throwable> failed = Optional.empty();

    /// @param isPoll only looks whether there is something to do, and comes again by itself
    private record Turn(Instant at, long order, boolean isPoll, Runnable work, Optional<Semaphore> waits) {}

    /// @param grain of its time: nothing happens in between
    Baton(Instant start, ChronoUnit grain) {
        this.grain = grain;
        now = start;
        busyAt = start;
    }

    Instant now() {
        return now;
    }

    /// Has something done at its time, or now when that is over.
    void at(Instant at, Runnable work) {
        turns.add(new Turn(at.truncatedTo(grain), order++, false, work, Optional.empty()));
    }

    void in(Duration length, Runnable work) {
        at(now.plus(length), work);
    }

    /// As [#at], for what only looks: it holds up no skipping of a time in which nothing happens.
    void poll(Instant at, Runnable work) {
        turns.add(new Turn(at.truncatedTo(grain), order++, true, work, Optional.empty()));
    }

    /// Something happened: time is not skipped for a while.
    void busy() {
        busyAt = now;
    }

    Instant busyAt() {
        return busyAt;
    }

    /// Waits in the middle of what is being done, while others have their turns.
    ///
    /// @throws Abandoned when the world ends meanwhile
    void pause(Duration length) {
        if (closing) {
            throw new Abandoned();
        }
        var waits = new Semaphore(0);
        turns.add(new Turn(now.plus(length).truncatedTo(grain), order++, false, () -> {}, Optional.of(waits)));
        waiting++;
        var next = idle.isEmpty() ? new Runner() : idle.pop();
        next.mine.release();
        waits.acquireUninterruptibly();
        waiting--;
        if (closing) {
            throw new Abandoned();
        }
    }

    /// The next time at which something is to be done that is more than a look; empty when somebody waits in the
    /// middle of something.
    Optional<Instant> nextEvent() {
        if (waiting > 0) {
            return Optional.empty();
        }
        return Optional.of(turns.stream()
                .filter(turn -> !turn.isPoll)
                .map(Turn::at)
                .min(Comparator.naturalOrder())
                .orElse(end));
    }

    /// Goes on to a later time at once; everybody who would look meanwhile looks that much later.
    ///
    /// @param length in whole grains
    void skip(Duration length) {
        List<Turn> later = new ArrayList<>();
        turns.removeIf(turn -> turn.isPoll && later.add(turn));
        later.forEach(turn -> turns.add(new Turn(turn.at.plus(length), turn.order, true, turn.work, Optional.empty())));
        now = now.plus(length);
        busyAt = now;
    }

    /// Lets the world go on until then; returns when everything up to it is done.
    void run(Instant until) {
        end = until;
        new Runner().mine.release();
        over.acquireUninterruptibly();
        close();
        failed.ifPresent(thrown -> {
            throw new IllegalStateException("the simulation itself failed", thrown);
        });
    }

    /// Lets everybody who waits in the middle of something fall out of it, one after the other.
    private void close() {
        closing = true;
        for (Turn turn : List.copyOf(turns)) {
            turn.waits.ifPresent(waits -> {
                waits.release();
                over.acquireUninterruptibly();
            });
        }
        idle.forEach(runner -> runner.mine.release());
    }

    private void lead(Runner me) {
        while (!closing) {
            var turn = turns.peek();
            if (turn == null || turn.at.isAfter(end) || failed.isPresent()) {
                idle.push(me);
                over.release();
                return;
            }
            turns.remove();
            now = turn.at.isAfter(now) ? turn.at : now;
            if (turn.waits.isPresent()) {
                idle.push(me);
                turn.waits.get().release();
                return;
            }
            run(turn);
        }
        over.release();
    }

    private void run(Turn turn) {
        try {
            turn.work.run();
        } catch (Abandoned gone) {
            // Whatever it was, it died with its node, or with the world.
        } catch (Throwable thrown) {
            failed = Optional.of(thrown);
        }
    }

    /// Thrown through whatever a node was doing when it died. An Error, because nobody catches one.
    static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    private final class Runner {
        private final Semaphore mine = new Semaphore(0);

        Runner() {
            var _ = Thread.ofVirtual().start(() -> {
                mine.acquireUninterruptibly();
                while (!closing) {
                    lead(this);
                    if (!closing) {
                        mine.acquireUninterruptibly();
                    }
                }
            });
        }
    }
}
