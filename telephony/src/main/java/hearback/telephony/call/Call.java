package hearback.telephony.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// One contact with a customer as a set of facts (decision 0002). Immutable: hearing something gives another call.
///
/// A call is *ours* from the moment a fact shows it: its first leg rang a hotline or is an attempt's, or a leg of it
/// is in a queue that a hotline leads to. Until then nothing of it is to be stored; from then on everything, what was
/// heard before included.
public final class Call {
    private final CallId id;
    private final boolean ours;
    private final Map<String, CallFact> facts;
    private final Set<LegId> heard;

    private Call(CallId id, boolean ours, Map<String, CallFact> facts, Set<LegId> heard) {
        this.id = id;
        this.ours = ours;
        this.facts = Collections.unmodifiableMap(facts);
        this.heard = Collections.unmodifiableSet(heard);
    }

    /// A call of which nothing has been heard yet.
    public static Call begin(CallId id) {
        return new Call(id, false, Map.of(), Set.of());
    }

    /// The call these stored facts make. Only calls of ours are stored, so it is ours unless there are none.
    public static Call of(CallId id, List<CallFact> facts) {
        Map<String, CallFact> kept = new LinkedHashMap<>();
        Set<LegId> heard = new LinkedHashSet<>();
        for (CallFact fact : facts) {
            if (kept.putIfAbsent(fact.key(), fact) == null) {
                heard.addAll(legsOf(fact));
            }
        }
        return new Call(id, !kept.isEmpty(), kept, heard);
    }

    public CallId id() {
        return id;
    }

    public boolean isOurs() {
        return ours;
    }

    /// True once [CallFact.Ended] was concluded. Facts that come later still join the call.
    public boolean isOver() {
        return facts.containsKey("over");
    }

    /// Every fact, ours or not, in the order in which they were concluded.
    public Collection<CallFact> facts() {
        return facts.values();
    }

    /// Hears one signal about a leg of this call.
    public CallStep after(CallSignal signal, Lines lines) {
        Set<LegId> legs = heard;
        if (!heard.contains(signal.leg())) {
            legs = new LinkedHashSet<>(heard);
            legs.add(signal.leg());
        }
        return with(Conclusions.of(signal), legs, found -> isOurs(found, lines));
    }

    /// Takes in another call that turned out to be part of this one: the consultation of an attended transfer has a
    /// life of its own until its legs are linked with the customer's.
    public CallStep adopt(Call other) {
        Set<LegId> legs = new LinkedHashSet<>(heard);
        legs.addAll(other.heard);
        boolean oursToo = other.ours;
        return with(List.copyOf(other.facts.values()), legs, found -> oursToo);
    }

    /// Says that part of the call was not heard when it happened.
    public CallStep missed(MissedPart part) {
        return with(List.of(new CallFact.PartMissed(part)), heard, found -> false);
    }

    /// True when this call knows already what the signal says. Two witnesses of one thing differ in its time:
    /// what can happen more than once to a leg is the same thing when it happened at nearly the same time.
    ///
    /// @param near how much their times may differ
    public boolean knows(CallSignal signal, Duration near) {
        return Conclusions.of(signal).stream()
                .allMatch(fact -> facts.values().stream().anyMatch(known -> SameThing.is(known, fact, near)));
    }

    /// Says that the call is over, when every leg has ended; otherwise changes nothing.
    public CallStep ended(Instant at) {
        return allLegsEnded() && ours
                ? with(List.of(new CallFact.Ended(at)), heard, found -> false)
                : new CallStep(this, List.of());
    }

    private CallStep with(List<CallFact> said, Set<LegId> legs, Predicate<CallFact> makesOurs) {
        List<CallFact> fresh = said.stream().filter(this::isNew).toList();
        if (fresh.isEmpty()) {
            return new CallStep(legs.equals(heard) ? this : new Call(id, ours, facts, legs), List.of());
        }
        Map<String, CallFact> all = new LinkedHashMap<>(facts);
        Set<LegId> allLegs = new LinkedHashSet<>(legs);
        boolean nowOurs = ours;
        for (CallFact fact : fresh) {
            all.putIfAbsent(fact.key(), fact);
            allLegs.addAll(legsOf(fact));
            nowOurs = nowOurs || makesOurs.test(fact);
        }
        Call next = new Call(id, nowOurs, all, allLegs);
        if (!nowOurs) {
            return new CallStep(next, List.of());
        }
        return new CallStep(next, ours ? fresh : List.copyOf(all.values()));
    }

