package hearback.telephony.flow;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LostReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Makes good what was missed. After each login, and after each loss in between, the server's lists come: a leg that
/// was open when they were asked for and is not in them is gone. What lived and died in the gap is read from the
/// server's own journal. Then the gap is closed.
///
/// Never decides by the list alone: a hang-up may still be on its way inside the server when the list is made, so a
/// missing leg is given [#GRACE] to end by itself.
final class ReconcileLine {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    /// The hang-up of a channel that did live comes within milliseconds of the news that dialling failed.
    private static final Duration HANG_UP = Duration.ofSeconds(5);

    private final LineLease.Held held;
    private final LineStores stores;
    private final CallsOfLine calls;
    private final Consumer<Runnable> chores;
    private final Set<CallId> repaired = new HashSet<>();
    private final Map<LegId, Instant> doubted = new HashMap<>();
    private boolean hearing;
    private String booted = "";
    private Optional<Instant> gapSince = Optional.empty();
    private Set<LegId> openWhenAsked = Set.of();
    private Optional<Missing> missing = Optional.empty();
    private Optional<Instant> listsWantedAt = Optional.empty();

    /// @param chores takes what is to be written down, to be done in order
    ReconcileLine(LineLease.Held held, LineStores stores, CallsOfLine calls, Consumer<Runnable> chores) {
        this.held = held;
        this.stores = stores;
        this.calls = calls;
        this.chores = chores;
    }

    private record Missing(Set<LegId> legs, Instant listedAt, Instant decideAt) {}

    /// What was said between the last listening and now was not heard.
    void begin(Optional<LineHistory.Heard> last) {
        last.ifPresent(heard -> {
            booted = heard.booted();
            openGap(heard.until(), "started");
        });
    }

    boolean isHearing() {
        return hearing && gapSince.isEmpty();
    }

    String booted() {
        return booted;
    }

    /// Dialling this leg failed. When it is still open a while later, there may never have been a channel of it:
    /// only
    /// the server's list can tell.
    void doubt(LegId leg, Instant now) {
        doubted.put(leg, now.plus(HANG_UP));
    }

    private void askAboutDoubted(Instant now) {
        Set<LegId> ripe = doubted.entrySet().stream()
                .filter(leg -> !leg.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!ripe.isEmpty()) {
            Set<LegId> open = calls.openLegs();
            doubted.keySet().removeIf(leg -> ripe.contains(leg) && !open.contains(leg));
            if (ripe.stream().anyMatch(open::contains)) {
                doubted.replaceAll((leg, at) -> ripe.contains(leg) ? now.plus(HANG_UP) : at);
                listsWantedAt = listsWantedAt.or(() -> Optional.of(now));
            }
        }
    }

    /// True once when lists are to be asked for.
    boolean takeWantsLists(Instant now) {
        askAboutDoubted(now);
        boolean wanted = hearing && listsWantedAt.filter(at -> !at.isAfter(now)).isPresent();
        if (wanted) {
            listsWantedAt = Optional.empty();
        }
        return wanted;
    }

    void on(LineNews.HearingLost lost) {
        openGap(lost.since(), lost.reason());
        missing = Optional.empty();
        if (lost.reason().equals("connection lost")) {
            hearing = false;
        } else {
            listsWantedAt = Optional.of(lost.since());
        }
    }

    /// A server that was started anew has none of its old legs.
    List<CallLog.NewFact> on(LineNews.HearingBegan began) {
        hearing = true;
        boolean restarted = !booted.isEmpty() && !began.booted().isEmpty() && !booted.equals(began.booted());
        booted = began.booted().isEmpty() ? booted : began.booted();
        if (!restarted) {
            return List.of();
        }
        openGap(began.at(), "server restarted");
        chores.accept(() -> stores.history().explain(held.server(), "server restarted"));
        return vanish(calls.openLegs(), began.at(), LostReason.PBX_RESTART);
    }

    void on(LineNews.ListsAsked asked) {
        openWhenAsked = Set.copyOf(calls.openLegs());
    }

    List<CallLog.NewFact> on(LineNews.LegsListed listed) {
        List<CallLog.NewFact> facts = gapSince.map(this::fromJournal).orElse(List.of());
        Set<LegId> gone = new HashSet<>(openWhenAsked);
        gone.removeAll(listed.legs());
        missing = Optional.of(new Missing(
                gone, listed.at(), gone.isEmpty() ? listed.at() : listed.at().plus(GRACE)));
        return facts;
    }

    void on(LineNews.ListsFailed failed) {
        listsWantedAt = Optional.of(failed.at().plus(ASK_AGAIN));
    }

    /// What is to be concluded by now; closes the gap then.
    List<CallLog.NewFact> due(Instant now) {
        Optional<Missing> ripe = missing.filter(found -> !now.isBefore(found.decideAt()));
        if (ripe.isEmpty()) {
            return List.of();
        }
        missing = Optional.empty();
        Set<LegId> gone = new HashSet<>(ripe.get().legs());
        gone.retainAll(calls.openLegs());
        Set<LegId> never = new HashSet<>(gone);
        never.retainAll(doubted.keySet());
        gone.removeAll(never);
        List<CallLog.NewFact> facts = new ArrayList<>(vanish(gone, ripe.get().listedAt(), LostReason.MISSED_IN_GAP));
        facts.addAll(vanish(never, ripe.get().listedAt(), LostReason.NEVER_CAME));
        doubted.keySet().removeAll(never);
        closeGap(ripe.get().listedAt());
        return facts;
    }

    private List<CallLog.NewFact> vanish(Set<LegId> legs, Instant at, LostReason reason) {
        List<CallLog.NewFact> facts = new ArrayList<>();
        for (LegId leg : legs) {
            facts.addAll(calls.hear(new CallSignal.Vanished(at, leg, leg, reason)));
        }
        return noted(facts);
    }

    /// Of legs we know, what the gap hid; of others everything.
    private List<CallLog.NewFact> fromJournal(Instant since) {
        List<CallLog.NewFact> facts = new ArrayList<>();
        for (CallSignal signal : stores.journal().since(since).signals()) {
            boolean known = signal instanceof CallSignal.LegSeen && calls.knows(signal.leg());
            if (!known) {
                facts.addAll(calls.hear(signal));
            }
        }
        return noted(facts);
    }

    private List<CallLog.NewFact> noted(List<CallLog.NewFact> facts) {
        facts.forEach(fact -> repaired.add(fact.call()));
        return facts;
    }

    private void openGap(Instant since, String reason) {
        if (gapSince.isEmpty()) {
            gapSince = Optional.of(since);
        }
        chores.accept(() -> stores.history().open(held.server(), since, reason));
    }

    private void closeGap(Instant until) {
        int calls = repaired.size();
        repaired.clear();
        if (gapSince.isPresent()) {
            gapSince = Optional.empty();
            chores.accept(() -> stores.history().close(held.server(), until, calls));
        }
    }
}
