package hearback.telephony.flow;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.CallStep;
import hearback.telephony.call.LegId;
import hearback.telephony.call.Lines;
import hearback.telephony.call.MissedPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Knows which call a signal belongs to, and keeps the calls of one server while they live. Changed in place, because a
/// server says thousands of things a second about hundreds of calls; for one thread. It stores nothing and asks nobody.
///
/// A leg belongs to the call it was first heard in; a leg that is new belongs to the call of the leg it is linked to.
/// When the legs of two calls are linked and one of the two is not ours, they are one call: the consultation of an
/// attended transfer is its own call until then. Two calls of ours stay two.
public final class CallDesk {
    /// A call that is over is kept this long for what comes late; after it, a late signal is heard of no call of
    /// ours.
    private static final Duration LINGER = Duration.ofMinutes(1);
    /// A call that is not ours and of which nothing was heard for so long is forgotten: its end was missed.
    private static final Duration GHOST = Duration.ofHours(12);

    private final Lines lines;
    private final Duration settleAfter;
    private final Map<CallId, Held> held = new LinkedHashMap<>();
    private final Map<LegId, CallId> whose = new HashMap<>();

    /// @param settleAfter all legs gone and nothing heard for so long: the call is over
    public CallDesk(Lines lines, Duration settleAfter) {
        this.lines = lines;
        this.settleAfter = settleAfter;
    }

    /// A call that changed, as it is now.
    ///
    /// @param news facts to be stored; empty when only a call that is not ours changed, or nothing was new
    public record Change(Call call, List<CallFact> news) {
        public Change {
            news = List.copyOf(news);
        }
    }

    /// Takes up a call that was stored by an earlier run and is not over.
    ///
    /// @param now our own time
    public void resume(Call call, Instant now) {
        keep(call, now);
    }

    /// Hears one signal.
    ///
    /// @param now our own time of hearing it: settling is measured by it, so that no server's clock is trusted
    public Change after(CallSignal signal, Instant now) {
        Held home = homeOf(signal);
        List<CallFact> news = new ArrayList<>(home.adopted);
        home.adopted.clear();
        CallStep step = home.call.after(signal, lines);
        news.addAll(step.news());
        home.put(step.next(), now);
        whose.putIfAbsent(signal.linked(), step.next().id());
        home.legs.add(signal.linked());
        return new Change(step.next(), news);
    }

    private Held homeOf(CallSignal signal) {
        Held home = linkedHome(signal);
        boolean beginsOurs = signal instanceof CallSignal.LegSeen seen
                && !seen.leg().equals(home.call.id().firstLeg())
                && lines.direction(seen.leg(), seen.context(), seen.exten()).isPresent();
        return beginsOurs && !home.call.isOurs() ? merge(begin(signal.leg()), home) : home;
    }

    private Held linkedHome(CallSignal signal) {
        Optional<Held> own = of(signal.leg());
        Optional<Held> linked = of(signal.linked());
        if (own.isEmpty()) {
            return linked.orElseGet(() -> begin(signal.linked()));
        }
        Held mine = own.get();
        if (linked.isEmpty() && mine.call.isOurs()) {
            return mine;
        }
        Held theirs = linked.orElseGet(() -> begin(signal.linked()));
        if (mine == theirs || (mine.call.isOurs() && theirs.call.isOurs())) {
            return mine;
        }
        return isFirst(mine, theirs) ? merge(mine, theirs) : merge(theirs, mine);
    }

    /// A call of ours stays. Of two others the one that began earlier does, as Asterisk keeps the older Linkedid
    /// when calls merge; a leg's signals with the younger one may come late.
    private static boolean isFirst(Held mine, Held theirs) {
        if (mine.call.isOurs() || theirs.call.isOurs()) {
            return mine.call.isOurs();
        }
        return LegAge.OLDEST_FIRST.compare(
                        mine.call.id().firstLeg(), theirs.call.id().firstLeg())
                < 0;
    }

    private Held begin(LegId first) {
        CallId id = CallId.bornOf(first);
        Held known = held.get(id);
        return known == null ? keep(Call.begin(id), Instant.MIN) : known;
    }

    private Held keep(Call call, Instant now) {
        Held kept = held.computeIfAbsent(call.id(), id -> new Held(call));
        whose.put(call.id().firstLeg(), call.id());
        kept.legs.add(call.id().firstLeg());
        kept.put(call, now);
        return kept;
    }

