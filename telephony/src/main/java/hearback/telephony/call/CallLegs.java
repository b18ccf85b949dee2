package hearback.telephony.call;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who the legs of a call are and how long each lived, read from the set of its facts.
final class CallLegs {
    /// `PJSIP/1001-0000001a`: technology, endpoint, and a counter in hex that Asterisk adds.
    private static final Pattern DEVICE = Pattern.compile("(?:PJSIP|SIP|IAX2)/([A-Za-z0-9_.]{1,64})-[0-9a-fA-F]+");
    /// `Local/1001@agents-0000001a;1`: the two halves of a way through the dialplan.
    private static final Pattern LOCAL = Pattern.compile("Local/([A-Za-z0-9_.]{1,64})@.*");

    private final LegId first;
    private final Map<LegId, CallFact.LegAppeared> appeared = new LinkedHashMap<>();
    private final Map<LegId, CallRecord.LegClosed> closed = new HashMap<>();
    private final Map<LegId, Instant> neverCame = new HashMap<>();
    private final Set<LegId> disproved = new HashSet<>();
    private final Map<LegId, AgentId> rungByQueue = new HashMap<>();
    private final Set<LegId> all = new LinkedHashSet<>();

    /// @param facts in order of time
    CallLegs(LegId first, List<CallFact> facts) {
        this.first = first;
        for (CallFact fact : facts) {
            all.addAll(Call.legsOf(fact));
            if (!isOfNoChannel(fact)) {
                disproved.addAll(Call.legsOf(fact));
            }
            switch (fact) {
                case CallFact.LegAppeared seen -> appeared.putIfAbsent(seen.leg(), seen);
                case CallFact.AgentRang rang -> rungByQueue.putIfAbsent(rang.agentLeg(), rang.agent());
                case CallFact.AgentTook took -> rungByQueue.put(took.agentLeg(), took.agent());
                case CallFact.LegEnded it ->
                    closed.put(it.leg(), new CallRecord.LegClosed(it.at(), it.cause(), it.finalState(), false));
                case CallFact.LegLost it ->
                    closed.putIfAbsent(
                            it.leg(), new CallRecord.LegClosed(it.at(), HangupCause.NOT_SAID, LegState.OTHER, true));
                case CallFact.LegNeverCame it -> neverCame.merge(it.leg(), it.heardSince(), CallLegs::later);
                case CallFact.OfLeg other -> {}
                case CallFact.PartMissed missed -> {}
                case CallFact.Ended over -> {}
            }
        }
    }

    private static boolean isOfNoChannel(CallFact fact) {
        return fact instanceof CallFact.LegNeverCame
                || (fact instanceof CallFact.DialReported report && !report.answered() && report.reason() == 0);
    }

    Set<LegId> all() {
        return all;
    }

    Optional<CallFact.LegAppeared> appeared(LegId leg) {
        return Optional.ofNullable(appeared.get(leg));
    }

    Optional<CallRecord.LegClosed> closed(LegId leg) {
        return Optional.ofNullable(closed.get(leg));
    }

    /// That no channel was ever made for this leg, and since when everything was heard. Whatever else is known
    /// of the leg, but that dialling it failed without a reason, disproves it.
    Optional<Instant> neverCame(LegId leg) {
        return disproved.contains(leg) ? Optional.empty() : Optional.ofNullable(neverCame.get(leg));
    }

    /// Whose phone this leg is. What the queue says comes first; a leg it does not speak of (a transfer, a
    /// consultation) is known by its endpoint. The customer's leg and any other leg through the same trunk are
    /// nobody's phone, and a Local channel is an agent's only when he is known otherwise: it can lead anywhere, to
    /// a telephone number too.
    Optional<AgentId> agent(LegId leg, Lines lines) {
        AgentId byQueue = rungByQueue.get(leg);
        if (byQueue != null) {
            return Optional.of(byQueue);
        }
        CallFact.LegAppeared seen = appeared.get(leg);
        if (seen == null || leg.equals(first)) {
            return Optional.empty();
        }
        return device(seen, lines).or(() -> named(LOCAL, seen).filter(agent -> isKnown(agent, lines)));
    }

    private boolean isKnown(AgentId agent, Lines lines) {
        return rungByQueue.containsValue(agent)
                || appeared.values().stream()
                        .anyMatch(other -> device(other, lines).equals(Optional.of(agent)));
    }

    private Optional<AgentId> device(CallFact.LegAppeared seen, Lines lines) {
        if (seen.leg().equals(first) || lines.inboundContexts().contains(seen.context())) {
            return Optional.empty();
        }
        Optional<AgentId> trunk = appeared(first).flatMap(customer -> named(DEVICE, customer));
        return named(DEVICE, seen).filter(agent -> !trunk.equals(Optional.of(agent)));
    }

    private static Optional<AgentId> named(Pattern shape, CallFact.LegAppeared seen) {
        Matcher matcher = shape.matcher(seen.channel());
        return matcher.matches() ? Optional.of(new AgentId(matcher.group(1))) : Optional.empty();
    }

    /// When the last leg that is gone went. A leg that was concluded lost and whose end was heard after all went
    /// when the server said.
    static Optional<Instant> lastEnd(Collection<CallFact> facts) {
        Map<LegId, Instant> said = new HashMap<>();
        Map<LegId, Instant> concluded = new HashMap<>();
        for (CallFact fact : facts) {
            if (fact instanceof CallFact.LegEnded ended) {
                said.merge(ended.leg(), ended.at(), CallLegs::earlier);
            } else if (fact instanceof CallFact.LegLost lost) {
                concluded.merge(lost.leg(), lost.at(), CallLegs::earlier);
            } else if (fact instanceof CallFact.LegNeverCame never) {
                concluded.merge(never.leg(), never.at(), CallLegs::earlier);
            }
        }
        said.forEach(concluded::put);
        return concluded.values().stream().max(Comparator.naturalOrder());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
