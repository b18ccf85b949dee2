package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells one follower the facts after its place, a batch a round. The place is kept after the batch, or up to the
/// fact the follower threw at: at least once, never skipped.
final class FollowOnce {
    private static final int BATCH = 500;

    private final String name;
    private final CallFollower follower;
    private final CallLog log;
    private final FollowerPlaces places;
    private final CallReader reader;

    FollowOnce(String name, CallFollower follower, CallLog log, FollowerPlaces places, CallReader reader) {
        this.name = name;
        this.follower = follower;
        this.log = log;
        this.places = places;
        this.reader = reader;
    }

    /// @return how many facts it was told
    int runOnce() {
        long place = places.placeOf(name);
        List<CallLog.StoredFact> batch = log.after(place, BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        Map<CallId, CallRecord> records = records(batch);
        long done = place;
        try {
            for (CallLog.StoredFact stored : batch) {
                CallRecord record = records.get(stored.call());
                if (record != null) {
                    follower.on(
                            new CallFollower.CallNews(stored.place(), stored.fact(), record, reader.customer(record)));
                }
                done = stored.place();
            }
        } finally {
            if (done > place) {
                places.save(name, done);
            }
        }
        return batch.size();
    }

    private Map<CallId, CallRecord> records(List<CallLog.StoredFact> batch) {
        Map<CallId, List<CallFact>> facts =
                log.factsOf(batch.stream().map(CallLog.StoredFact::call).collect(Collectors.toSet()));
        Map<CallId, CallRecord> records = new HashMap<>();
        facts.forEach((id, of) -> records.put(id, reader.record(id, of)));
        return records;
    }
}
