package hearback.agent.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A client of the stream that keeps what it hears.
public final class Listener implements WebSocket.Listener {
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final StringBuilder part = new StringBuilder();
    private final boolean reads;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int LOOKS = 100;
    private static final Duration ADMITTED = Duration.ofSeconds(20);

    private final WebSocket socket;

    private Listener(Desk desk, Optional<String> header, boolean reads) {
        this.reads = reads;
        URI at = URI.create(desk.at("/api/v1/stream").toString().replaceFirst("http", "ws"));
        WebSocket.Builder builder = desk.client().newWebSocketBuilder();
        header.ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        socket = builder.buildAsync(at, this).join();
    }

    /// As the page does it: says the token again each second until it hears something. Returns then, or when the
    /// door is shut.
    public static Listener saying(Desk desk, String token) {
        Listener listener = silent(desk);
        String said =
                new JsonObject().put("type", "authenticate").put("token", token).encode();
        listener.say(said);
        AtomicInteger looks = new AtomicInteger();
        await().pollDelay(Duration.ZERO).pollInterval(LOOK).atMost(ADMITTED).until(() -> {
            if (listener.heard.isEmpty() && listener.closed() == 0 && looks.incrementAndGet() % LOOKS == 0) {
                listener.say(said);
            }
            return !listener.heard.isEmpty() || listener.closed() != 0;
        });
        return listener;
    }

    public static Listener silent(Desk desk) {
        return new Listener(desk, Optional.empty(), true);
    }

    /// As other software may.
    public static Listener withHeader(Desk desk, String token) {
        return new Listener(desk, Optional.of(token), true);
    }

    /// Never reads a byte.
    public static Listener deaf(Desk desk, String token) {
        return new Listener(desk, Optional.of(token), false);
    }

    public void say(String text) {
        socket.sendText(text, true).join();
    }

    public void sayBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public List<JsonObject> heard(String type) {
        return heard.stream()
                .filter(message -> type.equals(message.getString("type")))
                .toList();
    }

    /// The close code; 0 while it is open.
    public int closed() {
        return closed.get();
    }

    public void leave() {
        socket.abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(new JsonObject(part.toString()));
            part.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.set(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.compareAndSet(0, 1006);
    }
}
