package hearback.telephony.testing;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.LegId;
import hearback.telephony.flow.CallDesk;
import hearback.telephony.testing.Story.Said;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// One who hears a story and stores what he concludes as the database does: of each key of a call the first only. What
/// has been quiet for long enough is concluded to be over before the next thing is heard.
public final class Listening {
    private final Map<CallId, Map<String, CallFact>> stored =
            new TreeMap<>((one, other) -> one.text().compareTo(other.text()));
    private final BiConsumer<CallId, CallFact> onStored;
    private Instant last = Instant.EPOCH;

    /// @param onStored told each fact that was stored
    public Listening(BiConsumer<CallId, CallFact> onStored) {
        this.onStored = onStored;
    }

    public Listening() {
        this((call, fact) -> {});
    }

    /// Hears all of it, and then nothing for so long that what is over is concluded to be over.
    public void hear(List<Said> said) {
        CallDesk desk = desk();
        said.forEach(each -> hear(desk, each));
        settle(desk);
    }

    /// The process ends at a random place and another one takes up what was stored; it hears again a random stretch
    /// of what was said before, and at least all that was not stored because it was not known to be ours.
    public void hearCut(List<Said> said, Random random) {
        int cut = random.nextInt(said.size() + 1);
        CallDesk before = desk();
        Map<LegId, Integer> firstHeard = new HashMap<>();
        for (int at = 0; at < cut; at++) {
            firstHeard.putIfAbsent(said.get(at).signal().leg(), at);
            hear(before, said.get(at));
        }
        CallDesk after = desk();
        Set<LegId> known = new HashSet<>();
        for (Call call : calls().values()) {
            known.addAll(call.legs());
            after.resume(call, last);
        }
        int from = Math.max(0, cut - random.nextInt(20));
        for (Map.Entry<LegId, Integer> leg : firstHeard.entrySet()) {
            from = known.contains(leg.getKey()) ? from : Math.min(from, leg.getValue());
        }
        said.subList(from, said.size()).forEach(each -> hear(after, each));
        settle(after);
    }

    /// Our calls as what was stored makes them.
    public Map<CallId, Call> calls() {
        Map<CallId, Call> calls = new LinkedHashMap<>();
        stored.forEach((id, facts) -> calls.put(id, Call.of(id, List.copyOf(facts.values()))));
        return calls;
    }

    private static CallDesk desk() {
        return new CallDesk(Story.LINES, Story.SETTLE);
    }

    private void hear(CallDesk desk, Said said) {
        last = said.received().isAfter(last) ? said.received() : last;
        desk.settle(last).forEach(this::store);
        store(desk.after(said.signal(), last));
    }

    private void settle(CallDesk desk) {
        desk.settle(last.plus(Story.SETTLE)).forEach(this::store);
    }

    private void store(CallDesk.Change change) {
        if (change.news().isEmpty()) {
            return;
        }
        CallId call = change.call().id();
        Map<String, CallFact> facts = stored.computeIfAbsent(call, id -> new LinkedHashMap<>());
        for (CallFact fact : change.news()) {
            if (facts.putIfAbsent(fact.key(), fact) == null) {
                onStored.accept(call, fact);
            }
        }
    }
}