    /// A later sight of a leg that says the same is nothing new: each list after a reconnect would otherwise add
    /// facts.
    private boolean isNew(CallFact fact) {
        if (facts.containsKey(fact.key())) {
            return false;
        }
        return !(fact instanceof CallFact.LegAppeared later)
                || facts.values().stream()
                        .noneMatch(known -> known instanceof CallFact.LegAppeared earlier
                                && earlier.leg().equals(later.leg())
                                && earlier.context().equals(later.context())
                                && earlier.exten().equals(later.exten())
                                && !earlier.at().isAfter(later.at()));
    }

    private boolean isOurs(CallFact fact, Lines lines) {
        LegId first = id.firstLeg();
        if (lines.direction(first, "", "").isPresent()) {
            return true;
        }
        return switch (fact) {
            case CallFact.LegAppeared seen ->
                seen.leg().equals(first)
                        && lines.direction(first, seen.context(), seen.exten()).isPresent();
            case CallFact.Queued queued -> lines.hotlines().containsValue(queued.queue());
            case CallFact.Abandoned abandoned -> lines.hotlines().containsValue(abandoned.queue());
            case CallFact.AgentRang rang -> lines.hotlines().containsValue(rang.queue());
            case CallFact.AgentTook took -> lines.hotlines().containsValue(took.queue());
            case CallFact.LegRang other -> false;
            case CallFact.LegHeardEarly other -> false;
            case CallFact.LegAnswered other -> false;
            case CallFact.BridgeEntered other -> false;
            case CallFact.BridgeLeft other -> false;
            case CallFact.RecordingBegan other -> false;
            case CallFact.SurveyAnswered other -> false;
            case CallFact.DialReported other -> false;
            case CallFact.LegEnded other -> false;
            case CallFact.LegLost other -> false;
            case CallFact.LegNeverCame other -> false;
            case CallFact.PartMissed other -> false;
            case CallFact.Ended other -> false;
        };
    }

    /// The legs a fact speaks of: an agent's is named by the queue before or after it is heard of by itself.
    static List<LegId> legsOf(CallFact fact) {
        return switch (fact) {
            case CallFact.AgentRang rang -> List.of(rang.leg(), rang.agentLeg());
            case CallFact.AgentTook took -> List.of(took.leg(), took.agentLeg());
            case CallFact.OfLeg ofLeg -> List.of(ofLeg.leg());
            case CallFact.PartMissed missed -> List.of();
            case CallFact.Ended over -> List.of();
        };
    }

    /// Every leg this call has heard of.
    public Set<LegId> legs() {
        return heard;
    }

    /// Legs heard of whose end was neither heard nor concluded. A leg whose beginning we missed counts too.
    public Set<LegId> openLegs() {
        Set<LegId> open = new LinkedHashSet<>(heard);
        open.removeAll(closedLegs());
        return Collections.unmodifiableSet(open);
    }

    private Set<LegId> closedLegs() {
        Set<LegId> closed = new HashSet<>();
        for (CallFact fact : facts.values()) {
            if (fact instanceof CallFact.LegEnded
                    || fact instanceof CallFact.LegLost
                    || fact instanceof CallFact.LegNeverCame) {
                closed.addAll(legsOf(fact));
            }
        }
        return closed;
    }

    /// True when legs were heard of and all of them are gone.
    public boolean allLegsEnded() {
        return !heard.isEmpty() && closedLegs().containsAll(heard);
    }

    /// When the last leg that is gone went, by the server's time.
    public Optional<Instant> lastEnd() {
        return CallLegs.lastEnd(facts.values());
    }

    /// What the call comes to.
    ///
    /// @param lines the hotlines, for the number the customer dialled
    public CallRecord record(Lines lines) {
        return CallReading.of(id, new ArrayList<>(facts.values()), lines);
    }

    @Override
    public String toString() {
        return id + (ours ? " (ours, " : " (not ours, ") + facts.size() + " facts)";
    }
}
