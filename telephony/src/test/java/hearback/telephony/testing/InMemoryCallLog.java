package hearback.telephony.testing;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.LeaseLost;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.StoreUnavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Facts in memory; can be told to be away, or to keep what it is given and then say that it is away.
public final class InMemoryCallLog implements CallLog {
    private final CallReader reader;
    private final List<StoredFact> facts = new ArrayList<>();
    private final Map<ServerName, Long> fences = new HashMap<>();
    private boolean away;
    private boolean lostAnswer;

    public InMemoryCallLog(CallReader reader) {
        this.reader = reader;
    }

    /// Nothing can be read or stored from now on, or again.
    public synchronized void away(boolean isAway) {
        away = isAway;
    }

    /// The next append is committed, and the answer is lost.
    public synchronized void loseNextAnswer() {
        lostAnswer = true;
    }

    /// Who holds the server's lease from now on; before this is said, anybody does.
    public synchronized void fence(ServerName server, long fence) {
        fences.put(server, fence);
    }

    @Override
    public synchronized List<CallRecord> append(LineLease.Held held, List<NewFact> news) {
        checkThere();
        if (fences.getOrDefault(held.server(), held.fence()) != held.fence()) {
            throw new LeaseLost(held.server(), held.fence());
        }
        for (NewFact fact : news) {
            boolean known = facts.stream()
                    .anyMatch(stored -> stored.call().equals(fact.call())
                            && stored.fact().key().equals(fact.fact().key()));
            if (!known) {
                facts.add(new StoredFact(facts.size() + 1, fact.call(), fact.fact()));
            }
        }
        if (lostAnswer) {
            lostAnswer = false;
            throw new StoreUnavailable("the answer was lost", new IllegalStateException("as the test wants"));
        }
        List<CallRecord> records = new ArrayList<>();
        news.stream()
                .map(NewFact::call)
                .distinct()
                .forEach(id -> records.add(reader.record(id, factsOf(Set.of(id)).getOrDefault(id, List.of()))));
        return records;
    }

    @Override
    public synchronized Map<CallId, List<CallFact>> open(ServerName server) {
        checkThere();
        Map<CallId, List<CallFact>> open = grouped();
        open.entrySet()
                .removeIf(call -> !call.getKey().firstLeg().server().equals(server)
                        || Call.of(call.getKey(), call.getValue()).isOver());
        return open;
    }

    @Override
    public synchronized Map<CallId, List<CallFact>> factsOf(Set<CallId> calls) {
        checkThere();
        Map<CallId, List<CallFact>> of = grouped();
        of.keySet().retainAll(calls);
        return of;
    }

    @Override
    public synchronized List<StoredFact> after(long place, int limit) {
        checkThere();
        return facts.stream().filter(fact -> fact.place() > place).limit(limit).toList();
    }

    /// Everything stored, in order.
    public synchronized List<StoredFact> all() {
        return List.copyOf(facts);
    }

    private Map<CallId, List<CallFact>> grouped() {
        Map<CallId, List<CallFact>> grouped = new LinkedHashMap<>();
        facts.forEach(fact ->
                grouped.computeIfAbsent(fact.call(), none -> new ArrayList<>()).add(fact.fact()));
        return grouped;
    }

    private void checkThere() {
        if (away) {
            throw new StoreUnavailable("away", new IllegalStateException("as the test wants"));
        }
    }
}
