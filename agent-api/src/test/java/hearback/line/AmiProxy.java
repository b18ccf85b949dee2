package hearback.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/// Stands between the service and Asterisk's manager interface and passes every byte on, unless it was told to hold one
/// Originate or its answer. What is held is never passed on: whoever waits for it is killed.
final class AmiProxy implements AutoCloseable {
    /// What Asterisk says when it took an asynchronous Originate.
    private static final String TAKEN = "Originate successfully queued";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket door;
    private final int asterisk;
    private volatile Hold hold = Hold.NOTHING;
    private volatile boolean isThere;

    /// What is held of the next Originate.
    enum Hold {
        NOTHING,
        THE_ORIGINATE,
        ITS_ANSWER,
        /// Nothing; only says when the answer has passed.
        WHAT_FOLLOWS
    }

    private AmiProxy(int asterisk) {
        this.asterisk = asterisk;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AmiProxy before(Pbx pbx) {
        AmiProxy proxy = new AmiProxy(pbx.amiPort);
        proxy.threads.execute(proxy::open);
        return proxy;
    }

    int port() {
        return door.getLocalPort();
    }

    void hold(Hold what) {
        isThere = false;
        hold = what;
    }

    /// Until what is to be held has come here.
    void untilItIsThere() {
        Awaitility.await(hold + " is there")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> isThere);
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket service = door.accept();
                sockets.add(service);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), asterisk);
                sockets.add(server);
                Pair pair = new Pair(service, server);
                threads.execute(pair::up);
                threads.execute(pair::down);
            } catch (IOException refused) {
                // Asterisk is not there, or we are closed: the service tries again.
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /// One connection of the service's and the one to Asterisk that belongs to it. When one ends the other does.
    private final class Pair {
        private final Socket service;
        private final Socket server;
        private volatile Hold now = Hold.NOTHING;

        Pair(Socket service, Socket server) {
            this.service = service;
            this.server = server;
        }

        /// Action by action: each ends with an empty line.
        void up() {
            try (service;
                    server) {
                InputStream in = service.getInputStream();
                OutputStream out = server.getOutputStream();
                ByteArrayOutputStream action = new ByteArrayOutputStream();
                for (int one = in.read(); one >= 0; one = in.read()) {
                    action.write(one);
                    if (one == '\n' && isWhole(action)) {
                        pass(action, out);
                        action.reset();
                    }
                }
            } catch (IOException broken) {
                // One of the two is gone, and now both are.
            }
        }

        private void pass(ByteArrayOutputStream action, OutputStream out) throws IOException {
            if (hold != Hold.NOTHING && text(action).toLowerCase(Locale.ROOT).contains("action: originate\r\n")) {
                now = hold;
            }
            if (now == Hold.THE_ORIGINATE) {
                isThere = true;
            } else {
                action.writeTo(out);
                out.flush();
            }
        }

        void down() {
            try (service;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = service.getOutputStream();
                StringBuilder heard = new StringBuilder();
                byte[] bytes = new byte[8_192];
                for (int many = in.read(bytes); many >= 0; many = in.read(bytes)) {
                    if (now != Hold.ITS_ANSWER) {
                        out.write(bytes, 0, many);
                        out.flush();
                    }
                    if (now != Hold.NOTHING) {
                        heard.append(new String(bytes, 0, many, StandardCharsets.ISO_8859_1));
                        isThere |= heard.indexOf(TAKEN) >= 0;
                    }
                }
            } catch (IOException broken) {
                // As above.
            }
        }

        private static boolean isWhole(ByteArrayOutputStream action) {
            return text(action).endsWith("\r\n\r\n");
        }

        private static String text(ByteArrayOutputStream bytes) {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
