package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.queue.Member;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is going on now, and who wants to see it. Holds the members only; live calls are asked for with [Calls]. Lost
/// with
/// the process: the lists after each login bring it back.
public final class LiveBoard implements Board, Board.Watcher {
    private static final Logger log = LoggerFactory.getLogger(LiveBoard.class);
    private final Map<Seat, Member> members = new ConcurrentHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    @Override
    public List<Member> members() {
        return members.values().stream()
                .sorted((one, other) ->
                        (one.queue() + " " + one.agent()).compareTo(other.queue() + " " + other.agent()))
                .toList();
    }

    @Override
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public void callChanged(CallRecord call, PhoneNumber customer) {
        watchers.forEach(watcher -> guarded(() -> watcher.callChanged(call, customer)));
    }

    /// Told to watchers only when it is a change: the lists repeat what is known.
    @Override
    public void memberChanged(Member member) {
        Member before = members.put(new Seat(member.server(), member.queue(), member.agent()), member);
        if (!member.equals(before)) {
            watchers.forEach(watcher -> guarded(() -> watcher.memberChanged(member)));
        }
    }

    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException failed) {
            log.warn("a watcher of the board failed", failed);
        }
    }

    private record Seat(ServerName server, QueueName queue, AgentId agent) {}
}
