package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// faults.md: an operator is told of mistakes, not of alarm clocks that ring for nobody.
final class UncaughtTest {
    private static final StackTraceElement IN_THE_POOL = new StackTraceElement(
            "io.vertx.sqlclient.impl.pool.SqlConnectionPool$1PoolRequest", "lambda$onEnqueue$1", null, 309);

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Uncaught.class);

    @BeforeEach
    void listen() {
        told.start();
        log.addAppender(told);
    }

    @AfterEach
    void leave() {
        log.detachAppender(told);
    }

    @Test
    void tells_of_what_is_thrown_on_a_thread_of_vertx_and_reaches_nobody() {
        try (var meters = new Meters()) {
            var vertx = meters.vertx();
            try {
                var over = Promise.<Void>promise();
                vertx.runOnContext(_ -> {
                    vertx.getOrCreateContext().runOnContext(_ -> over.complete());
                    throw new IllegalStateException("Promise already completed");
                });
                over.future().await();
            } finally {
                vertx.close().await();
            }
        }

        assertThat(told.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
    }

    @Test
    void an_alarm_of_the_pool_that_rings_for_nobody_is_no_mistake() {
        new Uncaught().handle(inThePool(new IllegalStateException("Promise already completed")));

        assertThat(told.list).isEmpty();
    }

    @Test
    void anything_else_from_the_pool_is_one() {
        new Uncaught().handle(inThePool(new IllegalStateException("Pool closed twice")));
        new Uncaught().handle(inThePool(new NullPointerException()));

        assertThat(told.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.ERROR);
    }

    private static <T extends Throwable> T inThePool(T thrown) {
        thrown.setStackTrace(Stream.concat(Arrays.stream(thrown.getStackTrace()).limit(1), Stream.of(IN_THE_POOL))
                .toArray(StackTraceElement[]::new));
        return thrown;
    }
}
