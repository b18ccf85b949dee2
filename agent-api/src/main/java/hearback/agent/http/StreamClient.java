package hearback.agent.http;

import hearback.agent.flow.BearerToken;
import hearback.agent.identity.AgentIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// One open stream of somebody we know. Used on the server's context only, but for the count of what is unread.
final class StreamClient {
    /// Try again later (RFC 6455's registry): he read too slowly.
    static final short TOO_SLOW = 1013;

    private final ServerWebSocket socket;
    private final BearerToken token;
    private final AgentIdentity who;
    private final long backlog;

    private final AtomicLong unread = new AtomicLong();
    private final List<String> held = new ArrayList<>();
    private boolean isHolding = true;
    private boolean isGone;

    /// @param backlog what may be unread before he is dropped, bytes
    StreamClient(ServerWebSocket socket, BearerToken token, AgentIdentity who, long backlog) {
        this.socket = socket;
        this.token = token;
        this.who = who;
        this.backlog = backlog;
    }

    BearerToken token() {
        return token;
    }

    AgentIdentity who() {
        return who;
    }

    Eyes eyes() {
        return Eyes.of(who);
    }

    /// Held back until the snapshot is out, so that an older snapshot never follows a newer change.
    ///
    /// @return false when he has too much unread and was dropped
    boolean tell(String text) {
        // Characters stand for bytes: near enough for a bound, and it costs nothing.
        long waiting = unread.addAndGet(text.length());
        if (isGone || waiting > backlog) {
            drop(TOO_SLOW, "too slow");
            return false;
        }
        if (isHolding) {
            held.add(text);
        } else {
            write(text);
        }
        return true;
    }

    /// The snapshot does not count as unread: it may be larger than the backlog, and there is only one.
    void begin(String snapshot) {
        isHolding = false;
        if (!isGone) {
            socket.writeTextMessage(snapshot);
        }
        held.forEach(this::write);
        held.clear();
    }

    private void write(String text) {
        if (!isGone) {
            socket.writeTextMessage(text).onComplete(_ -> unread.addAndGet(-text.length()));
        }
    }

    void ping() {
        if (!isGone) {
            socket.writePing(Buffer.buffer());
        }
    }

    void drop(short code, String reason) {
        if (!isGone) {
            isGone = true;
            held.clear();
            socket.close(code, reason);
        }
    }
}
