package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.telephony.call.CallSignal;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryCallLog;
import hearback.telephony.testing.InMemoryLineHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServeLineTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final ServerName MAIN = new ServerName("main");
    private static final LegId CUSTOMER = new LegId(MAIN, "1795313984.2");
    private static final Lines LINES = new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk"));

    private final HandCrankedTime time = new HandCrankedTime(START);
    private final CallReader reader = new CallReader(LINES, PhoneNumber.Unknown::new);
    private final InMemoryCallLog log = new InMemoryCallLog(reader);
    private final InMemoryLineHistory history = new InMemoryLineHistory();
    private final OneLease lease = new OneLease();
    private final Ear ear = new Ear();
    private final HoldLine hold = new HoldLine(MAIN, lease, time);
    private final ServeLine serve = new ServeLine(
            hold,
            ear,
            new LineStores(log, history, LineJournal.NONE),
            new Told(new LiveBoard(), reader, () -> {}),
            new TrackRules(LINES, Duration.ofSeconds(1), Duration.ofMinutes(10), 1_000),
            time);

    @AfterEach
    void stop() {
        serve.stop();
    }

    @Test
    void what_is_heard_while_the_store_is_away_for_longer_than_the_lease_is_stored_when_it_is_back() {
        serve.runOnce();
        hear(CUSTOMER);
        await().until(() -> kinds().size() == 1);

        storeIsAway(true);
        for (int round = 0; round < 20; round++) {
            time.turn(Duration.ofSeconds(2));
            serve.runOnce();
        }
        assertThat(hold.held()).as("nobody is dialled meanwhile").isEmpty();
        hear(new LegId(MAIN, "1795313990.7"));
        storeIsAway(false);
        serve.runOnce();

        await().until(() -> kinds().size() == 2);
        assertThat(ear.opened).isEqualTo(1);
        assertThat(ear.isOpen).isTrue();
        assertThat(history.newest(10)).isEmpty();
    }

    @Test
    void nobody_is_listened_to_any_more_when_another_node_took_over_while_we_could_not_ask() {
        serve.runOnce();
        storeIsAway(true);
        time.turn(Duration.ofSeconds(10));
        serve.runOnce();
        assertThat(ear.isOpen).isTrue();

        storeIsAway(false);
        lease.takenByAnother = true;
        log.fence(MAIN, 2);
        serve.runOnce();

        assertThat(ear.isOpen).isFalse();
    }

    @Test
    void after_another_node_had_the_line_everything_begins_anew() {
        serve.runOnce();
        lease.fence = 3;
        log.fence(MAIN, 3);

        serve.runOnce();

        assertThat(ear.isOpen).isTrue();
        assertThat(ear.opened).isEqualTo(2);
    }

    private void storeIsAway(boolean isAway) {
        lease.isAway = isAway;
        log.away(isAway);
    }

    private void hear(LegId leg) {
        CallSignal seen = new CallSignal.LegSeen(
                START,
                leg,
                leg,
                "PJSIP/trunk-1",
                new InertText("13800005678"),
                InertText.NOTHING,
                "from-trunk",
                "4001",
                LegState.RING);
        ear.feed.orElseThrow().put(new LineNews.Heard(seen), time.instant());
    }

    private List<String> kinds() {
        return log.all().stream()
                .map(stored -> stored.fact().getClass().getSimpleName())
                .toList();
    }

    /// Five seconds long; somebody else's, or away.
    private final class OneLease implements LineLease {
        private volatile boolean isAway;
        private volatile boolean takenByAnother;
        private volatile long fence = 1;

        @Override
        public Optional<Held> hold(ServerName server, Optional<Held> mine) {
            if (isAway) {
                throw new StoreUnavailable("away", new IllegalStateException("as the test wants"));
            }
            return takenByAnother
                    ? Optional.empty()
                    : Optional.of(new Held(server, fence, time.instant().plusSeconds(5)));
        }

        @Override
        public void release(Held held) {}
    }

    private static final class Ear implements LineEar {
        private Optional<LineFeed> feed = Optional.empty();
        private boolean isOpen;
        private int opened;

        @Override
        public void open(LineFeed given) {
            feed = Optional.of(given);
            isOpen = true;
            opened++;
        }

        @Override
        public void close() {
            isOpen = false;
        }

        @Override
        public void askLists() {}

        @Override
        public LineStates.LineState state() {
            return new LineStates.LineState(MAIN, isOpen, "", 0, 0);
        }
    }
}
