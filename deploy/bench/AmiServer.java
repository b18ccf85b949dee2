import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Speaks as much AMI as a client needs to log in, to be kept alive and to ask for lists, and sends events to the one
/// session that wants them. Whatever classes that session asked for, it gets everything: the hardest case.
final class AmiServer implements AutoCloseable {
    private static final Set<String> LISTS = Set.of(
            "coreshowchannels", "status", "queuestatus", "queuesummary", "bridgelist", "devicestatelist");

    private final ServerSocket socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    private final AtomicReference<Session> listener = new AtomicReference<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final AtomicInteger listeners = new AtomicInteger();
    private final Set<String> unknownActions = ConcurrentHashMap.newKeySet();

    /// `<uniqueid> <channel name>` of every channel that is up.
    final Set<String> live = ConcurrentHashMap.newKeySet();

    /// The longest a write had to wait for the client. Asterisk waits 100 ms by default (`writetimeout`), then cuts off.
    volatile long longestWriteNanos;

    AmiServer() throws IOException {
        Thread.ofPlatform().daemon().name("ami-accept").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean awaitListener(int seconds) throws InterruptedException {
        return listening.await(seconds, TimeUnit.SECONDS);
    }

    /// How many sessions ever listened: more than one means that one was cut off.
    int listeners() {
        return listeners.get();
    }

    Set<String> unknownActions() {
        return unknownActions;
    }

    void send(ByteArrayOutputStream events) throws IOException {
        var session = listener.get();
        if (session == null) {
            throw new IOException("nobody listens: the client has cut itself off");
        }
        long from = System.nanoTime();
        session.write(events);
        longestWriteNanos = Math.max(longestWriteNanos, System.nanoTime() - from);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var session = new Session(socket.accept());
                Thread.ofPlatform().daemon().name("ami-session").start(session::serve);
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private final class Session {
        private final Socket peer;
        private final OutputStream out;
        private boolean loggedIn;

        Session(Socket peer) throws IOException {
            this.peer = peer;
            peer.setTcpNoDelay(true);
            this.out = peer.getOutputStream();
        }

        synchronized void write(ByteArrayOutputStream bytes) throws IOException {
            bytes.writeTo(out);
            out.flush();
        }

        private void write(String text) throws IOException {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            write(bytes);
        }

        void serve() {
            try (peer) {
                write("Asterisk Call Manager/11.0.0\n");
                var in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
                Map<String, String> action = new LinkedHashMap<>();
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    if (!line.isEmpty()) {
                        int colon = line.indexOf(':');
                        if (colon > 0) {
                            action.put(line.substring(0, colon).toLowerCase(), line.substring(colon + 1).strip());
                        }
                    } else if (!action.isEmpty()) {
                        answer(action);
                        action.clear();
                    }
                }
            } catch (IOException gone) {
                // the client has left
            } finally {
                listener.compareAndSet(this, null);
            }
        }

        private void answer(Map<String, String> action) throws IOException {
            var id = action.containsKey("actionid") ? "ActionID: " + action.get("actionid") + "\n" : "";
            var name = action.getOrDefault("action", "").toLowerCase();
            var success = "Response: Success\n" + id;
            switch (name) {
                case "challenge" -> write(success + "Challenge: 123456789\n\n");
                case "login" -> {
                    loggedIn = true;
                    write(success + "Message: Authentication accepted\n\n"
                            + "Event: FullyBooted\nPrivilege: system,all\nUptime: 75\nLastReload: 75\n"
                            + "Status: Fully Booted\n\n");
                    listen(action.getOrDefault("events", "on"));
                }
                case "events" -> {
                    var mask = action.getOrDefault("eventmask", "on");
                    write(success + "Events: " + (mask.equalsIgnoreCase("off") ? "Off" : "On") + "\n\n");
                    listen(mask);
                }
                case "ping" -> write(success + "Ping: Pong\nTimestamp: " + System.currentTimeMillis() / 1000 + ".000000\n\n");
                case "coresettings" -> write(success + """
                        AMIversion: 11.0.0
                        AsteriskVersion: 22.10.1
                        SystemName:\s
                        CoreMaxCalls: 0

                        """);
                case "corestatus" -> write(success + """
                        CoreStartupDate: 2026-01-01
                        CoreStartupTime: 00:00:00
                        CoreReloadDate: 2026-01-01
                        CoreReloadTime: 00:00:00
                        CoreCurrentCalls: 0

                        """);
                case "command" -> write(success + "Message: Command output follows\nOutput: Asterisk 22.10.1\n\n");
                case "logoff" -> {
                    write("Response: Goodbye\n" + id + "Message: Thanks for all the fish.\n\n");
                    peer.close();
                }
                default -> {
                    if (LISTS.contains(name)) {
                        list(name, action.get("action"), id);
                    } else {
                        unknownActions.add(name);
                        write("Response: Error\n" + id + "Message: Invalid/unknown command\n\n");
                    }
                }
            }
        }

        private void list(String name, String asWritten, String id) throws IOException {
            var answer = new StringBuilder("Response: Success\n" + id + "EventList: start\nMessage: list follows\n\n");
            int items = 0;
            if (name.equals("coreshowchannels")) {
                for (var leg : live) {
                    int space = leg.indexOf(' ');
                    answer.append("Event: CoreShowChannel\n").append(id)
                            .append("Channel: ").append(leg.substring(space + 1))
                            .append("\nChannelState: 6\nChannelStateDesc: Up\nCallerIDNum: <unknown>\n")
                            .append("CallerIDName: <unknown>\nContext: from-trunk\nExten: 4001\nPriority: 1\n")
                            .append("Uniqueid: ").append(leg, 0, space)
                            .append("\nLinkedid: ").append(leg, 0, space).append("\n\n");
                    items++;
                }
            }
            answer.append("Event: ").append(asWritten).append("Complete\n").append(id)
                    .append("EventList: Complete\nListItems: ").append(items).append("\n\n");
            write(answer.toString());
        }

        private void listen(String mask) {
            if (loggedIn && !mask.equalsIgnoreCase("off")) {
                if (listener.getAndSet(this) != this) {
                    listeners.incrementAndGet();
                }
                listening.countDown();
            } else {
                listener.compareAndSet(this, null);
            }
        }
    }
}
