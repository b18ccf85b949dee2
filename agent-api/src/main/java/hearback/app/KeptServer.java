package hearback.app;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server process beside ours: watched, and started again when it dies, until it is stopped.
final class KeptServer {
    private static final Logger log = LoggerFactory.getLogger(KeptServer.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final String name;
    private final Launch launch;
    private @Nullable Process process;
    private boolean wanted;

    /// Starts the process and returns it once it answers.
    interface Launch {
        /// @throws IOException when it did not come up; nothing is left running then
        Process start() throws IOException, InterruptedException;
    }

    KeptServer(String name, Launch launch) {
        this.name = name;
        this.launch = launch;
    }

    synchronized void start() throws IOException, InterruptedException {
        wanted = true;
        run();
    }

    private void run() throws IOException, InterruptedException {
        var started = launch.start();
        process = started;
        Thread.ofVirtual().name("keep-" + name).start(() -> keep(started));
    }

    private void keep(Process alive) {
        try {
            alive.waitFor();
            for (var wait = FIRST_WAIT; !revivedOrUnwanted(alive, wait); wait = longer(wait)) {
                Thread.sleep(wait);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
    }

    private synchronized boolean revivedOrUnwanted(Process dead, Duration wait) throws InterruptedException {
        if (!wanted) {
            return true;
        }
        log.warn("server={} pid={} ended unasked with {}; starting it again", name, dead.pid(), dead.exitValue());
        try {
            run();
            log.info("server={} is back", name);
            return true;
        } catch (IOException trouble) {
            log.warn("server={} did not come back, next try in {}: {}", name, wait, trouble.getMessage());
            return false;
        }
    }

    /// Asks it to end and waits; kills it when it does not within the time.
    synchronized void stop(Request request, Duration patience) {
        wanted = false;
        var running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        try {
            request.ask(running);
            if (!running.waitFor(patience)) {
                log.warn("server={} did not stop within {}, killing it", name, patience);
                running.destroyForcibly();
                running.waitFor();
            }
        } catch (IOException trouble) {
            log.warn("server={} could not be asked to stop, killing it: {}", name, trouble.getMessage());
            running.destroyForcibly();
        } catch (InterruptedException hurry) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// How this kind of server is asked to end.
    interface Request {
        void ask(Process process) throws IOException, InterruptedException;
    }
}
