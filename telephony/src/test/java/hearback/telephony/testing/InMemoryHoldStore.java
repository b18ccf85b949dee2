package hearback.telephony.testing;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.PlanStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Pauses and a do-not-call list in memory; passes the same contract test as the SQL one.
public final class InMemoryHoldStore implements HoldStore {
    private final Map<PauseScope, Pause> pauses = new LinkedHashMap<>();
    private final Map<PauseScope, Set<String>> hotlines = new LinkedHashMap<>();
    private final Map<PhoneNumber.Known, Listing> listed = new LinkedHashMap<>();
    private final Set<PhoneNumber.Known> calling = new HashSet<>();

    @Override
    public synchronized Pause pause(Pause wanted, Set<String> concerned) {
        var before = pauses.get(wanted.scope());
        if (before != null && stands(before.until(), wanted.since())) {
            return before;
        }
        pauses.put(wanted.scope(), wanted);
        hotlines.put(wanted.scope(), Set.copyOf(concerned));
        return wanted;
    }

    @Override
    public synchronized Optional<Pause> resume(PauseScope scope, String who, Instant now) {
        return Optional.ofNullable(pauses.remove(scope)).filter(pause -> stands(pause.until(), now));
    }

    @Override
    public synchronized List<Pause> pauses(Instant now) {
        return pauses.values().stream()
                .filter(pause -> stands(pause.until(), now))
                .sorted(Comparator.comparing(Pause::since))
                .toList();
    }

    @Override
    public synchronized Listing list(Listing wanted) {
        return listed.compute(
                wanted.number(),
                (_, before) -> before != null && stands(before.until(), wanted.since()) ? before : wanted);
    }

    @Override
    public synchronized Optional<Listing> unlist(PhoneNumber.Known number, String who, Instant now) {
        return Optional.ofNullable(listed.remove(number)).filter(one -> stands(one.until(), now));
    }

    @Override
    public synchronized List<Listing> listed(Optional<UUID> before, Instant now, int limit) {
        var newestFirst = listed.values().stream()
                .filter(one -> stands(one.until(), now))
                .sorted(Comparator.comparing(Listing::since)
                        .thenComparing(one -> one.id().toString())
                        .reversed())
                .toList();
        return newestFirst.stream()
                .skip(before.map(id ->
                                newestFirst.stream().map(Listing::id).toList().indexOf(id) + 1)
                        .orElse(0))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Listing> listed(PhoneNumber.Known number, Instant now) {
        return Optional.ofNullable(listed.get(number)).filter(one -> stands(one.until(), now));
    }

    /// This customer is ringing us.
    public synchronized void rings(PhoneNumber.Known number) {
        calling.add(number);
    }

    /// He is not any more.
    public synchronized void rangOff(PhoneNumber.Known number) {
        calling.remove(number);
    }

    synchronized boolean isPaused(ServerName server, String hotline, Instant now) {
        return !pausesOf(hotline, now).isEmpty()
                || pauses(now).stream().anyMatch(pause -> switch (pause.scope()) {
                    case PauseScope.Everything() -> true;
                    case PauseScope.OfLine(ServerName line) -> line.equals(server);
                    case PauseScope.OfTrunk _, PauseScope.OfHotline _, PauseScope.OfQueue _ -> false;
                });
    }

    /// Of this hotline and of its queue, the oldest first.
    public synchronized List<Pause> pausesOf(String hotline, Instant now) {
        return pauses(now).stream()
                .filter(pause -> hotlines.getOrDefault(pause.scope(), Set.of()).contains(hotline))
                .toList();
    }

    synchronized boolean isTrunkPaused(ServerName server, TrunkName trunk, Instant now) {
        var scope = new PauseScope.OfTrunk(server, trunk);
        return pauses(now).stream().anyMatch(pause -> pause.scope().equals(scope));
    }

    /// @param numbers of the customer
    synchronized Optional<PlanStore.HeldUp> heldUp(
            Attempt attempt, List<PhoneNumber.Known> numbers, String hotline, Instant now) {
        if (listed(attempt.number(), now).isPresent()) {
            return Optional.of(PlanStore.HeldUp.LISTED);
        }
        if (isPaused(attempt.server(), hotline, now) || isTrunkPaused(attempt.server(), attempt.trunk(), now)) {
            return Optional.of(PlanStore.HeldUp.PAUSED);
        }
        return numbers.stream().anyMatch(calling::contains) ? Optional.of(PlanStore.HeldUp.CALLING) : Optional.empty();
    }

    private static boolean stands(Optional<Instant> until, Instant now) {
        return until.filter(end -> !end.isAfter(now)).isEmpty();
    }
}
