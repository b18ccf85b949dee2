package hearback.recording.metrics;

import hearback.recording.flow.RecordingStore;
import hearback.recording.index.Moved;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.State;
import hearback.recording.index.RecordingId;
import hearback.telephony.call.CallId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// A store that counts what comes to be in it.
public final class CountedRecordingStore implements RecordingStore {
    private final RecordingStore store;
    private final MeterRegistry registry;
    private final Map<Standing, AtomicLong> open = new EnumMap<>(Standing.class);

    public CountedRecordingStore(RecordingStore store, MeterRegistry registry) {
        this.store = store;
        this.registry = registry;
        for (Standing standing : Standing.values()) {
            var many = new AtomicLong();
            open.put(standing, many);
            Gauge.builder(RecordingMeters.OPEN.id(), many, AtomicLong::get)
                    .description(RecordingMeters.OPEN.sentence())
                    .tag("standing", RecordingMeters.tag(standing))
                    .register(registry);
        }
    }

    @Override
    public boolean add(Recording recording) {
        boolean added = store.add(recording);
        if (added) {
            count(RecordingMeters.LINKED, recording.state());
        }
        return added;
    }

    @Override
    public boolean replace(Recording known, State next) {
        boolean replaced = store.replace(known, next);
        if (replaced) {
            countSettled(known, next);
        }
        return replaced;
    }

    @Override
    public Set<RecordingId> replaceAll(List<Moved> moves) {
        Set<RecordingId> replaced = store.replaceAll(moves);
        for (Moved moved : moves) {
            if (replaced.contains(moved.known().id())) {
                countSettled(moved.known(), moved.next());
            }
        }
        return replaced;
    }

    @Override
    public boolean withdraw(Recording recording) {
        return store.withdraw(recording);
    }

    @Override
    public Optional<Recording> find(RecordingId id) {
        return store.find(id);
    }

    @Override
    public List<Recording> ofCall(CallId call) {
        return store.ofCall(call);
    }

    @Override
    public List<Recording> list(Optional<RecordingId> before, int limit) {
        return store.list(before, limit);
    }

    @Override
    public List<Recording> claimDue(Instant now, Duration lease, int limit) {
        return store.claimDue(now, lease, limit);
    }

    @Override
    public List<Recording> leasedUntil(Instant until) {
        return store.leasedUntil(until);
    }

    /// Also brings the gauges up to date: a scrape must not wait for the database.
    @Override
    public Map<Standing, Long> standings() {
        var standings = store.standings();
        open.forEach((standing, many) -> many.set(standings.getOrDefault(standing, 0L)));
        return standings;
    }

    private void countSettled(Recording known, State next) {
        if (!(state(next) + reason(next)).equals(state(known.state()) + reason(known.state()))) {
            count(RecordingMeters.SETTLED, next);
        }
    }

    private void count(RecordingMeters meter, State state) {
        Counter.builder(meter.id())
                .description(meter.sentence())
                .tag("state", state(state))
                .tag("reason", reason(state))
                .register(registry)
                .increment();
    }

    private static String state(State state) {
        return switch (state) {
            case State.Writing writing -> "writing";
            case State.Waiting waiting -> "waiting";
            case State.Ready ready -> "ready";
            case State.Changed changed -> "changed";
            case State.Gap gap -> "gap";
        };
    }

    private static String reason(State state) {
        return switch (state) {
            case State.Writing writing -> "";
            case State.Waiting waiting -> "";
            case State.Ready ready -> RecordingMeters.tag(ready.sound().flaw());
            case State.Changed changed -> RecordingMeters.tag(changed.how());
            case State.Gap gap -> RecordingMeters.tag(gap.reason());
        };
    }
}
