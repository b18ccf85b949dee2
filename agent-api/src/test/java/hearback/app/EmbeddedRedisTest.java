package hearback.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void a_killed_server_comes_back_and_the_client_with_it() throws Exception {
        try (var state = StateFolder.open(folder)) {
            var redis = EmbeddedRedis.start(state, CACHE, 0);
            try (var access = new RedisAccess(redis.uri(), Duration.ofMillis(500));
                    var connection = access.client().connect()) {
                assertThat(connection.sync().set("word", "heard")).isEqualTo("OK");

                ProcessHandle.of(pid()).orElseThrow().destroyForcibly();

                await().atMost(Duration.ofSeconds(30)).until(() -> answers(connection.sync()::ping));
                assertThat(connection.sync().get("word")).isNull();
            } finally {
                redis.stop();
            }
        }
    }

    @Test
    void a_server_left_over_from_a_killed_service_is_replaced() throws Exception {
        try (var state = StateFolder.open(folder)) {
            var working = Files.createDirectories(folder.resolve("redis"));
            var leftOver = new ProcessBuilder("sleep", "60")
                    .directory(working.toFile())
                    .start();
            Files.writeString(working.resolve("pid"), leftOver.pid() + "\n");

            var redis = EmbeddedRedis.start(state, CACHE, 0);

            assertThat(leftOver.isAlive()).isFalse();
            redis.stop();
        }
    }

    @Test
    void a_taken_port_is_named_with_the_settings_that_change_it() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var state = StateFolder.open(folder)) {
            assertThatThrownBy(() -> EmbeddedRedis.start(state, CACHE, taken.getLocalPort()))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("HEARBACK_REDIS_PORT");
        }
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readString(folder.resolve("redis/pid")).strip());
        } catch (IOException | RuntimeException betweenTwo) {
            return -1;
        }
    }

    private static boolean answers(java.util.function.Supplier<String> ping) {
        try {
            return ping.get().equals("PONG");
        } catch (RedisException away) {
            return false;
        }
    }
}