    private Held merge(Held into, Held from) {
        CallStep step = into.call.adopt(from.call);
        into.adopted.addAll(from.adopted);
        into.adopted.addAll(step.news());
        held.remove(from.call.id());
        from.legs.forEach(leg -> whose.put(leg, into.call.id()));
        into.legs.addAll(from.legs);
        into.put(step.next(), into.heardAt);
        return into;
    }

    private Optional<Held> of(LegId leg) {
        return Optional.ofNullable(whose.get(leg)).map(held::get);
    }

    /// Concludes the calls whose legs are all gone and of which nothing was heard for the settling time; their news
    /// is [CallFact.Ended]. Forgets what needs no keeping any more.
    public List<Change> settle(Instant now) {
        List<Change> over = new ArrayList<>();
        for (Held kept : List.copyOf(held.values())) {
            Duration quiet = Duration.between(kept.heardAt, now);
            if (kept.call.allLegsEnded() && quiet.compareTo(settleAfter) >= 0) {
                settle(kept, quiet, now).ifPresent(over::add);
            } else if (!kept.call.isOurs() && quiet.compareTo(GHOST) >= 0) {
                forget(kept);
            }
        }
        return over;
    }

    /// True when [#settle] would conclude a call of ours now.
    public boolean isAnyDue(Instant now) {
        return held.values().stream()
                .anyMatch(kept -> kept.call.isOurs()
                        && !kept.call.isOver()
                        && kept.call.allLegsEnded()
                        && !now.isBefore(kept.heardAt.plus(settleAfter)));
    }

    private Optional<Change> settle(Held kept, Duration quiet, Instant now) {
        if (!kept.call.isOurs()) {
            forget(kept);
            return Optional.empty();
        }
        CallStep step = kept.call.ended(kept.call.lastEnd().orElse(now));
        kept.put(step.next(), kept.heardAt);
        if (step.news().isEmpty() && quiet.compareTo(LINGER) >= 0) {
            forget(kept);
        }
        return step.news().isEmpty() ? Optional.empty() : Optional.of(new Change(step.next(), step.news()));
    }

    private void forget(Held kept) {
        held.remove(kept.call.id());
        kept.legs.forEach(leg -> whose.remove(leg, kept.call.id()));
    }

    /// The call as it is now; empty when it was never heard of, was merged into another, or is forgotten.
    public Optional<Call> find(CallId id) {
        return Optional.ofNullable(held.get(id)).map(kept -> kept.call);
    }

    /// Our calls that are not over.
    public List<Call> live() {
        return held.values().stream()
                .map(kept -> kept.call)
                .filter(call -> call.isOurs() && !call.isOver())
                .toList();
    }

    /// True when a call on the desk knows already what the signal says; see [Call#knows].
    public boolean knows(CallSignal signal, Duration near) {
        return of(signal.leg())
                .or(() -> of(signal.linked()))
                .filter(kept -> kept.call.knows(signal, near))
                .isPresent();
    }

    /// Says of the call this leg belongs to that part of it was not heard when it happened.
    public Optional<Change> missed(LegId leg, MissedPart part) {
        return of(leg).map(kept -> {
            List<CallFact> news = new ArrayList<>(kept.adopted);
            kept.adopted.clear();
            CallStep step = kept.call.missed(part);
            news.addAll(step.news());
            kept.put(step.next(), kept.heardAt);
            return new Change(step.next(), news);
        });
    }

    /// True when a channel of this leg was heard of, and not only what became of dialling it.
    public boolean hasAppeared(LegId leg) {
        return of(leg).stream()
                .flatMap(kept -> kept.call.facts().stream())
                .anyMatch(fact ->
                        fact instanceof CallFact.LegAppeared seen && seen.leg().equals(leg));
    }

    /// True when this leg was heard of in a call that is still on the desk.
    public boolean knows(LegId leg) {
        return whose.containsKey(leg);
    }

    /// Every leg, of our calls and of others, that we take to be alive; what the server's list does not name is
    /// not.
    public Set<LegId> openLegs() {
        Set<LegId> open = new LinkedHashSet<>();
        held.values().forEach(kept -> open.addAll(kept.call.openLegs()));
        return open;
    }

    /// A call on this desk.
    private final class Held {
        private Call call;
        private Instant heardAt = Instant.MIN;
        private final Set<LegId> legs = new HashSet<>();
        private final List<CallFact> adopted = new ArrayList<>();

        private Held(Call call) {
            this.call = call;
        }

        private void put(Call next, Instant now) {
            call = next;
            heardAt = now.isAfter(heardAt) ? now : heardAt;
            for (LegId leg : next.legs()) {
                if (legs.add(leg)) {
                    whose.putIfAbsent(leg, next.id());
                }
            }
        }
    }
}
