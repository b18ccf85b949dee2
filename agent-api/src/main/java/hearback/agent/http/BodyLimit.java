package hearback.agent.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;

/// Reads a body into memory, up to a limit, and leaves word of the limit for whoever must say no. Only the first of
/// several on a request's way reads.
final class BodyLimit implements Handler<RoutingContext> {
    private static final String WORD = "body-limit";

    private final long most;
    private final BodyHandler reader;

    /// @param most bytes
    BodyLimit(long most) {
        this.most = most;
        this.reader = BodyHandler.create(false).setBodyLimit(most);
    }

    /// What the request may hold at most, bytes; empty when nobody read it.
    static Optional<Long> of(RoutingContext context) {
        return Optional.ofNullable(context.<Long>get(WORD));
    }

    @Override
    public void handle(RoutingContext context) {
        context.data().putIfAbsent(WORD, most);
        reader.handle(context);
    }
}
