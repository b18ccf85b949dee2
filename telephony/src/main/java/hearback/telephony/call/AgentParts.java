package hearback.telephony.call;

import hearback.telephony.call.CallRecord.AgentPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Works out who spoke with the customer and when: an agent's leg and the customer's in the same bridge.
///
/// What real servers do (Asterisk 22.10, traces in `calls/`): after a Redirect, a BlindTransfer or an Atxfer the
/// customer's leg stays and agents' legs come and go; on hold the legs stay in their bridge; bridges are merged, and
/// Local channels optimised away, by leaving and entering within microseconds, so that an agent's part would fall
/// into pieces. `AgentComplete` is no help: it comes at the very end and counts the next agent's time too.
final class AgentParts {
    /// Events that belong together arrive within 200 ms of each other.
    private static final Duration SAME_MOMENT = Duration.ofMillis(200);

    private static final Comparator<AgentPart> IN_ORDER = Comparator.comparing(AgentPart::from)
            .thenComparing(part -> part.agent().text())
            .thenComparing(part -> part.leg().uniqueid());

    private final LegId customer;
    private final List<CallFact> facts;
    private final CallLegs legs;

    /// @param facts in order of time
    AgentParts(LegId customer, List<CallFact> facts, CallLegs legs) {
        this.customer = customer;
        this.facts = facts;
        this.legs = legs;
    }

    List<AgentPart> of(Lines lines) {
        List<Stay> customers = stays(customer);
        Map<String, List<AgentPart>> byAgent = new TreeMap<>();
        for (LegId leg : whoMayHaveSpoken()) {
            legs.agent(leg, lines)
                    .ifPresent(agent -> byAgent.computeIfAbsent(agent.text(), text -> new ArrayList<>())
                            .addAll(parts(agent, leg, customers)));
        }
        return byAgent.values().stream()
                .flatMap(parts -> joined(parts).stream())
                .sorted(IN_ORDER)
                .toList();
    }

    /// A caller who waits for an hour has thousands of legs that only rang.
    private Set<LegId> whoMayHaveSpoken() {
        Set<LegId> speakers = new LinkedHashSet<>();
        for (CallFact fact : facts) {
            if (fact instanceof CallFact.BridgeEntered entered) {
                speakers.add(entered.leg());
            } else if (fact instanceof CallFact.BridgeLeft left) {
                speakers.add(left.leg());
            } else if (fact instanceof CallFact.AgentTook took) {
                speakers.add(took.agentLeg());
            }
        }
        return speakers;
    }

    private List<AgentPart> parts(AgentId agent, LegId leg, List<Stay> customers) {
        List<AgentPart> shared = new ArrayList<>();
        for (Stay theirs : stays(leg)) {
            for (Stay ours : customers) {
                theirs.with(ours).ifPresent(both -> shared.add(ended(both.part(agent, leg))));
            }
        }
        return shared.isEmpty() ? taken(agent, leg) : shared;
    }

    /// A part of legs that are gone is over: of one whose end cannot be told it is known that it began.
    private AgentPart ended(AgentPart part) {
        boolean isOver = earlier(gone(part.leg()), gone(customer)).isBefore(Instant.MAX);
        return part.until().isEmpty() && isOver
                ? new AgentPart(part.agent(), part.leg(), part.from(), Optional.of(part.from()))
                : part;
    }

    /// The queue said he took the call and no common bridge was heard of: then that is our best knowledge.
    private List<AgentPart> taken(AgentId agent, LegId leg) {
        return facts.stream()
                .filter(fact -> fact instanceof CallFact.AgentTook took
                        && took.agentLeg().equals(leg)
                        && took.leg().equals(customer))
                .map(took -> new AgentPart(agent, leg, took.at(), parted(took.at(), leg)))
                .limit(1)
                .toList();
    }

