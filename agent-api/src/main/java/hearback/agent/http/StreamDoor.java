package hearback.agent.http;

import hearback.agent.flow.BearerToken;
import hearback.agent.flow.IssuerUnavailable;
import hearback.agent.identity.AgentIdentity;
import hearback.telephony.flow.StoreUnavailable;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets clients into the stream: who are you, here is how things are, and from now on every change.
///
/// A browser cannot send the Authorization header with a WebSocket, so the first message may say the token. It may be
/// said again: Vert.x 5.0 answers the handshake and only then, in another step, gives the connection to the socket, and
/// what comes in between is lost. Only the first one that is heard counts.
final class StreamDoor {
    static final String PATH = Contract.MOUNT + "/stream";
    /// No message a client has to send is longer.
    static final int LARGEST_FRAME = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(StreamDoor.class);
    private static final long PATIENCE_MILLIS = 5_000;
    /// Open sockets of everybody together, and of one name.
    private static final int MOST_SOCKETS = 2_000;
    private static final int MOST_OF_ONE_NAME = 64;
    /// A client says its token and nothing else; whoever talks more than this is not one of ours.
    private static final int MOST_FRAMES = 200;
    /// RFC 6455 7.4.1: broke the rules; and: something went wrong here, come again.
    private static final short POLICY = 1008;
    private static final short OUR_MISTAKE = 1011;
    private static final short TOO_LARGE = 1009;

    private final Vertx vertx;
    private final Tokens tokens;
    private final Stream stream;
    private final Snapshot snapshot;
    private final long backlog;
    private final AtomicInteger sockets = new AtomicInteger();

    StreamDoor(Vertx vertx, Tokens tokens, Stream stream, Snapshot snapshot, long backlog) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.stream = stream;
        this.snapshot = snapshot;
        this.backlog = backlog;
    }

    void knock(ServerWebSocketHandshake handshake) {
        if (!handshake.path().equals(PATH)) {
            handshake.reject(404);
        } else if (sockets.get() >= MOST_SOCKETS) {
            handshake.reject(503);
        } else {
            handshake.accept();
        }
    }

    void enter(ServerWebSocket socket) {
        sockets.incrementAndGet();
        AtomicBoolean asked = new AtomicBoolean();
        AtomicInteger frames = new AtomicInteger();
        AtomicReference<Optional<StreamClient>> opened = new AtomicReference<>(Optional.empty());
        long timer = vertx.setTimer(PATIENCE_MILLIS, _ -> {
            if (!asked.get()) {
                socket.close(POLICY, "no token came");
            }
        });
        // Vert.x reports a message beyond the limit, and leaves the socket open.
        socket.exceptionHandler(e -> {
            LOG.debug("stream broke: {}", e.toString());
            socket.close(TOO_LARGE, "not understood");
        });
        socket.closeHandler(_ -> {
            sockets.decrementAndGet();
            vertx.cancelTimer(timer);
            opened.get().ifPresent(stream.clients()::remove);
        });
        socket.frameHandler(_ -> {
            if (frames.incrementAndGet() == MOST_FRAMES) {
                socket.close(POLICY, "too many messages");
            }
        });
        socket.binaryMessageHandler(_ -> socket.close(POLICY, "text only"));
        socket.textMessageHandler(text -> {
            if (asked.compareAndSet(false, true)) {
                tokenIn(text)
                        .ifPresentOrElse(token -> admit(socket, token, opened), () -> socket.close(POLICY, "no token"));
            } else if (!isPing(text) && tokenIn(text).isEmpty()) {
                socket.close(POLICY, "unknown message");
            }
        });
        Tokens.inHeaders(socket.headers())
                .filter(_ -> asked.compareAndSet(false, true))
                .ifPresent(token -> admit(socket, token, opened));
    }

    /// Closes the streams of those whose token is no longer good; called often enough to be done within 5 s.
    int dropRevoked() {
        int dropped = 0;
        for (StreamClient client : List.copyOf(stream.clients())) {
            Optional<AgentIdentity> holder = tokens.holder(client.token());
            if (!holder.equals(Optional.of(client.who()))) {
                stream.clients().remove(client);
                client.drop(POLICY, "token revoked");
                dropped++;
            }
        }
        return dropped;
    }

    private void admit(ServerWebSocket socket, BearerToken token, AtomicReference<Optional<StreamClient>> opened) {
        try {
            Optional<AgentIdentity> holder = tokens.holder(token);
            if (holder.isEmpty()) {
                socket.close(POLICY, "unknown token");
                return;
            }
            AgentIdentity who = holder.get();
            long others = stream.clients().stream()
                    .filter(client -> client.who().name().equals(who.name()))
                    .count();
            if (others >= MOST_OF_ONE_NAME) {
                socket.close(POLICY, "too many streams of this name");
                return;
            }
            StreamClient client = new StreamClient(socket, token, who, backlog);
            stream.clients().add(client);
            opened.set(Optional.of(client));
            begin(socket, client);
        } catch (StoreUnavailable | IssuerUnavailable e) {
            LOG.warn("stream not opened reason={}", e.getMessage());
            socket.close(StreamClient.TOO_SLOW, "come again");
        } catch (RuntimeException e) {
            LOG.error("stream not opened", e);
            socket.close(OUR_MISTAKE, "our mistake");
        }
    }

    /// Who went before he was opened is not told of the close any more.
    private void begin(ServerWebSocket socket, StreamClient client) {
        if (socket.isClosed()) {
            stream.clients().remove(client);
        } else {
            client.begin(snapshot.of(client.who()).encode());
        }
    }

    private static Optional<BearerToken> tokenIn(String text) {
        return message(text)
                .filter(message ->
                        "authenticate".equals(message.getValue("type")) && message.getValue("token") instanceof String)
                .map(message -> new BearerToken(message.getString("token")));
    }

    private static boolean isPing(String text) {
        return message(text)
                .filter(message -> "ping".equals(message.getValue("type")))
                .isPresent();
    }

    private static Optional<JsonObject> message(String text) {
        try {
            return Optional.of(new JsonObject(text));
        } catch (DecodeException | ClassCastException _) {
            return Optional.empty();
        }
    }
}
