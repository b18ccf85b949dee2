package hearback.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been started, in order, to be stopped in reverse.
final class Started {
    private static final Logger log = LoggerFactory.getLogger(Started.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean stopping;

    private record Part(String name, Stop stop) {}

    /// How one part is stopped; must come back within a few seconds by itself.
    interface Stop {
        void stop() throws Exception;
    }

    /// @throws Unavailable when all is being stopped already; the part is stopped then too
    synchronized void add(String name, Stop stop) {
        parts.push(new Part(name, stop));
        if (stopping) {
            stopAll();
            throw new Unavailable("stopped while starting");
        }
    }

    /// Stops everything, whatever fails on the way. A second call finds nothing to do.
    synchronized void stopAll() {
        stopping = true;
        while (!parts.isEmpty()) {
            var part = parts.pop();
            long from = System.nanoTime();
            try {
                part.stop.stop();
                log.debug("stopped part={} in {}", part.name, Duration.ofNanos(System.nanoTime() - from));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                log.warn("part={} was interrupted while stopping", part.name);
            } catch (Exception trouble) {
                log.warn("part={} did not stop cleanly", part.name, trouble);
            }
        }
    }
}
