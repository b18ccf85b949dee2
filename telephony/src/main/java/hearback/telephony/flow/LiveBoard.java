package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.queue.Member;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is going on now, and who wants to see it. Holds the members only; live calls are asked for with [Calls]. Lost
/// with the process: the lists after each login bring it back. Of whom nothing is known any more is shown as away.
public final class LiveBoard implements Board, Board.Watcher {
    private static final Logger log = LoggerFactory.getLogger(LiveBoard.class);
    private final Map<Seat, Member> members = new ConcurrentHashMap<>();
    /// For a server whose list is just coming: who was named in it.
    private final Map<ServerName, Set<Seat>> listed = new ConcurrentHashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private volatile Sharing sharing = Sharing.ALONE;

    @Override
    public List<Member> members() {
        return members.values().stream()
                .sorted((one, other) ->
                        (one.queue() + " " + one.agent()).compareTo(other.queue() + " " + other.agent()))
                .toList();
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    /// Said by whatever shares this board with other nodes.
    public void nowShared(Sharing now) {
        sharing = now;
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
        Seat seat = seatOf(member);
        listed.computeIfPresent(member.server(), (_, seats) -> {
            seats.add(seat);
            return seats;
        });
        Member before = members.put(seat, member);
        if (!member.equals(before)) {
            watchers.forEach(watcher -> guarded(() -> watcher.memberChanged(member)));
        }
    }

    List<Member> membersAt(ServerName server) {
        return members().stream()
                .filter(member -> member.server().equals(server))
                .toList();
    }

    Set<ServerName> servers() {
        return members.keySet().stream().map(Seat::server).collect(Collectors.toSet());
    }

    /// All members of a server, as somebody who knows them says; whoever is missing there is away.
    void allMembers(ServerName server, List<Member> all) {
        all.forEach(this::memberChanged);
        onlyThese(server, all.stream().map(LiveBoard::seatOf).collect(Collectors.toSet()));
    }

    /// The server begins to name its members, all of them.
    void listBegins(ServerName server) {
        listed.put(server, new HashSet<>());
    }

    /// The server has named all of its members; whoever it did not name left while nobody listened.
    void listEnds(ServerName server) {
        Set<Seat> named = listed.remove(server);
        if (named != null) {
            onlyThese(server, named);
        }
    }

    private void onlyThese(ServerName server, Set<Seat> present) {
        members.forEach((seat, member) -> {
            if (seat.server().equals(server) && !present.contains(seat)) {
                memberChanged(new Member(
                        member.server(), member.queue(), member.agent(), member.name(), new Member.State.Away()));
            }
        });
    }

    private static Seat seatOf(Member member) {
        return new Seat(member.server(), member.queue(), member.agent());
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
