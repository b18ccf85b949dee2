package hearback.telephony.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Speaks the manager interface over a loopback socket, by a script: banner, login (plain and MD5), answers, events.
/// It can fall silent as a half-open connection does, be cut off, refuse logins and send garbage.
///
/// What it says is what Asterisk 22.10 says, as the transcripts show it; it knows nothing of calls.
public final class FakeAsterisk implements AutoCloseable {
    private static final String END = "\r\n\r\n";
    private static final String CHALLENGE = "138412771";

    private final ServerSocket listening;
    private final String username;
    private final String secret;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Map<String, String>> actions = new CopyOnWriteArrayList<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final CountDownLatch loggedIn = new CountDownLatch(1);
    private volatile boolean silent;
    private volatile boolean refusing;

    /// What is sent back for an action.
    public interface Answer {
        /// @param action its headers by name, in any case: Asterisk-Java writes them small; what stands there
        ///     several times is line by line
        /// @return whole blocks without the empty line at their end; each gets the action's id
        List<String> to(Map<String, String> action);
    }

    private FakeAsterisk(ServerSocket listening, String username, String secret) {
        this.listening = listening;
        this.username = username;
        this.secret = secret;
        answers.put("Ping", action -> List.of(block("Response: Success", "Ping: Pong")));
        answers.put(
                "CoreSettings",
                action -> List.of(block(
                        "Response: Success", "AMIversion: 11.0.0", "AsteriskVersion: 22.10.1", "CoreMaxCalls: 0")));
        answers.put(
                "CoreStatus",
                action -> List.of(
                        block("Response: Success", "CoreStartupDate: 2026-11-22", "CoreStartupTime: 10:00:00")));
        answers.put("CoreShowChannels", action -> list("CoreShowChannels"));
        answers.put("QueueStatus", action -> list("QueueStatus"));
        answers.put(
                "Originate", action -> List.of(block("Response: Success", "Message: Originate successfully queued")));
        answers.put("Logoff", action -> List.of(block("Response: Goodbye")));
    }

    /// Listens on a free port of 127.0.0.1.
    public static FakeAsterisk start(String username, String secret) {
        return startOn(0, username, secret);
    }

