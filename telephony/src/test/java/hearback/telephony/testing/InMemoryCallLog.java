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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Facts in memory; can be told to be away, or to keep what it is given and then say that it is away.
public final class InMemoryCallLog implements CallLog {
    private final CallReader reader;
    private final List<StoredFact> facts = new ArrayList<>();
    /// The same by call and key.
    private final Map<CallId, Map<String, CallFact>> byCall = new HashMap<>();
    /// Which call was the how manyth: all answers are in this order, as the real store's.
    private final Map<CallId, Integer> began = new HashMap<>();
    private final Map<ServerName, Set<CallId>> open = new HashMap<>();
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
            var known = byCall.computeIfAbsent(fact.call(), _ -> new LinkedHashMap<>());
            began.putIfAbsent(fact.call(), began.size());
            if (known.putIfAbsent(fact.fact().key(), fact.fact()) == null) {
                facts.add(new StoredFact(facts.size() + 1, fact.call(), fact.fact()));
                open.computeIfAbsent(fact.call().firstLeg().server(), _ -> new LinkedHashSet<>())
                        .add(fact.call());
            }
        }
        if (lostAnswer) {
            lostAnswer = false;
            throw new StoreUnavailable("the answer was lost", new IllegalStateException("as the test wants"));
        }
        List<CallRecord> records = new ArrayList<>();
        inOrder(news.stream().map(NewFact::call).distinct())
                .forEach(id -> records.add(reader.record(id, factsOf(Set.of(id)).getOrDefault(id, List.of()))));
        return records;
    }

    @Override
    public synchronized Map<CallId, List<CallFact>> open(ServerName server) {
        checkThere();
        Set<CallId> maybe = open.computeIfAbsent(server, _ -> new LinkedHashSet<>());
        maybe.removeIf(call -> Call.of(call, of(call)).isOver());
        return factsOf(maybe);
    }

    @Override
    public synchronized Map<CallId, List<CallFact>> factsOf(Set<CallId> calls) {
        checkThere();
        Map<CallId, List<CallFact>> found = new LinkedHashMap<>();
        inOrder(calls.stream().filter(byCall::containsKey)).forEach(call -> found.put(call, of(call)));
        return found;
    }

    private Stream<CallId> inOrder(Stream<CallId> calls) {
        return calls.sorted(Comparator.comparing(began::get));
    }

    @Override
    public synchronized List<StoredFact> after(long place, int limit) {
        checkThere();
        int from = Math.toIntExact(Math.min(place, facts.size()));
        return List.copyOf(facts.subList(from, Math.min(facts.size(), from + limit)));
    }

    /// Everything stored, in order.
    public synchronized List<StoredFact> all() {
        return List.copyOf(facts);
    }

    private List<CallFact> of(CallId call) {
        return List.copyOf(byCall.getOrDefault(call, Map.of()).values());
    }

    private void checkThere() {
        if (away) {
            throw new StoreUnavailable("away", new IllegalStateException("as the test wants"));
        }
    }
}
