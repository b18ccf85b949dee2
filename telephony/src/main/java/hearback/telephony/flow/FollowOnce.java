package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells one follower the facts after its place, a batch a round. The place is kept after the batch, or up to the
/// first fact the follower threw at: at least once, never skipped.
final class FollowOnce {
    private static final int BATCH = 500;

    private final String name;
    private final CallFollower follower;
    private final CallLog log;
    private final FollowerPlaces places;
    private final CallReader reader;
    private final Hands hands;

    /// @param hands for a follower that takes calls at once
    FollowOnce(String name, CallFollower follower, CallLog log, FollowerPlaces places, CallReader reader, Hands hands) {
        this.name = name;
        this.follower = follower;
        this.log = log;
        this.places = places;
        this.reader = reader;
        this.hands = hands;
    }

    /// @return how many facts it was told
    int runOnce() {
        long place = places.placeOf(name);
        List<CallLog.StoredFact> batch = log.after(place, BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        Map<CallId, CallRecord> records = records(batch);
        var pieces =
                pieces(batch).stream().map(facts -> new Piece(facts, records)).toList();
        (follower.takesCallsAtOnce() ? hands : Hands.ONE).all(List.copyOf(pieces));
        var failed =
                pieces.stream().flatMap(piece -> piece.failure.stream()).min(Comparator.comparingLong(Failure::place));
        long done = batch.stream()
                .mapToLong(CallLog.StoredFact::place)
                .filter(told -> failed.isEmpty() || told < failed.get().place())
                .max()
                .orElse(place);
        if (done > place) {
            places.save(name, done);
        }
        failed.ifPresent(failure -> {
            throw failure.thrown();
        });
        return batch.size();
    }

    /// What is told in order: the facts of a call, or all of them.
    private Collection<List<CallLog.StoredFact>> pieces(List<CallLog.StoredFact> batch) {
        return follower.takesCallsAtOnce()
                ? batch.stream()
                        .collect(Collectors.groupingBy(
                                CallLog.StoredFact::call, LinkedHashMap::new, Collectors.toList()))
                        .values()
                : List.of(batch);
    }

    private Map<CallId, CallRecord> records(List<CallLog.StoredFact> batch) {
        Map<CallId, List<CallFact>> facts =
                log.factsOf(batch.stream().map(CallLog.StoredFact::call).collect(Collectors.toSet()));
        Map<CallId, CallRecord> records = new HashMap<>();
        facts.forEach((id, of) -> records.put(id, reader.record(id, of)));
        return records;
    }

    private record Failure(long place, RuntimeException thrown) {}

    private final class Piece implements Runnable {
        private final List<CallLog.StoredFact> facts;
        private final Map<CallId, CallRecord> records;
        /// A thread that dies has told nothing.
        private volatile Optional<Failure> failure;

        Piece(List<CallLog.StoredFact> facts, Map<CallId, CallRecord> records) {
            this.facts = facts;
            this.records = records;
            this.failure = Optional.of(new Failure(
                    facts.getFirst().place(), new IllegalStateException(name + ": its thread ended before its time")));
        }

        @Override
        public void run() {
            for (CallLog.StoredFact stored : facts) {
                try {
                    tell(stored);
                } catch (RuntimeException thrown) {
                    failure = Optional.of(new Failure(stored.place(), thrown));
                    return;
                }
            }
            failure = Optional.empty();
        }

        private void tell(CallLog.StoredFact stored) {
            CallRecord record = records.get(stored.call());
            if (record != null) {
                follower.on(new CallFollower.CallNews(stored.place(), stored.fact(), record, reader.customer(record)));
            }
        }
    }
}
