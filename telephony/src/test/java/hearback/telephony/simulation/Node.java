package hearback.telephony.simulation;

import hearback.telephony.flow.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One process: it lives, stands still, dies and is started anew. Whatever it does goes through here.
///
/// At each call of a port the others may have their turn, and a blow that was aimed at it may strike, before the call
/// takes effect or after.
final class Node {
    /// A blow that found nothing to strike at by then strikes at whatever comes.
    private static final Duration AIMS_FOR = Duration.ofSeconds(30);
    /// At so many calls of a port others have their turn in the middle.
    private static final double SWITCHES = 0.08;

    private final String name;
    private final Baton baton;
    private final RandomGenerator chance;
    private final History history;
    private final Program program;
    private int life;
    private boolean up;
    private Instant frozenUntil = Instant.MIN;
    private Instant storeAwayUntil = Instant.MIN;
    private Optional<Aimed> aimed = Optional.empty();
    private Duration readingError = Duration.ZERO;
    private Duration wallError = Duration.ZERO;
    private Optional<Instant> wallStands = Optional.empty();

    /// @param port the method it waits for; empty: any
    private record Aimed(Blow blow, String port, boolean isBefore, Duration length, Instant since) {}

    /// What runs on it.
    interface Program {
        /// Begins a new life.
        void starts(Node node);

        void died(Node node);

        void struck(Blow blow, Duration length);
    }

    Node(String name, Baton baton, RandomGenerator chance, History history, Program program) {
        this.name = name;
        this.baton = baton;
        this.chance = chance;
        this.history = history;
        this.program = program;
    }

    String name() {
        return name;
    }

    /// Name of this run of the process.
    String run() {
        return name + "-" + life;
    }

    boolean isUp() {
        return up;
    }

    boolean isAwake() {
        return up && !frozenUntil.isAfter(baton.now());
    }

    boolean isWhole() {
        return isAwake() && aimed.isEmpty() && !isStoreAway();
    }

    void start() {
        life++;
        up = true;
        frozenUntil = Instant.MIN;
        storeAwayUntil = Instant.MIN;
        readAnew();
        history.note(baton.now(), name, "starts");
        baton.busy();
        program.starts(this);
    }

    /// As the program reads the database's clock: wrong by half of the slowest answer it takes, at most.
    private void readAnew() {
        readingError = Duration.ofMillis(chance.nextInt(-50, 51));
        int its = life;
        baton.poll(baton.now().plusSeconds(10), () -> {
            if (life == its && up) {
                readAnew();
            }
        });
    }

    /// The time the engine goes by.
    InstantSource time() {
        return () -> baton.now().plus(readingError);
    }

    /// What the machine's own clock shows.
    InstantSource wallClock() {
        return () -> wallStands.orElseGet(baton::now).plus(wallError);
    }

    void setWallClock(Duration error, boolean stands) {
        wallError = error;
        wallStands = stands ? Optional.of(baton.now()) : Optional.empty();
    }

    /// Has something done by this process at that time, unless it has died by then.
    void at(Instant at, Runnable work) {
        int its = life;
        baton.at(at, () -> turn(its, work));
    }

    void in(Duration length, Runnable work) {
        at(baton.now().plus(length), work);
    }

    void poll(Instant at, Runnable work) {
        int its = life;
        baton.poll(at, () -> turn(its, work));
    }

    private void turn(int its, Runnable work) {
        if (life != its || !up) {
            return;
        }
        if (frozenUntil.isAfter(baton.now())) {
            baton.at(frozenUntil, () -> turn(its, work));
            return;
        }
        work.run();
    }

    /// Waits in the middle of something.
    void pause(Duration length) {
        int its = life;
        baton.pause(length);
        check(its);
        while (frozenUntil.isAfter(baton.now())) {
            baton.pause(Duration.between(baton.now(), frozenUntil));
            check(its);
        }
    }

    private void check(int its) {
        if (life != its || !up) {
            throw new Baton.Abandoned();
        }
    }

    void kill(Duration away) {
        history.note(baton.now(), name, "dies");
        up = false;
        life++;
        program.died(this);
        baton.in(away, this::start);
    }

    /// The next call that fits is struck.
    void aim(Blow blow, String port, boolean isBefore, Duration length) {
        aimed = Optional.of(new Aimed(blow, port, isBefore, length, baton.now()));
    }

    boolean isStoreAway() {
        return storeAwayUntil.isAfter(baton.now());
    }

    /// The same port, seen from this process in its present life.
    ///
    /// @param isStore reached over the network to the database
    <T> T through(Class<T> port, T real, boolean isStore) {
        int its = life;
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, values) -> {
            var called = method.getName();
            boolean first = !isStore || !isStoreAway();
            before(its, called);
            boolean lost = isStore && isStoreAway() && first && chance.nextBoolean();
            if (isStore && isStoreAway() && !lost) {
                throw away(called);
            }
            Object answer;
            try {
                answer = method.invoke(real, values);
            } catch (InvocationTargetException failed) {
                history.note(baton.now(), name, called + " fails");
                throw failed.getCause();
            }
            history.note(baton.now(), name, called);
            after(its, called);
            if (lost) {
                throw away(called);
            }
            return answer;
        }));
    }

    private static StoreUnavailable away(String called) {
        return new StoreUnavailable(called + ": away", new IllegalStateException("as the simulation wants"));
    }

    private void before(int its, String called) {
        check(its);
        if (chance.nextDouble() < SWITCHES) {
            pause(Duration.ofNanos(chance.nextLong(100_000, 20_000_000)));
        }
        strike(called, true);
        check(its);
    }

    private void after(int its, String called) {
        strike(called, false);
        check(its);
        if (chance.nextDouble() < SWITCHES) {
            pause(Duration.ofNanos(chance.nextLong(100_000, 20_000_000)));
        }
    }

    private void strike(String called, boolean isBefore) {
        // Between its last look at the time and the socket a process has nothing to stand still at.
        boolean isAtSocket = isBefore && called.equals("dial");
        var hit = aimed.filter(aim -> aim.isBefore == isBefore)
                .filter(aim -> !isAtSocket || aim.blow != Blow.FREEZE)
                .filter(aim -> aim.port.isEmpty()
                        || aim.port.equals(called)
                        || aim.since.plus(AIMS_FOR).isBefore(baton.now()));
        if (hit.isEmpty()) {
            return;
        }
        aimed = Optional.empty();
        var blow = hit.get();
        program.struck(blow.blow, blow.length);
        history.note(baton.now(), name, blow.blow + (isBefore ? " before " : " after ") + called + " " + blow.length);
        switch (blow.blow) {
            case KILL -> {
                kill(blow.length);
                throw new Baton.Abandoned();
            }
            case FREEZE -> {
                frozenUntil = baton.now().plus(blow.length);
                pause(blow.length);
            }
            case STORE_CUT -> storeAwayUntil = baton.now().plus(blow.length);
            case LINE_CUT, NODE_CLOCK, SERVER_CLOCK, SERVER_CRASH, TRUNK_OUTAGE ->
                throw new IllegalStateException(blow.blow + " is not aimed at a port");
        }
    }
}
