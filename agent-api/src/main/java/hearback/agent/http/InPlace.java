package hearback.agent.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A Vert.x that does blocking work where it is asked to. vertx-openapi 5.0.10 hands each validation, some
/// microseconds of work, to another thread and waits for it; whoever asks here is on a virtual thread, which may
/// block, and the two changes of threads took longer than the work.
final class InPlace {
    private InPlace() {}

    static Vertx of(Vertx vertx) {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(),
                new Class<?>[] {Vertx.class},
                (_, method, arguments) -> method.getName().equals("executeBlocking")
                                && arguments != null
                                && arguments[0] instanceof Callable<?> work
                        ? done(work)
                        : asked(vertx, method, arguments));
    }

    private static Future<?> done(Callable<?> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private static @Nullable Object asked(Vertx vertx, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(vertx, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
