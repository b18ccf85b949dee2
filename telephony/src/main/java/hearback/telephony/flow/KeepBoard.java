package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import hearback.telephony.queue.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Keeps the board from showing what nobody knows any more: members of a server that this node does not hear, and that
/// no other node has told about for [#FADE_AFTER], are shown as away. So nothing of a node that died outlives it, and
/// the members of a server to which the connection is lost do not stay "ready".
public final class KeepBoard {
    /// Longer than a reconnect takes and than the five-second lease of a dead node: who takes over tells in time.
    public static final Duration FADE_AFTER = Duration.ofSeconds(10);

    private final LiveBoard board;
    private final Supplier<Set<ServerName>> heardHere;
    private final InstantSource time;
    /// When somebody last knew how the members of a server stood.
    private final Map<ServerName, Instant> known = new HashMap<>();

    /// @param heardHere the servers this node hears now, under a lease that holds
    public KeepBoard(LiveBoard board, Supplier<Set<ServerName>> heardHere, InstantSource time) {
        this.board = board;
        this.heardHere = heardHere;
        this.time = time;
    }

    public LiveBoard board() {
        return board;
    }

    public boolean hears(ServerName server) {
        return heardHere.get().contains(server);
    }

    /// What this node knows first-hand: all members of each server it hears.
    public Map<ServerName, List<Member>> firstHand() {
        return heardHere.get().stream().collect(Collectors.toMap(server -> server, board::membersAt));
    }

    /// Another node says how all members of a server stand. It is not believed about a server we hear ourselves: it
    /// was frozen, and has not noticed yet that the server is ours now.
    public synchronized void told(ServerName server, List<Member> all) {
        if (!hears(server)) {
            known.put(server, time.instant());
            board.allMembers(server, all);
        }
    }

    /// Another node says that one member stands differently now.
    public synchronized void told(Member changed) {
        if (!hears(changed.server())) {
            var _ = known.putIfAbsent(changed.server(), time.instant());
            board.memberChanged(changed);
        }
    }

    /// @return 0: there is never more to do at once
    public synchronized int runOnce() {
        Instant now = time.instant();
        heardHere.get().forEach(server -> known.put(server, now));
        for (ServerName server : board.servers()) {
            Instant last = known.computeIfAbsent(server, _ -> now);
            if (last.plus(FADE_AFTER).isBefore(now)) {
                board.allMembers(server, List.of());
            }
        }
        return 0;
    }
}
