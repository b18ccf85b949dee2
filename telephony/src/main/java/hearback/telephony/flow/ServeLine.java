package hearback.telephony.flow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to one server as long as its lease is ours: takes the lease, loads what was going on, connects, and folds;
/// when another node has the lease, everything of it goes.
///
/// While the store is away nobody can say whose the lease is. The listening goes on then and what is heard waits: it is
/// stored under the fence it was heard under, or not at all.
public final class ServeLine {
    private static final Logger log = LoggerFactory.getLogger(ServeLine.class);

    private final HoldLine line;
    private final LineEar ear;
    private final LineStores stores;
    private final Told told;
    private final TrackRules rules;
    private final InstantSource time;
    private final Rounds.Maker loops;
    private volatile Optional<Tenure> tenure = Optional.empty();

    public ServeLine(HoldLine line, LineEar ear, LineStores stores, Told told, TrackRules rules, InstantSource time) {
        this(line, ear, stores, told, rules, time, Loop::new);
    }

    /// @param loops makes what folds all that is heard
    public ServeLine(
            HoldLine line,
            LineEar ear,
            LineStores stores,
            Told told,
            TrackRules rules,
            InstantSource time,
            Rounds.Maker loops) {
        this.line = line;
        this.ear = ear;
        this.stores = stores;
        this.told = told;
        this.rules = rules;
        this.time = time;
        this.loops = loops;
    }

    private record Tenure(LineLease.Held held, LineFeed feed, TrackCalls track, Rounds loop) {}

    /// Takes or renews the lease, and begins or ends the listening accordingly. To be called three times in the
    /// length of the lease.
    ///
    /// @return 0: there is never more to do at once
    public int runOnce() {
        int _ = line.runOnce();
        Optional<LineLease.Held> held = line.held();
        if (tenure.isPresent() && !isStill(tenure.get(), line.lastHeld())) {
            end();
        }
        if (tenure.isEmpty() && held.isPresent()) {
            begin(held.get());
        }
        return 0;
    }

    private static boolean isStill(Tenure tenure, Optional<LineLease.Held> held) {
        return !tenure.track().isLost()
                && held.filter(now -> now.fence() == tenure.held().fence()).isPresent();
    }

    private void begin(LineLease.Held held) {
        LineFeed feed = new LineFeed(rules.buffer());
        TrackCalls track = new TrackCalls(held, feed, stores, told, rules, time);
        track.load();
        Rounds loop = loops.of("track-" + held.server(), () -> round(track), Duration.ZERO);
        tenure = Optional.of(new Tenure(held, feed, track, loop));
        ear.open(feed);
        loop.start();
    }

    private int round(TrackCalls track) {
        int came = track.runOnce();
        if (track.wantsLists()) {
            ear.askLists();
        }
        return came;
    }

    private void end() {
        log.info("line={} no longer listened to", line.server());
        ear.close();
        tenure.ifPresent(ended -> ended.loop().stop());
        tenure = Optional.empty();
    }

    /// Ends the listening, stores what has come, and gives the lease back.
    public void stop() {
        tenure.ifPresent(ended -> {
            ear.close();
            ended.loop().stop();
            storeTheRest(ended.track(), ended.feed());
        });
        tenure = Optional.empty();
        line.letGo();
    }

    private void storeTheRest(TrackCalls track, LineFeed feed) {
        try {
            while (feed.size() > 0 && !track.isLost()) {
                int _ = track.runOnce();
            }
        } catch (StoreUnavailable away) {
            log.warn("line={} stopped with {} signals not stored: {}", line.server(), feed.size(), away.getMessage());
        }
    }

    /// Signals that wait to be folded.
    public int waiting() {
        return tenure.map(now -> now.feed().size()).orElse(0);
    }

    /// Signals thrown away under the present lease.
    public long thrownAway() {
        return tenure.map(now -> now.feed().thrownAway()).orElse(0L);
    }

    /// Calls of ours that are not over.
    public int liveCalls() {
        return tenure.map(now -> now.track().live()).orElse(0);
    }
}
