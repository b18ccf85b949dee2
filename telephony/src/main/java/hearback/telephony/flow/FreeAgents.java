package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.queue.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The agents of the callbacks' queue at one server whose telephones may be rung for a callback, in turn. Callers who
/// wait in that queue come first.
///
/// An agent is the attempt's from the moment he is taken: until the board shows that his telephone rings he would still
/// look free. Only whoever holds the line rings, so nobody else takes him meanwhile.
public final class FreeAgents {
    /// From the order to ring a telephone to the moment at which the board has long shown it.
    static final Duration SHOWN_WITHIN = Duration.ofSeconds(3);

    private final AgentRoom.Place place;
    private final Board board;
    private final TakenAgents taken;
    private final InstantSource time;
    private final Map<AgentId, Instant> lastTaken = new HashMap<>();

    public FreeAgents(AgentRoom.Place place, Board board, TakenAgents taken, InstantSource time) {
        this.place = place;
        this.board = board;
        this.taken = taken;
        this.time = time;
    }

    /// How many callbacks that need an agent may be begun now: one for each free agent, without those that were
    /// begun and have not rung anybody yet.
    public int more() {
        var others = taken.at(place.server(), place.hotlines());
        return Math.max(0, free().size() - others.waiting() - others.begun());
    }

    /// Takes the one whose turn it is: who was rung longest ago. Empty when nobody is free.
    public synchronized Optional<AgentId> take() {
        var next = free().stream()
                .min(Comparator.comparing((AgentId agent) -> lastTaken.getOrDefault(agent, Instant.MIN))
                        .thenComparing(AgentId::text));
        next.ifPresent(agent -> lastTaken.put(agent, time.instant()));
        return next;
    }

    private synchronized List<AgentId> free() {
        var shown = time.instant().minus(SHOWN_WITHIN);
        return AgentRoom.ready(board, place.server(), place.queue())
                .map(Member::agent)
                .filter(agent -> !lastTaken.getOrDefault(agent, Instant.MIN).isAfter(shown))
                .toList();
    }
}
