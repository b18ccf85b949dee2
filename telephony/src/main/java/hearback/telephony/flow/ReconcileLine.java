package hearback.telephony.flow;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LostReason;
import hearback.telephony.call.MissedPart.Witness;
import hearback.telephony.flow.ReadJournal.OpenGap;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes good what was missed. After each login, and after each loss in between, the server's lists come: a leg that
/// was open when they were asked for and is not in them is gone. What lived and died in the gap is read from the
/// server's own journal. Then the gap is closed. Where the lists do not come, the journal is read when the first call
/// that ended meanwhile is to be judged. A call of which anything became known only so is told to be incomplete.
///
/// Never decides by the list alone: what was said before it may still be on its way inside the server when the list is
/// made, so everything is given [#GRACE] to be heard by itself.
///
/// What is concluded of several legs at once is concluded in the order in which they came, so that what is told of them
/// is told alike whenever it is played again.
final class ReconcileLine {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    /// The lists come within moments; when they do not come at all, calls must be over nevertheless.
    private static final Duration WAITS_FOR_LISTS = Duration.ofSeconds(30);
    /// The list tells since when a thing is so only roughly, or not at all.
    private static final Duration EVER = Duration.ofDays(36_500);

    private final LineLease.Held held;
    private final LineStores stores;
    private final CallsOfLine calls;
    private final ReadJournal journal;
    private final Duration unreadLimit;
    private final Consumer<Runnable> chores;
    private final DoubtedLegs doubted = new DoubtedLegs();
    private final Set<CallId> repaired = new HashSet<>();
    private boolean hearing;
    private String booted = "";
    private Optional<OpenGap> gap = Optional.empty();
    /// Nothing was missed since then; empty in a gap.
    private Optional<Instant> heardSince = Optional.empty();
    private Instant provenUntil = Instant.MIN;
    private Set<LegId> openBefore = Set.of();
    private final Set<LegId> bornListed = new HashSet<>();
    private Set<LegId> openWhenAsked = Set.of();
    private Optional<Missing> missing = Optional.empty();
    private Optional<Instant> listsWantedAt = Optional.empty();
    private Optional<Instant> catchingUpSince = Optional.empty();
    /// Since the hearing last began or ended the journal of the open gap was read, or given up.
    private boolean isRead;

    private Instant readAgainAt = Instant.MIN;
    /// When it was first tried to read it without lists, in this gap.
    private Optional<Instant> unreadSince = Optional.empty();

