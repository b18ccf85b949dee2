package hearback.telephony.flow;

import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.DialLevel;
import hearback.telephony.queue.Member;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;

/// How many callbacks that need an agent may be begun at one server now: what the free agents of the callbacks' queue
/// can take. Callers who wait in that queue come first.
///
/// Source: faults.md cases 40 and 44, failure F5.
public final class AgentRoom {
    /// Longer without an agent is abandoned. Source: 47 CFR 64.1200, faults.md 3.3.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Place place;
    private final DialLevel level;
    private final Duration over;
    private final Board board;
    private final TakenAgents taken;
    private final AgentWaits waits;
    private final InstantSource time;

    /// @param over the time that is looked at for those who were abandoned
    public AgentRoom(
            Place place,
            DialLevel level,
            Duration over,
            Board board,
            TakenAgents taken,
            AgentWaits waits,
            InstantSource time) {
        this.place = place;
        this.level = level;
        this.over = over;
        this.board = board;
        this.taken = taken;
        this.waits = waits;
        this.time = time;
    }

    /// How many more may be begun now.
    public int more() {
        var now = time.instant();
        var others = taken.at(place.server(), place.hotlines());
        int free = Math.max(0, freeAgents() - others.waiting());
        return Math.max(0, level.inTheAir(free, waits.since(now.minus(over), PATIENCE, now)) - others.inTheAir());
    }

    /// Of a server that is not heard the board shows nobody as ready.
    public int freeAgents() {
        return free(board, place.server(), place.queue());
    }

    /// As above, of any queue.
    public static int free(Board board, ServerName server, QueueName queue) {
        return (int) ready(board, server, queue).count();
    }

    static Stream<Member> ready(Board board, ServerName server, QueueName queue) {
        return board.members().stream()
                .filter(member -> member.server().equals(server)
                        && member.queue().equals(queue)
                        && member.state() instanceof Member.State.Ready);
    }

    /// @param queue whose agents take callbacks
    /// @param hotlines the numbers that lead there, too
    public record Place(ServerName server, QueueName queue, Set<String> hotlines) {}
}
