package hearback.app;

import io.vertx.core.Handler;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was thrown on a thread of Vert.x and reached nobody. It is a mistake of ours, but for one that is Vert.x's own.
///
/// A caller who has to wait for a connection of the pool and gets one in the same moment is given an alarm clock after
/// he was served. When it rings nobody waits any more, and Vert.x finds that it answers twice (vertx-sql-client 5.0.10,
/// issue 1567). The caller had his connection and gave it back; an operator would only be frightened by it.
final class Uncaught implements Handler<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(Uncaught.class);
    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    private final Consumer<Throwable> mistakes;

    Uncaught() {
        this(thrown -> LOG.error("thrown where nobody hears it", thrown));
    }

    /// @param mistakes is told of each
    Uncaught(Consumer<Throwable> mistakes) {
        this.mistakes = mistakes;
    }

    @Override
    public void handle(Throwable thrown) {
        if (isLateAlarm(thrown)) {
            LOG.debug("the alarm clock of a caller whom the pool had served rang", thrown);
        } else {
            mistakes.accept(thrown);
        }
    }

    private static boolean isLateAlarm(Throwable thrown) {
        return thrown instanceof IllegalStateException
                && "Promise already completed".equals(thrown.getMessage())
                && Arrays.stream(thrown.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(POOL));
    }
}