    /// @param unreadLimit for so long calls wait for a journal that cannot be read
    /// @param chores takes what is to be written down, to be done in order
    ReconcileLine(
            LineLease.Held held,
            LineStores stores,
            CallsOfLine calls,
            Duration unreadLimit,
            Consumer<Runnable> chores) {
        this.held = held;
        this.stores = stores;
        this.calls = calls;
        this.journal = new ReadJournal(stores, calls);
        this.unreadLimit = unreadLimit;
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

    /// Up to then everything is known, and folded; empty in a gap. A feed in which nothing waits proves nothing:
    /// what the server said may lie unread in the socket of a process that stood still.
    Optional<Instant> heardUntil() {
        return hearing && gap.isEmpty() ? heardSince.map(since -> latest(since, provenUntil)) : Optional.empty();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// True while the line is heard again and what was missed is not known yet: a call that ends now may have been
    /// more than was heard of it, and must not be judged by that.
    boolean isCatchingUp(Instant now) {
        catchingUpSince = hearing && gap.isPresent() ? catchingUpSince.or(() -> Optional.of(now)) : Optional.empty();
        return catchingUpSince
                .filter(since -> now.isBefore(since.plus(WAITS_FOR_LISTS)))
                .isPresent();
    }

    /// True while the journal of the open gap is still to be read. A call that has ended meanwhile may have been
    /// more than was heard of it also when the line is lost again before its lists come, or is another node's by
    /// now.
    boolean isUnread() {
        return gap.isPresent() && !isRead && stores.journal().isKept();
    }

    /// Reads the journal of the open gap because a call is about to be over and there are no lists to wait for. It
    /// is read again when they come.
    ///
    /// @throws StoreUnavailable when it could not be seen what is stored already; nothing was changed
    List<CallLog.NewFact> readWithoutLists(Instant now) {
        if (gap.isEmpty() || now.isBefore(readAgainAt)) {
            return List.of();
        }
        readAgainAt = now.plus(ASK_AGAIN);
        Instant since = unreadSince.orElse(now);
        unreadSince = Optional.of(since);
        ReadJournal.Read read = journal.since(gap.get(), bornListed, hearing ? now : Instant.MAX);
        isRead = read.whole() || !now.isBefore(since.plus(unreadLimit));
        return noted(read.facts());
    }

    String booted() {
        return booted;
    }

    /// Dialling this leg failed. When it is still open a while later, there may never have been a channel of it:
    /// only the server's list can tell.
    void doubt(LegId leg, Instant now) {
        doubted.doubt(leg, now);
    }

    void on(LineNews.HearingProven proven) {
        provenUntil = latest(provenUntil, proven.until());
        doubted.onProven();
    }

    /// True once when lists are to be asked for.
    boolean takeWantsLists(Instant now) {
        if (!doubted.isEmpty() && doubted.wantList(calls.openLegs(), now)) {
            listsWantedAt = listsWantedAt.or(() -> Optional.of(now));
        }
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
        isRead = false;
        if (gap.isEmpty()) {
            heardSince = heardSince.or(() -> Optional.of(began.at()));
        }
        boolean restarted = !booted.isEmpty() && !began.booted().isEmpty() && !booted.equals(began.booted());
        booted = began.booted().isEmpty() ? booted : began.booted();
        if (!restarted) {
            return List.of();
        }
        openGap(began.at(), "server restarted");
        gap = gap.map(open -> new OpenGap(open.from(), "server restarted"));
        chores.accept(() -> stores.history().explain(held.server(), "server restarted"));
        return vanish(calls.openLegs(), began.at(), LostReason.PBX_RESTART, Witness.RESTART);
    }

    void on(LineNews.ListsAsked asked) {
        openWhenAsked = new LinkedHashSet<>(calls.openLegs());
    }

    /// What a list says of a leg. In a gap, what is news in it was missed.
    List<CallLog.NewFact> on(CallSignal listed) {
        boolean missed = gap.isPresent() && !calls.knows(listed, EVER);
        if (gap.isPresent() && !calls.knows(listed.leg())) {
            bornListed.add(listed.leg());
        }
        List<CallLog.NewFact> facts = new ArrayList<>(calls.hear(listed));
        if (missed) {
            facts.addAll(missed(listed.leg(), Witness.LISTS));
            return noted(facts);
        }
        return facts;
    }

    void on(LineNews.LegsListed listed) {
        Set<LegId> gone = new LinkedHashSet<>(openWhenAsked);
        gone.removeAll(listed.legs());
        boolean nothing = gone.isEmpty() && gap.isEmpty();
        missing = Optional.of(new Missing(
                gone, listed.at(), nothing ? listed.at() : listed.at().plus(GRACE)));
    }

    void on(LineNews.ListsFailed failed) {
        listsWantedAt = Optional.of(failed.at().plus(ASK_AGAIN));
    }

    /// What is to be concluded by now; closes the gap then.
    ///
    /// @throws StoreUnavailable when it could not be seen what is stored already; nothing was changed
    List<CallLog.NewFact> due(Instant now) {
        Optional<Missing> ripe = missing.filter(found -> !now.isBefore(found.decideAt()));
        if (ripe.isEmpty()) {
            return List.of();
        }
        Instant listedAt = ripe.get().listedAt();
        List<CallLog.NewFact> facts = new ArrayList<>();
        gap.map(open -> fromJournal(open, listedAt)).ifPresent(facts::addAll);
        missing = Optional.empty();
        Set<LegId> gone = new LinkedHashSet<>(ripe.get().legs());
        gone.retainAll(calls.openLegs());
        Set<LegId> without = new LinkedHashSet<>(gone);
        without.removeIf(leg -> doubted.reportedAt(leg).isEmpty() || calls.hasAppeared(leg));
        if (gap.isEmpty()) {
            gone.removeAll(without);
            facts.addAll(neverCame(without, listedAt));
        }
        facts.addAll(vanish(gone, listedAt, LostReason.MISSED_IN_GAP, Witness.LISTS));
        closeGap(listedAt);
        return facts;
    }

    /// Of legs that the list does not name and of which nothing is known but that dialling them failed: those that
    /// certainly never were. Of the others it will be asked again.
    private List<CallLog.NewFact> neverCame(Set<LegId> legs, Instant listedAt) {
        Set<LegId> certain = new LinkedHashSet<>(legs);
        certain.removeIf(leg -> !doubted.isProven(leg));
        Optional<Instant> reported = certain.stream()
                .map(doubted::reportedAt)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        if (reported.isEmpty() || heardSince.isEmpty()) {
            return List.of();
        }
        List<CallLog.NewFact> facts = new ArrayList<>(journal.of(certain, reported.get()));
        certain.removeIf(calls::hasAppeared);
        certain.retainAll(calls.openLegs());
        for (LegId leg : certain) {
            facts.addAll(calls.hear(new CallSignal.NeverCame(listedAt, leg, leg, heardSince.get())));
        }
        doubted.forget(certain);
        return facts;
    }

    private List<CallLog.NewFact> vanish(Set<LegId> legs, Instant at, LostReason reason, Witness witness) {
        List<CallLog.NewFact> facts = new ArrayList<>();
        for (LegId leg : legs) {
            facts.addAll(calls.hear(new CallSignal.Vanished(at, leg, leg, reason)));
            facts.addAll(missed(leg, witness));
        }
        return noted(facts);
    }

    private List<CallLog.NewFact> fromJournal(OpenGap open, Instant listedAt) {
        ReadJournal.Read read = journal.since(open, bornListed, listedAt);
        List<CallLog.NewFact> facts = new ArrayList<>(noted(read.facts()));
        if (!read.whole()) {
            // Nobody can say what happened to them meanwhile.
            openBefore.forEach(leg -> facts.addAll(missed(leg, Witness.LISTS)));
        }
        return facts;
    }

    private List<CallLog.NewFact> missed(LegId leg, Witness witness) {
        Function<OpenGap, List<CallLog.NewFact>> said = open -> calls.missed(leg, open.part(witness));
        return gap.map(said).orElse(List.of());
    }

    private List<CallLog.NewFact> noted(List<CallLog.NewFact> facts) {
        facts.forEach(fact -> repaired.add(fact.call()));
        return facts;
    }

    private void openGap(Instant since, String reason) {
        Instant from = since.truncatedTo(ChronoUnit.MICROS);
        heardSince = Optional.empty();
        isRead = false;
        if (gap.isPresent()) {
            gap = gap.map(open -> from.isBefore(open.from()) ? new OpenGap(from, open.reason()) : open);
        } else {
            gap = Optional.of(new OpenGap(from, reason));
            openBefore = new LinkedHashSet<>(calls.openLegs());
        }
        chores.accept(() -> stores.history().open(held.server(), from, reason));
    }

    private void closeGap(Instant until) {
        int calls = repaired.size();
        repaired.clear();
        bornListed.clear();
        openBefore = Set.of();
        unreadSince = Optional.empty();
        if (gap.isPresent()) {
            gap = Optional.empty();
            heardSince = Optional.of(until);
            chores.accept(() -> stores.history().close(held.server(), until, calls));
        }
    }
}
