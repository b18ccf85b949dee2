package hearback.telephony.simulation;

import hearback.telephony.flow.Rounds;
import hearback.telephony.flow.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What [hearback.telephony.flow.Loop] does, in the world's time.
final class SimulatedRounds implements Rounds {
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofMillis(1);
    /// From the nudge to the round: a thread has to be woken.
    private static final Duration WAKES = Duration.ofMillis(15);

    private final Node node;
    private final Baton baton;
    private final String name;
    private final Supplier<Duration> round;
    private final Consumer<String> mistakes;
    private Duration wait = FIRST_WAIT;
    private long next;
    private Instant due = Instant.MIN;
    private boolean running;
    private boolean nudged;
    private boolean stopping;
    private boolean started;

    /// @param round says how long to rest then
    /// @param mistakes told of what no round may throw
    SimulatedRounds(Node node, Baton baton, String name, Supplier<Duration> round, Consumer<String> mistakes) {
        this.node = node;
        this.baton = baton;
        this.name = name;
        this.round = round;
        this.mistakes = mistakes;
    }

    @Override
    public void start() {
        started = true;
        again(LEAST);
    }

    @Override
    public void nudge() {
        if (running) {
            nudged = true;
        } else if (started) {
            wake();
        }
    }

    private void wake() {
        var then = baton.now().plus(WAKES);
        if (then.isBefore(due)) {
            again(WAKES);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        while (running) {
            node.pause(LEAST);
        }
    }

    private void again(Duration rest) {
        long mine = ++next;
        due = baton.now().plus(rest.compareTo(LEAST) < 0 ? LEAST : rest);
        node.poll(due, () -> {
            if (mine == next && !stopping) {
                run();
            }
        });
    }

    private void run() {
        running = true;
        nudged = false;
        var rest = rest();
        running = false;
        if (!stopping) {
            again(nudged && WAKES.compareTo(rest) < 0 ? WAKES : rest);
        }
    }

    private Duration rest() {
        try {
            var rest = round.get();
            wait = FIRST_WAIT;
            return rest;
        } catch (StoreUnavailable away) {
            return longer();
        } catch (RuntimeException thrown) {
            mistakes.accept(node.name() + " " + name + ": " + thrown);
            return longer();
        }
    }

    private Duration longer() {
        baton.busy();
        var mine = wait;
        var doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(MOST_WAIT) < 0 ? doubled : MOST_WAIT;
        return mine;
    }
}
