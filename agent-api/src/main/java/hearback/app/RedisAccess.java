package hearback.app;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;

/// A Redis client that never lets anybody wait: commands fail at once while it is away, after the time-out while it is
/// slow, and none is kept to be sent later. It comes back by itself.
final class RedisAccess implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int WAITING_COMMANDS = 10_000;

    private final ClientResources resources;
    private final RedisClient client;

    RedisAccess(String uri, Duration commandTimeout) {
        var address = RedisURI.create(uri);
        address.setTimeout(commandTimeout);
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        this.client = RedisClient.create(resources, address);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(WAITING_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(commandTimeout))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .keepAlive(true)
                        .build())
                .build());
    }

    RedisClient client() {
        return client;
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        var stopped = resources.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS);
        stopped.awaitUninterruptibly(2, java.util.concurrent.TimeUnit.SECONDS);
    }
}
