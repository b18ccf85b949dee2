package hearback.telephony.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Optional;
import java.util.function.Consumer;

/// Two connections to Redis: one that listens to a channel, one that speaks in it. Nothing waits for longer than the
/// patience. Whoever uses it closes it after any failure and opens it anew: nothing is left half open, and nothing
/// reconnects behind our back.
final class RedisLink {
    private final RedisClient client;
    private final LiveChannel channel;
    private final Consumer<String> hear;
    private Optional<Open> open = Optional.empty();

    private record Open(
            StatefulRedisPubSubConnection<String, String> listening, StatefulRedisConnection<String, String> speaking) {
        boolean isWhole() {
            return listening.isOpen() && speaking.isOpen();
        }

        /// Waits until both are closed, which needs nothing of the server.
        void close() {
            listening.close();
            speaking.close();
        }
    }

    /// @param client made for this class alone: its options are set here; its address has the patience as time-out,
    /// which bounds the greeting
    /// @param hear called on the client's thread for every message; must not wait
    RedisLink(RedisClient client, LiveChannel channel, Consumer<String> hear) {
        this.client = client;
        this.channel = channel;
        this.hear = hear;
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(1_000)
                .timeoutOptions(TimeoutOptions.enabled(channel.patience()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(channel.patience())
                        .keepAlive(true)
                        .build())
                .build());
    }

    boolean isOpen() {
        return open.filter(Open::isWhole).isPresent();
    }

    /// @throws RedisException when it cannot be had
    void open() {
        close();
        StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub();
        try {
            listening.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String where, String message) {
                    hear.accept(message);
                }
            });
            listening.sync().subscribe(channel.name());
            open = Optional.of(new Open(listening, client.connect()));
        } catch (RedisException failed) {
            listening.close();
            throw failed;
        }
    }

    /// @throws RedisException when it was not taken in time; whether others heard it is not known then
    void say(String message) {
        var _ = open.orElseThrow(() -> new RedisException("not connected"))
                .speaking()
                .sync()
                .publish(channel.name(), message);
    }

    void close() {
        open.ifPresent(Open::close);
        open = Optional.empty();
    }
}
