package hearback.telephony.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.LiveBoard;
import hearback.telephony.flow.StoreUnavailable;
import hearback.telephony.queue.Member;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the boards of all nodes what the one that listens hears: a member as he stands, a call by its id alone, which
/// the
/// receiver looks up. No telephone number goes through Redis.
///
/// When Redis is empty, nothing is missing: only changes go through it, nothing is kept. When it is away, other nodes
/// see
/// no live changes until it is back; what was not sent is dropped, nothing waits and nothing else is touched.
public final class RedisLiveBoard implements Board.Watcher {
    private static final Logger log = LoggerFactory.getLogger(RedisLiveBoard.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHANNEL = "hearback:live";
    /// Changes that wait to be dealt with; more are dropped.
    private static final int MOST_WAITING = 10_000;

    private final RedisClient client;
    private final String node;
    private final LiveBoard board;
    private final Calls calls;
    private final BlockingQueue<String> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);
    private final BlockingQueue<String> incoming = new ArrayBlockingQueue<>(MOST_WAITING);
    private Optional<StatefulRedisConnection<String, String>> sending = Optional.empty();
    private Optional<StatefulRedisPubSubConnection<String, String>> listening = Optional.empty();
    /// Set while a change from another node is told here, so that it is not sent back.
    private final ThreadLocal<Boolean> echoing = ThreadLocal.withInitial(() -> false);

    /// @param client made for this class alone: its options are set here
    /// @param node unique among all nodes
    /// @param patience a command that takes longer has failed
    public RedisLiveBoard(RedisClient client, String node, LiveBoard board, Calls calls, Duration patience) {
        this.client = client;
        this.node = node;
        this.board = board;
        this.calls = calls;
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(1_000)
                .timeoutOptions(TimeoutOptions.enabled(patience))
                .build());
    }

    @Override
    public void callChanged(CallRecord call, PhoneNumber customer) {
        send(JSON.createObjectNode().put("call", call.id().text()));
    }

    @Override
    public void memberChanged(Member member) {
        ObjectNode told = JSON.createObjectNode();
        told.putObject("member")
                .put("server", member.server().text())
                .put("queue", member.queue().text())
                .put("agent", member.agent().text())
                .put("name", member.name().text())
                .put("state", word(member.state()))
                .put("reason", member.state() instanceof Member.State.Paused(InertText reason) ? reason.text() : "");
        send(told);
    }

    private void send(ObjectNode told) {
        if (!echoing.get()) {
            var _ = outgoing.offer(told.put("node", node).toString());
        }
    }

    /// Sends what waits, and tells what came; connects when it must. Never throws for Redis' sake.
    ///
    /// @return how much there was to do
    public int runOnce() {
        try {
            connect();
            int done = sendWaiting();
            return done + tellWaiting();
        } catch (RedisException away) {
            outgoing.clear();
            log.debug("redis away: {}", away.getMessage());
            return 0;
        }
    }

    private void connect() {
        if (listening.isEmpty()) {
            StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    var _ = incoming.offer(message);
                }
            });
            connection.sync().subscribe(CHANNEL);
            listening = Optional.of(connection);
        }
        if (sending.isEmpty()) {
            sending = Optional.of(client.connect());
        }
    }

    private int sendWaiting() {
        int sent = 0;
        String next = outgoing.poll();
        while (next != null) {
            var _ = sending.orElseThrow().sync().publish(CHANNEL, next);
            sent++;
            next = outgoing.poll();
        }
        return sent;
    }

    private int tellWaiting() {
        int told = 0;
        String next = incoming.poll();
        while (next != null) {
            tell(next);
            told++;
            next = incoming.poll();
        }
        return told;
    }

    private void tell(String message) {
        echoing.set(true);
        try {
            JsonNode heard = JSON.readTree(message);
            if (heard.path("node").asText().equals(node)) {
                return;
            }
            if (heard.has("call")) {
                calls.find(new CallId(heard.get("call").asText()))
                        .ifPresent(found -> board.callChanged(found.call(), found.customer()));
            }
            if (heard.has("member")) {
                board.memberChanged(member(heard.get("member")));
            }
        } catch (JsonProcessingException | IllegalArgumentException | StoreUnavailable useless) {
            log.debug("a live change could not be used: {}", useless.getMessage());
        } finally {
            echoing.set(false);
        }
    }

    private static Member member(JsonNode node) {
        return new Member(
                new ServerName(node.path("server").asText()),
                new QueueName(node.path("queue").asText()),
                new AgentId(node.path("agent").asText()),
                new InertText(node.path("name").asText()),
                state(node.path("state").asText(), node.path("reason").asText()));
    }

    private static String word(Member.State state) {
        return switch (state) {
            case Member.State.Ready ready -> "ready";
            case Member.State.Ringing ringing -> "ringing";
            case Member.State.OnCall onCall -> "on call";
            case Member.State.Paused paused -> "paused";
            case Member.State.Away away -> "away";
        };
    }

    private static Member.State state(String word, String reason) {
        return switch (word) {
            case "ready" -> new Member.State.Ready();
            case "ringing" -> new Member.State.Ringing();
            case "on call" -> new Member.State.OnCall();
            case "paused" -> new Member.State.Paused(new InertText(reason));
            default -> new Member.State.Away();
        };
    }

    /// Closes the connections; the client is its maker's.
    public void close() {
        sending.ifPresent(StatefulRedisConnection::close);
        listening.ifPresent(StatefulRedisPubSubConnection::close);
    }
}
