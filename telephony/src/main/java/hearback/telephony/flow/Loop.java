package hearback.telephony.flow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs rounds on a virtual thread of its own until stopped: again at once while there was work, otherwise after a
/// rest or a nudge. A round that throws is run again after a wait that doubles, up to [#MOST_WAIT]; it ends nothing.
///
/// For the assembly alone; tests call the round themselves.
public final class Loop implements Rounds {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<Duration> round;
    private final Semaphore nudges = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    /// @param round does what there is to do, once, and says how much it was
    /// @param rest between rounds that had nothing to do
    public Loop(String name, IntSupplier round, Duration rest) {
        this(name, () -> round.getAsInt() == 0 ? rest : Duration.ZERO);
    }

    /// @param round does what there is to do, once, and says how long to rest then
    public Loop(String name, Supplier<Duration> round) {
        this.name = name;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void nudge() {
        nudges.release();
    }

    @Override
    public void stop() {
        stopping = true;
        nudge();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration wait = FIRST_WAIT;
        while (!stopping) {
            try {
                Duration rest = round.get();
                wait = FIRST_WAIT;
                if (rest.isPositive()) {
                    rest(rest);
                }
            } catch (StoreUnavailable away) {
                log.warn("{} waits {} ms: {}", name, wait.toMillis(), away.getMessage());
                wait = again(wait);
            } catch (RuntimeException failed) {
                log.error("{} failed, again in {} ms", name, wait.toMillis(), failed);
                wait = again(wait);
            }
        }
    }

    private Duration again(Duration wait) {
        if (!stopping) {
            rest(wait);
        }
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(MOST_WAIT) < 0 ? doubled : MOST_WAIT;
    }

    private void rest(Duration length) {
        try {
            if (nudges.tryAcquire(length.toNanos(), TimeUnit.NANOSECONDS)) {
                nudges.drainPermits();
            }
        } catch (InterruptedException stopped) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }
}
