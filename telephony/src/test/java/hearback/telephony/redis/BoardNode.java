package hearback.telephony.redis;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.KeepBoard;
import hearback.telephony.flow.LiveBoard;
import hearback.telephony.queue.Member;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// One node's board, shared by Redis: what the assembly makes of it, with the calls that are stored and the servers
/// that are heard as the test says.
final class BoardNode implements AutoCloseable, Board.Watcher {
    static final Duration PATIENCE = Duration.ofMillis(500);
    static final LiveChannel CHANNEL = new LiveChannel("hearback:live", PATIENCE);

    final LiveBoard board = new LiveBoard();
    final Set<ServerName> hears = ConcurrentHashMap.newKeySet();
    final List<CallId> seenCalls = new CopyOnWriteArrayList<>();
    private final RedisClient client;
    private final KeepBoard keep;
    private final RedisLiveBoard shared;

    BoardNode(String name, String redis, LiveChannel channel, Calls stored, InstantSource time) {
        RedisURI address = RedisURI.create(redis);
        address.setTimeout(PATIENCE);
        client = RedisClient.create(address);
        keep = new KeepBoard(board, () -> Set.copyOf(hears), time);
        shared = new RedisLiveBoard(client, channel, name, keep, stored, time);
        board.watch(shared);
        board.watch(this);
    }

    void round() {
        var _ = shared.runOnce();
        var _ = keep.runOnce();
    }

    Optional<Member.State> stateOf(String agent) {
        return board.members().stream()
                .filter(member -> member.agent().text().equals(agent))
                .map(Member::state)
                .findFirst();
    }

    @Override
    public void callChanged(CallRecord call, PhoneNumber customer) {
        seenCalls.add(call.id());
    }

    @Override
    public void memberChanged(Member member) {}

    @Override
    public void close() {
        shared.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