    /// Listens on this port of 127.0.0.1: a server that comes back.
    public static FakeAsterisk startOn(int port, String username, String secret) {
        try {
            ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            FakeAsterisk fake = new FakeAsterisk(socket, username, secret);
            Thread.ofVirtual().name("fake-asterisk").start(fake::accept);
            return fake;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// Scripts what is sent back for an action from now on, for instance with [#list].
    public void answer(String action, Answer answer) {
        answers.put(action, answer);
    }

    /// Headers, a line each, as one block.
    public static String block(String... headers) {
        return String.join("\r\n", headers);
    }

    /// The blocks of a list: its start, these events, its end with `<name>Complete`.
    public static List<String> list(String name, String... events) {
        List<String> blocks = new CopyOnWriteArrayList<>();
        blocks.add(block("Response: Success", "EventList: start", "Message: List will follow"));
        blocks.addAll(List.of(events));
        blocks.add(block("Event: " + name + "Complete", "EventList: Complete", "ListItems: " + events.length));
        return blocks;
    }

    /// Every action heard, in order, logins included.
    public List<Map<String, String>> actions() {
        return List.copyOf(actions);
    }

    /// The actions of this name.
    public List<Map<String, String>> actions(String name) {
        return actions.stream()
                .filter(action -> name.equals(action.get("Action")))
                .toList();
    }

    /// How many logins were accepted.
    public int logins() {
        return logins.get();
    }

    /// Waits until somebody has logged in.
    public boolean awaitLogin() {
        try {
            return loggedIn.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Sends one event to everyone logged in, without the empty line at its end.
    public void say(String event) {
        sayBytes((event + END).getBytes(StandardCharsets.UTF_8));
    }

    /// Sends bytes as they are to everyone logged in: a transcript, or garbage.
    public void sayBytes(byte[] bytes) {
        sessions.stream().filter(session -> session.loggedIn).forEach(session -> session.send(bytes));
    }

    /// Sends bytes in two pieces with nothing in between: an answer that fell there would break a block that no
    /// server breaks.
    public void sayCut(byte[] bytes, int cut) {
        sessions.stream().filter(session -> session.loggedIn).forEach(session -> session.sendCut(bytes, cut));
    }

    /// From now on nothing is sent, no answer either, and the connections stay open: what a dead network looks
    /// like.
    public void goSilent() {
        silent = true;
    }

    public void speakAgain() {
        silent = false;
    }

    /// Refuses logins with a right secret too.
    public void refuseLogins(boolean refuse) {
        refusing = refuse;
    }

    /// Ends every connection at once; new ones are accepted.
    public void cut() {
        sessions.forEach(Session::end);
        sessions.clear();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Session session = new Session(listening.accept());
                sessions.add(session);
                Thread.ofVirtual().name("fake-asterisk-session").start(session::run);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// One connection.
    private final class Session {
        private final Socket socket;
        private volatile boolean loggedIn;

        private Session(Socket socket) {
            this.socket = socket;
        }

        private void run() {
            send("Asterisk Call Manager/11.0.0\r\n".getBytes(StandardCharsets.UTF_8));
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                SortedMap<String, String> action = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    int colon = line.indexOf(':');
                    if (colon > 0) {
                        action.merge(
                                line.substring(0, colon),
                                line.substring(colon + 1).strip(),
                                (one, next) -> one + "\n" + next);
                    } else if (line.isEmpty() && !action.isEmpty()) {
                        Map<String, String> whole = Collections.unmodifiableSortedMap(new TreeMap<>(action));
                        actions.add(whole);
                        heard(whole);
                        action.clear();
                    }
                }
            } catch (IOException ended) {
                end();
            }
        }

        private void heard(Map<String, String> action) {
            String name = action.getOrDefault("Action", "");
            switch (name) {
                case "Challenge" -> reply(action, List.of(block("Response: Success", "Challenge: " + CHALLENGE)));
                case "Login" -> login(action);
                default -> {
                    Answer answer = loggedIn ? answers.get(name) : null;
                    reply(
                            action,
                            answer == null
                                    ? List.of(block(
                                            "Response: Error",
                                            loggedIn
                                                    ? "Message: Invalid/unknown command"
                                                    : "Message: Permission denied"))
                                    : answer.to(action));
                }
            }
        }

        private void login(Map<String, String> action) {
            boolean right = username.equals(action.get("Username"))
                    && (secret.equals(action.get("Secret")) || key().equalsIgnoreCase(action.getOrDefault("Key", "")));
            if (!right || refusing) {
                reply(action, List.of(block("Response: Error", "Message: Authentication failed")));
                end();
                return;
            }
            reply(action, List.of(block("Response: Success", "Message: Authentication accepted")));
            String booted = block("Event: FullyBooted", "Uptime: 75", "Status: Fully Booted") + END;
            send(booted.getBytes(StandardCharsets.UTF_8));
            loggedIn = true;
            logins.incrementAndGet();
            FakeAsterisk.this.loggedIn.countDown();
        }

        private void reply(Map<String, String> action, List<String> blocks) {
            String id = action.get("ActionID");
            UnaryOperator<String> withId = block -> id == null
                    ? block
                    : block.replaceFirst("(?s)^([^\r]*)", "$1\r\nActionID: " + id.replace("$", "\\$"));
            StringBuilder all = new StringBuilder();
            blocks.forEach(block -> all.append(withId.apply(block)).append(END));
            send(all.toString().getBytes(StandardCharsets.UTF_8));
        }

        private synchronized void sendCut(byte[] bytes, int cut) {
            send(Arrays.copyOfRange(bytes, 0, cut));
            send(Arrays.copyOfRange(bytes, cut, bytes.length));
        }

        private synchronized void send(byte[] bytes) {
            if (silent) {
                return;
            }
            try {
                OutputStream out = socket.getOutputStream();
                out.write(bytes);
                out.flush();
            } catch (IOException gone) {
                end();
            }
        }

        private void end() {
            loggedIn = false;
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                sessions.remove(this);
            }
        }
    }

    private String key() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(CHALLENGE.getBytes(StandardCharsets.UTF_8));
            md5.update(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
