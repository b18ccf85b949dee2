package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An operator is told of mistakes, not of alarm clocks that ring for nobody.
final class UncaughtTest {
    private static final StackTraceElement IN_THE_POOL = new StackTraceElement(
            "io.vertx.sqlclient.impl.pool.SqlConnectionPool$1PoolRequest", "lambda$onEnqueue$1", null, 309);

    private final List<Throwable> told = new ArrayList<>();
    private final Uncaught uncaught = new Uncaught(told::add);

    @Test
    void tells_of_what_is_thrown_on_a_thread_of_vertx_and_reaches_nobody() {
        var mistake = new IllegalStateException("Promise already completed");
        try (var meters = new Meters()) {
            var vertx = meters.vertx();
            assertThat(vertx.exceptionHandler()).isInstanceOf(Uncaught.class);
            var heard = Promise.<Throwable>promise();
            vertx.exceptionHandler(new Uncaught(heard::complete));
            vertx.runOnContext(_ -> {
                throw mistake;
            });

            assertThat(heard.future().await()).isSameAs(mistake);
            vertx.close().await();
        }
    }

    @Test
    void an_alarm_of_the_pool_that_rings_for_nobody_is_no_mistake() {
        uncaught.handle(inThePool(new IllegalStateException("Promise already completed")));

        assertThat(told).isEmpty();
    }

    @Test
    void anything_else_from_the_pool_is_one() {
        uncaught.handle(inThePool(new IllegalStateException("Pool closed twice")));
        uncaught.handle(inThePool(new NullPointerException()));

        assertThat(told).hasSize(2);
    }

    private static <T extends Throwable> T inThePool(T thrown) {
        thrown.setStackTrace(Stream.concat(Arrays.stream(thrown.getStackTrace()).limit(1), Stream.of(IN_THE_POOL))
                .toArray(StackTraceElement[]::new));
        return thrown;
    }
}
