package hearback.line;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// The wire between one node and a server on this machine: it can be cut, and it can hold back the next thing the
/// node sends that contains certain words.
final class Wire implements AutoCloseable {
    private static final int MOST_AT_ONCE = 64 * 1024;

    private final ServerSocket near;
    private final int far;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<Held>> armed = new AtomicReference<>(Optional.empty());

    private Wire(ServerSocket near, int far) {
        this.near = near;
        this.far = far;
    }

    static Wire to(int port) {
        try {
            Wire wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            Thread.startVirtualThread(wire::take);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return near.getLocalPort();
    }

    /// Ends every connection, in both directions; new ones are let through.
    void cut() {
        ends.forEach(Wire::close);
    }

    /// Holds back, once, what the node sends from the first piece on that contains these words.
    Held hold(String words) {
        Held held = new Held(words);
        armed.set(Optional.of(held));
        return held;
    }

    /// Bytes that left the node and have not arrived.
    static final class Held {
        private final String words;
        private final CountDownLatch came = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        private Held(String words) {
            this.words = words;
        }

        boolean isThere() {
            return came.getCount() == 0;
        }

        void letGo() {
            letGo.countDown();
        }
    }

    private void take() {
        try {
            while (true) {
                Socket node = near.accept();
                ends.add(node);
                connect(node);
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void connect(Socket node) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), far);
            ends.add(server);
            server.setTcpNoDelay(true);
            node.setTcpNoDelay(true);
            Thread.startVirtualThread(() -> carry(node, server, true));
            Thread.startVirtualThread(() -> carry(server, node, false));
        } catch (IOException nobodyThere) {
            end(node);
        }
    }

    private void carry(Socket from, Socket to, boolean fromNode) {
        byte[] bytes = new byte[MOST_AT_ONCE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (fromNode) {
                    pass(new String(bytes, 0, count, StandardCharsets.UTF_8));
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException cut) {
            // Both ends go, as below.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
        }
    }

    private void pass(String piece) throws InterruptedException {
        Optional<Held> held = armed.get();
        if (held.filter(one -> piece.contains(one.words)).isPresent() && armed.compareAndSet(held, Optional.empty())) {
            held.get().came.countDown();
            held.get().letGo.await();
        }
    }

    private void end(Socket socket) {
        ends.remove(socket);
        close(socket);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() {
        armed.get().ifPresent(Held::letGo);
        close(near);
        cut();
    }
}
