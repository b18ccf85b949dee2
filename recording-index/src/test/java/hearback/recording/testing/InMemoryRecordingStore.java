package hearback.recording.testing;

import hearback.recording.flow.RecordingStore;
import hearback.recording.index.Moved;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.State;
import hearback.recording.index.RecordingId;
import hearback.telephony.call.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A store that forgets when the test is over; passes the same contract as the real one.
public class InMemoryRecordingStore implements RecordingStore {
    private static final Comparator<Recording> BY_BEGINNING = Comparator.comparing(Recording::since)
            .thenComparing(recording -> recording.id().toString());

    private final Map<RecordingId, Recording> kept = new HashMap<>();

    @Override
    public synchronized boolean add(Recording recording) {
        return kept.putIfAbsent(recording.id(), recording) == null;
    }

    @Override
    public synchronized boolean replace(Recording known, State next) {
        refuseWhatCannotBeKept(next);
        if (!hasRevision(known)) {
            return false;
        }
        kept.put(known.id(), revised(known.in(next)));
        return true;
    }

    @Override
    public synchronized Set<RecordingId> replaceAll(List<Moved> moves) {
        moves.forEach(moved -> refuseWhatCannotBeKept(moved.next()));
        return moves.stream()
                .filter(moved -> replace(moved.known(), moved.next()))
                .map(moved -> moved.known().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized boolean withdraw(Recording recording) {
        return hasRevision(recording) && kept.remove(recording.id()) != null;
    }

    @Override
    public synchronized Optional<Recording> find(RecordingId id) {
        return Optional.ofNullable(kept.get(id));
    }

    @Override
    public synchronized List<Recording> ofCall(CallId call) {
        return kept.values().stream()
                .filter(recording -> recording.call().equals(call))
                .sorted(BY_BEGINNING)
                .toList();
    }

    @Override
    public synchronized List<Recording> list(Optional<RecordingId> before, int limit) {
        if (before.isPresent() && !kept.containsKey(before.get())) {
            return List.of();
        }
        return kept.values().stream()
                .filter(recording -> before.map(kept::get)
                        .map(cursor -> BY_BEGINNING.compare(recording, cursor) < 0)
                        .orElse(true))
                .sorted(BY_BEGINNING.reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Recording> claimDue(Instant now, Duration lease, int limit) {
        var due = kept.values().stream()
                .filter(recording ->
                        dueAt(recording).filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(recording -> dueAt(recording).orElseThrow()))
                .limit(limit)
                .map(recording -> revised(recording.in(leased(recording.state(), now.plus(lease)))))
                .toList();
        due.forEach(recording -> kept.put(recording.id(), recording));
        return due;
    }

    @Override
    public synchronized List<Recording> leasedUntil(Instant until) {
        return kept.values().stream()
                .filter(recording -> dueAt(recording).filter(until::equals).isPresent())
                .sorted(BY_BEGINNING)
                .toList();
    }

    @Override
    public synchronized Map<Standing, Long> standings() {
        var standings = new EnumMap<Standing, Long>(Standing.class);
        for (Standing standing : Standing.values()) {
            standings.put(standing, 0L);
        }
        kept.values()
                .forEach(recording ->
                        standing(recording).ifPresent(standing -> standings.merge(standing, 1L, Long::sum)));
        return standings;
    }

    /// A text of PostgreSQL holds no NUL.
    private static void refuseWhatCannotBeKept(State state) {
        if (state instanceof State.Gap gap && gap.detail().indexOf('\0') >= 0) {
            throw new IllegalStateException("a text with a NUL");
        }
    }

    private boolean hasRevision(Recording recording) {
        return find(recording.id())
                .filter(now -> now.revision() == recording.revision())
                .isPresent();
    }

    private static Recording revised(Recording recording) {
        return new Recording(
                recording.id(),
                recording.call(),
                recording.leg(),
                recording.file(),
                recording.since(),
                recording.state(),
                recording.revision() + 1);
    }

    private static Optional<Instant> dueAt(Recording recording) {
        return switch (recording.state()) {
            case State.Waiting waiting -> Optional.of(waiting.nextLook());
            case State.Gap gap -> gap.nextLook();
            case State.Writing _, State.Ready _, State.Changed _ -> Optional.empty();
        };
    }

    private static State leased(State state, Instant until) {
        return switch (state) {
            case State.Waiting(var from, var due, var seen) -> new State.Waiting(from, until, seen);
            case State.Gap(var reason, var detail, var from, var due, var judged) ->
                new State.Gap(reason, detail, from, Optional.of(until), judged);
            case State.Writing _, State.Ready _, State.Changed _ -> state;
        };
    }

    private static Optional<Standing> standing(Recording recording) {
        return switch (recording.state()) {
            case State.Writing _ -> Optional.of(Standing.WRITING);
            case State.Waiting _ -> Optional.of(Standing.WAITING);
            case State.Gap gap -> gap.nextLook().map(due -> Standing.GAP_LOOKED_FOR);
            case State.Ready _, State.Changed _ -> Optional.empty();
        };
    }
}