    private Optional<Instant> parted(Instant from, LegId leg) {
        Instant until = facts.stream()
                .filter(fact -> fact instanceof CallFact.BridgeLeft left
                        && (left.leg().equals(leg) || left.leg().equals(customer))
                        && !left.at().isBefore(from))
                .map(CallFact::at)
                .findFirst()
                .orElse(Instant.MAX);
        return known(earlier(until, earlier(gone(leg), gone(customer))));
    }

    /// A leg leaves a bridge when that is said, when it enters another one, or when it is gone.
    private List<Stay> stays(LegId leg) {
        List<Stay> stays = new ArrayList<>();
        for (CallFact fact : facts) {
            if (fact instanceof CallFact.BridgeEntered entered && entered.leg().equals(leg)) {
                Instant until = earlier(left(entered), gone(leg));
                // The server's clock was set back meanwhile: he was there, and nobody can tell for how long.
                stays.add(new Stay(entered.bridge(), entered.at(), until.isBefore(entered.at()) ? Instant.MAX : until));
            } else if (fact instanceof CallFact.BridgeLeft left && left.leg().equals(leg) && !isEntered(left)) {
                // Whoever leaves was there: since when was missed, and of the end only is it known.
                stays.add(new Stay(left.bridge(), left.at().minus(SAME_MOMENT), left.at()));
            }
        }
        return stays;
    }

    private boolean isEntered(CallFact.BridgeLeft left) {
        return facts.stream()
                .anyMatch(fact -> fact instanceof CallFact.BridgeEntered entered
                        && entered.leg().equals(left.leg())
                        && entered.bridge().equals(left.bridge()));
    }

    private Instant left(CallFact.BridgeEntered entered) {
        for (CallFact fact : facts) {
            if (fact instanceof CallFact.BridgeLeft left
                    && left.leg().equals(entered.leg())
                    && left.bridge().equals(entered.bridge())
                    && !left.at().isBefore(entered.at())) {
                return left.at();
            }
            if (fact instanceof CallFact.BridgeEntered next
                    && next.leg().equals(entered.leg())
                    && !next.bridge().equals(entered.bridge())
                    && next.at().isAfter(entered.at())) {
                return next.at();
            }
        }
        return Instant.MAX;
    }

    private Instant gone(LegId leg) {
        return legs.closed(leg).map(CallRecord.LegClosed::at).orElse(Instant.MAX);
    }

    /// Pieces of one agent with no time between them are one part: his phone replaced a Local channel, or two
    /// bridges became one.
    private static List<AgentPart> joined(List<AgentPart> pieces) {
        List<AgentPart> parts = new ArrayList<>();
        for (AgentPart piece : pieces.stream().sorted(IN_ORDER).toList()) {
            AgentPart last = parts.isEmpty() ? piece : parts.getLast();
            Instant until = last.until().orElse(Instant.MAX);
            boolean apart = last.until().isPresent() && piece.from().isAfter(until.plus(SAME_MOMENT));
            if (parts.isEmpty() || apart) {
                parts.add(piece);
            } else {
                Instant longer = later(until, piece.until().orElse(Instant.MAX));
                parts.set(parts.size() - 1, new AgentPart(last.agent(), last.leg(), last.from(), known(longer)));
            }
        }
        return parts;
    }

    private static Optional<Instant> known(Instant until) {
        return until.equals(Instant.MAX) ? Optional.empty() : Optional.of(until);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// One leg in one bridge; `until` is [Instant#MAX] while it stays.
    private record Stay(BridgeId bridge, Instant from, Instant until) {
        Optional<Stay> with(Stay other) {
            Instant begin = later(from, other.from);
            Instant end = earlier(until, other.until);
            return bridge.equals(other.bridge) && begin.isBefore(end)
                    ? Optional.of(new Stay(bridge, begin, end))
                    : Optional.empty();
        }

        AgentPart part(AgentId agent, LegId leg) {
            return new AgentPart(agent, leg, from, known(until));
        }
    }
}
