package hearback.telephony.ami;

import hearback.config.LineSettings;
import hearback.config.ListeningSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to one server, made again for ever: after a refused login too, so that a corrected secret works
/// without a restart. A Ping goes out all the time, and silence ends the connection (faults.md cases 2 to 4).
final class AmiLink {
    private static final Logger log = LoggerFactory.getLogger(AmiLink.class);
    /// Asterisk answers a login within milliseconds; a full house of idle sockets never does (faults.md 2.1 row
    /// 11).
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /// A server that says nothing at all is left after `half-open-after`; one that speaks and answers no Ping only
    /// after so many times that, because the answer may wait behind a burst of events.
    private static final int SPEAKING = 5;

    private final String name;
    private final LineSettings line;
    private final ListeningSettings listening;
    private final RandomGenerator chance;
    private final Tenant tenant;
    private final ReconnectWaits waits;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<Session> current = Optional.empty();

    /// @param role `events` or `actions`, for logs
    AmiLink(String role, LineSettings line, ListeningSettings listening, RandomGenerator chance, Tenant tenant) {
        this.name = "ami-" + line.name() + "-" + role;
        this.line = line;
        this.listening = listening;
        this.chance = chance;
        this.tenant = tenant;
        this.waits = new ReconnectWaits(listening.reconnectFirst(), listening.reconnectMost());
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Ends the connection and the coming back; returns when the tenant will hear no more.
    void stop() {
        stopping.countDown();
        current.ifPresent(Session::cut);
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// The connection, while it is logged in.
    Optional<OneSocketConnection> connection() {
        return current.map(Session::connection);
    }

    /// Ends the present connection, for a reason the tenant knows; another is made.
    void renew() {
        current.ifPresent(Session::cut);
    }

    private void run() {
        int failures = 0;
        while (!stopped(Duration.ZERO)) {
            long began = System.nanoTime();
            String reason = live();
            boolean lasted =
                    System.nanoTime() - began > listening.halfOpenAfter().toNanos() * 2;
            failures = lasted ? 0 : failures;
            Duration wait = waits.after(failures++, chance.nextDouble());
            if (stopping.getCount() > 0) {
                log.warn("{} {}, next try in {} ms", name, reason, wait.toMillis());
            }
            if (stopped(wait)) {
                return;
            }
        }
    }

    /// One connection from its beginning to its end; says why it ended.
    private String live() {
        Session session = new Session(tenant.gate());
        boolean wasUp = false;
        String reason = "connection lost";
        try {
            session.login();
            current = Optional.of(session);
            wasUp = true;
            log.info("{} logged in, {}", name, session.connection.getVersion());
            tenant.up(session.connection);
            session.pingUntilDown();
        } catch (AuthenticationFailedException refused) {
            reason = AmiTrouble.refused(line, refused);
        } catch (IOException failed) {
            reason = wasUp ? "connection lost: " + failed.getMessage() : AmiTrouble.unreached(line, failed);
        } catch (TimeoutException | IllegalStateException failed) {
            reason = wasUp ? "connection lost: " + failed.getMessage() : AmiTrouble.silent(line, failed);
        } finally {
            current = Optional.empty();
            session.end();
            // Who stops listening knows that he hears nothing more.
            if (wasUp && stopping.getCount() > 0) {
                tenant.down(reason);
            }
        }
        return reason;
    }

    private boolean stopped(Duration patience) {
        try {
            return stopping.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Who uses the connection.
    interface Tenant {
        /// A gate for the next connection.
        BlockGate gate();

        /// Registers classes and listeners, before the login.
        void prepare(OneSocketConnection connection);

        /// `on` for all events, `off` for none.
        String eventMask();

        /// Logged in. Called on the link's own thread: the Ping waits for its return.
        void up(OneSocketConnection connection);

        /// What was up is over.
        void down(String reason);

        /// A Ping is about to be sent.
        default void asking(String pingId) {}

        /// A Ping has been answered; it went to the server when `up` had been called.
        default void answered(String pingId) {}
    }

    /// One login.
    private final class Session {
        private final CountDownLatch down = new CountDownLatch(1);
        private final OneSocketConnection connection;
        private volatile Optional<AmiSocket> socket = Optional.empty();
        private volatile long answeredNanos;

        Session(BlockGate gate) {
            connection = new OneSocketConnection(() -> {
                AmiSocket opened = new AmiSocket(line.host(), line.port(), ANSWER, listening.halfOpenAfter(), gate);
                socket = Optional.of(opened);
                return opened;
            });
            connection.setHostname(line.host());
            connection.setPort(line.port());
            connection.setUsername(line.username());
            connection.setPassword(line.secret());
            connection.setDefaultResponseTimeout(ANSWER.toMillis());
            connection.setKeepAliveAfterAuthenticationFailure(false);
            connection.addEventListener(event -> {
                if (event instanceof DisconnectEvent) {
                    down.countDown();
                }
            });
            tenant.prepare(connection);
        }

        OneSocketConnection connection() {
            return connection;
        }

        void login() throws IOException, AuthenticationFailedException, TimeoutException {
            connection.login(tenant.eventMask());
        }

        void pingUntilDown() throws IOException {
            long number = 0;
            answeredNanos = System.nanoTime();
            while (!isDown() && stopping.getCount() > 0) {
                if (System.nanoTime() - answeredNanos
                        > listening.halfOpenAfter().toNanos() * SPEAKING) {
                    return;
                }
                PingAction ping = new PingAction();
                String id = "ping-" + number++;
                ping.setActionId(id);
                tenant.asking(id);
                connection.sendAction(ping, answer -> {
                    if (answer != null) {
                        answeredNanos = System.nanoTime();
                        tenant.answered(id);
                    }
                });
            }
        }

        private boolean isDown() {
            try {
                return down.await(listening.pingEvery().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        /// Closing the socket wakes the reader, which says Disconnect.
        void cut() {
            down.countDown();
            socket.ifPresent(AmiLink::close);
        }

        void end() {
            socket.ifPresent(AmiLink::close);
            try {
                connection.end();
            } catch (IllegalStateException neverLoggedIn) {
                log.debug("{} had not logged in", name);
            }
        }
    }

    private static void close(AmiSocket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            log.debug("closing", alreadyGone);
        }
    }
}
