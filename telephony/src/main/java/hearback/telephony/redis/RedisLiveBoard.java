package hearback.telephony.redis;

import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.KeepBoard;
import hearback.telephony.flow.StoreUnavailable;
import hearback.telephony.queue.Member;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the boards of all nodes what the one that listens hears: a member as he stands, a call by its id alone, which
/// the receiver looks up. No telephone number goes through Redis, and nothing is kept there: each node says every
/// [#SAY_EVERY] how all members of the servers it hears stand, so a board that just began, or was cut off, is full
/// again after that time, and what a dead node said fades ([KeepBoard]).
///
/// A node hears what it says itself; as long as it does, Redis is there. When it is away, nothing waits and nothing
/// else is touched: what was not sent is dropped, and the board says that it is cut off.
public final class RedisLiveBoard implements Board.Watcher {
    static final Duration SAY_EVERY = Duration.ofSeconds(2);
    /// Own words that do not come back for so long: the connection is dead, whatever it looks like.
    static final Duration DEAF_AFTER = SAY_EVERY.multipliedBy(3);
    private static final Duration CONNECT_EVERY = Duration.ofSeconds(1);
    /// Changes that wait to be dealt with; more are dropped.
    private static final int MOST_WAITING = 10_000;

    private static final Logger log = LoggerFactory.getLogger(RedisLiveBoard.class);

    private final RedisLink link;
    private final LiveChannel channel;
    private final String node;
    private final KeepBoard keep;
    private final Calls calls;
    private final InstantSource time;
    private final BlockingQueue<LiveMessage> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);
    private final BlockingQueue<String> incoming = new ArrayBlockingQueue<>(MOST_WAITING);
    private Instant triedAt = Instant.MIN;
    private Instant saidAt = Instant.MIN;
    private Instant heardOurselvesAt = Instant.MIN;
    /// Said already since Redis was last there: the log is not filled with what stays the same.
    private final Set<String> troubles = new HashSet<>();
    /// Set while a change from another node is told here, so that it is not sent back.
    private final ThreadLocal<Boolean> echoing = ThreadLocal.withInitial(() -> false);

    /// @param client made for this class alone: its options are set here
    /// @param channel the same on all nodes
    /// @param node unique among all nodes
    public RedisLiveBoard(
            RedisClient client, LiveChannel channel, String node, KeepBoard keep, Calls calls, InstantSource time) {
        this.link = new RedisLink(client, channel, message -> {
            var _ = incoming.offer(message);
        });
        this.channel = channel;
        this.node = node;
        this.keep = keep;
        this.calls = calls;
        this.time = time;
        keep.board().nowShared(Board.Sharing.CUT_OFF);
    }

    @Override
    public void callChanged(CallRecord call, PhoneNumber customer) {
        if (!echoing.get()) {
            var _ = outgoing.offer(new LiveMessage.OfCall(call.id()));
        }
    }

    /// Only what is known first-hand is passed on.
    @Override
    public void memberChanged(Member member) {
        if (!echoing.get() && keep.hears(member.server())) {
            var _ = outgoing.offer(new LiveMessage.OfMember(member));
        }
    }

    /// Sends what waits, and tells what came; connects when it must, which takes the patience at most. Never throws
    /// for Redis' sake. Must not run twice at once.
    ///
    /// @return how much there was to do
    public int runOnce() {
        Instant now = time.instant();
        int told = tellWaiting(now);
        try {
            return connected(now) ? told + say(now) : told;
        } catch (RedisException away) {
            lose(RedisTrouble.words(away, channel));
            return told;
        }
    }

    private boolean connected(Instant now) {
        if (link.isOpen()) {
            if (now.isAfter(heardOurselvesAt.plus(DEAF_AFTER))) {
                throw new RedisException("nothing came back within " + DEAF_AFTER.toSeconds() + " s");
            }
            return true;
        }
        if (keep.board().sharing() == Board.Sharing.SHARED) {
            lose(RedisTrouble.words(new RedisException("the connection was lost"), channel));
        }
        outgoing.clear();
        if (now.isBefore(triedAt.plus(CONNECT_EVERY))) {
            return false;
        }
        triedAt = now;
        link.open();
        saidAt = Instant.MIN;
        heardOurselvesAt = now;
        return true;
    }

    private int say(Instant now) {
        int said = 0;
        if (!now.isBefore(saidAt.plus(SAY_EVERY))) {
            saidAt = now;
            link.say(new LiveMessage.Standing(keep.firstHand()).text(node));
            said++;
        }
        for (LiveMessage next = outgoing.poll(); next != null; next = outgoing.poll()) {
            link.say(next.text(node));
            said++;
        }
        return said;
    }

    private void lose(String why) {
        link.close();
        outgoing.clear();
        keep.board().nowShared(Board.Sharing.CUT_OFF);
        if (troubles.add(why)) {
            log.warn("Redis is away, nothing live is seen of other nodes nor by them: {}", why);
        }
    }

    private int tellWaiting(Instant now) {
        int told = 0;
        for (String next = incoming.poll(); next != null; next = incoming.poll()) {
            tell(next, now);
            told++;
        }
        return told;
    }

    private void tell(String message, Instant now) {
        echoing.set(true);
        try {
            LiveMessage.Signed heard = LiveMessage.read(message);
            if (heard.node().equals(node)) {
                heardOurselves(now);
            } else {
                tell(heard.message());
            }
        } catch (IllegalArgumentException | StoreUnavailable useless) {
            log.debug("a live change could not be used: {}", useless.getMessage());
        } finally {
            echoing.set(false);
        }
    }

    private void heardOurselves(Instant now) {
        heardOurselvesAt = now;
        if (link.isOpen() && keep.board().sharing() != Board.Sharing.SHARED) {
            keep.board().nowShared(Board.Sharing.SHARED);
            log.info("Redis is there, node={} sees other nodes live", node);
            troubles.clear();
        }
    }

    private void tell(LiveMessage message) {
        switch (message) {
            case LiveMessage.OfCall(var id) -> {
                Optional<Calls.Found> known = calls.find(id);
                known.ifPresent(found -> keep.board().callChanged(found.call(), found.customer()));
            }
            case LiveMessage.OfMember(var member) -> keep.told(member);
            case LiveMessage.Standing(var members) -> members.forEach(keep::told);
        }
    }

    /// Closes the connections; the client is its maker's.
    public void close() {
        link.close();
    }
}
