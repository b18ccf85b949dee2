package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds what one line says into calls and stores the facts: the only writer for its server, under one lease. What
/// could not be stored is kept, with everything that came after it in the order it came, until it is.
public final class TrackCalls {
    private static final Logger log = LoggerFactory.getLogger(TrackCalls.class);
    private static final int BATCH = 1_000;

    private final LineLease.Held held;
    private final LineFeed feed;
    private final LineStores stores;
    private final Told told;
    private final Duration patience;
    private final InstantSource time;
    private final CallsOfLine calls;
    private final ReconcileLine reconcile;
    /// Facts that are not stored yet, and what is to be written down about the hearing, both in order.
    private final List<CallLog.NewFact> pending = new ArrayList<>();
    private final Deque<Runnable> chores = new ArrayDeque<>();
    private Instant remembered = Instant.EPOCH;
    private volatile boolean lost;

    public TrackCalls(
            LineLease.Held held, LineFeed feed, LineStores stores, Told told, TrackRules rules, InstantSource time) {
        this.held = held;
        this.feed = feed;
        this.stores = stores;
        this.told = told;
        this.patience = rules.patience();
        this.time = time;
        this.calls = new CallsOfLine(rules, time);
        this.reconcile = new ReconcileLine(held, stores, calls, rules.unreadLimit(), chores::add);
    }

    /// Reads what was going on when this server was last listened to. First of all, once.
    ///
    /// @throws StoreUnavailable when the store could not be asked: call it again
    public void load() {
        calls.resume(stores.log().open(held.server()));
        reconcile.begin(stores.history().lastHeard(held.server()));
    }

    /// Lists are wanted from the server: something may have been missed.
    public boolean wantsLists() {
        return reconcile.takeWantsLists(time.instant());
    }

    /// Another node has the server now; nothing more is stored.
    public boolean isLost() {
        return lost;
    }

    /// Takes what has come, folds it, stores it.
    ///
    /// @return how many things had come
    /// @throws StoreUnavailable when it could not be stored; it is kept, and the next round stores it first
    public int runOnce() {
        if (lost) {
            return 0;
        }
        int came = 0;
        if (pending.isEmpty() && chores.isEmpty()) {
            List<LineNews> news = feed.take(BATCH, patience);
            came = news.size();
            news.forEach(this::take);
            Instant now = time.instant();
            pending.addAll(reconcile.due(now));
            pending.addAll(over(now));
            reconcile.heardUntil().ifPresent(this::rememberHeard);
        }
        write();
        return came;
    }

    /// The calls that are over, none of them before it was read what became of it while nobody listened.
    private List<CallLog.NewFact> over(Instant now) {
        if (reconcile.isCatchingUp(now)) {
            return List.of();
        }
        List<CallLog.NewFact> facts = new ArrayList<>();
        if (reconcile.isUnread() && calls.isAnyDue()) {
            facts.addAll(reconcile.readWithoutLists(now));
        }
        if (!reconcile.isUnread()) {
            facts.addAll(calls.settle());
        }
        return facts;
    }

    private void take(LineNews news) {
        switch (news) {
            case LineNews.Heard(var signal) -> {
                pending.addAll(calls.hear(signal));
                if (signal instanceof CallSignal.DialReported dialled && !dialled.answered()) {
                    reconcile.doubt(dialled.leg(), time.instant());
                }
            }
            case LineNews.Listed(var signal) -> pending.addAll(reconcile.on(signal));
            case LineNews.HearingProven proven -> reconcile.on(proven);
            case LineNews.MemberHeard(var member) -> told.board().memberChanged(member);
            case LineNews.HearingLost lostNow -> reconcile.on(lostNow);
            case LineNews.HearingBegan began -> pending.addAll(reconcile.on(began));
            case LineNews.ListsAsked asked -> {
                told.board().listBegins(held.server());
                reconcile.on(asked);
            }
            case LineNews.LegsListed listed -> {
                // The members are listed before the channels, over the same connection.
                told.board().listEnds(held.server());
                reconcile.on(listed);
            }
            case LineNews.ListsFailed failed -> reconcile.on(failed);
        }
    }

    /// Stored after the facts of this round.
    private void rememberHeard(Instant until) {
        if (until.isAfter(remembered)) {
            remembered = until;
            String booted = reconcile.booted();
            chores.add(() -> stores.history().heard(held, until, booted));
        }
    }

    private void write() {
        try {
            store();
            while (!chores.isEmpty()) {
                chores.peek().run();
                chores.remove();
            }
        } catch (LeaseLost other) {
            log.warn("line={} {}", held.server(), other.getMessage());
            lost = true;
        }
    }

    private void store() {
        if (pending.isEmpty()) {
            return;
        }
        List<CallRecord> records;
        try {
            records = stores.log().append(held, List.copyOf(pending));
        } catch (IllegalStateException | IllegalArgumentException ours) {
            records = storeOneByOne();
        }
        told.stored(pending.size());
        pending.clear();
        records.forEach(told::changed);
    }

    /// Something in the batch can never be stored: all but the call it belongs to is.
    private List<CallRecord> storeOneByOne() {
        List<CallRecord> records = new ArrayList<>();
        Set<CallId> ids = pending.stream().map(CallLog.NewFact::call).collect(Collectors.toSet());
        for (CallId id : ids) {
            List<CallLog.NewFact> ofCall =
                    pending.stream().filter(fact -> fact.call().equals(id)).toList();
            try {
                records.addAll(stores.log().append(held, ofCall));
            } catch (IllegalStateException | IllegalArgumentException ours) {
                told.setAside(ofCall.size());
                log.error(
                        "call={} {} facts set aside, they cannot be stored: {}",
                        id,
                        ofCall.size(),
                        kinds(ofCall),
                        ours);
            }
        }
        return records;
    }

    private static String kinds(List<CallLog.NewFact> facts) {
        return facts.stream()
                .map(CallLog.NewFact::fact)
                .map(CallFact::getClass)
                .map(Class::getSimpleName)
                .collect(Collectors.joining(" "));
    }

    /// Calls of ours that are not over.
    public int live() {
        return calls.live();
    }
}
