package hearback.telephony.flow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Tells every follower what was stored, each in a loop of its own, so that one that fails or is slow holds up nobody.
/// A follower is woken when facts were stored by this process; what other nodes store it finds by looking every
/// [#LOOK_EVERY].
public final class TellFollowers implements CallFacts {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final CallLog log;
    private final FollowerPlaces places;
    private final CallReader reader;
    private final Rounds.Maker maker;
    private final Hands hands;
    private final List<Rounds> loops = new CopyOnWriteArrayList<>();
    private boolean started;

    public TellFollowers(CallLog log, FollowerPlaces places, CallReader reader) {
        this(log, places, reader, Loop::new, Hands.MANY);
    }

    /// On one thread for each follower.
    ///
    /// @param maker makes its loop
    public TellFollowers(CallLog log, FollowerPlaces places, CallReader reader, Rounds.Maker maker) {
        this(log, places, reader, maker, Hands.ONE);
    }

    private TellFollowers(CallLog log, FollowerPlaces places, CallReader reader, Rounds.Maker maker, Hands hands) {
        this.hands = hands;
        this.log = log;
        this.places = places;
        this.reader = reader;
        this.maker = maker;
    }

    /// Before the start or after it; the telling begins with the start.
    @Override
    public synchronized void follow(String name, CallFollower follower) {
        FollowOnce round = new FollowOnce(name, follower, log, places, reader, hands);
        Rounds loop = maker.of("follower-" + name, round::runOnce, LOOK_EVERY);
        loops.add(loop);
        if (started) {
            loop.start();
        }
    }

    public synchronized void start() {
        started = true;
        loops.forEach(Rounds::start);
    }

    /// Facts were stored.
    public void nudge() {
        loops.forEach(Rounds::nudge);
    }

    public synchronized void stop() {
        loops.forEach(Rounds::stop);
    }
}
