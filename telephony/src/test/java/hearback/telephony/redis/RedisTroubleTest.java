package hearback.telephony.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hearback.telephony.testing.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a real server refuses, as the operator reads it.
class RedisTroubleTest {
    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void a_wrong_password() {
        assertThat(why("redis://:guessed-wrongly@127.0.0.1:" + redis.port()))
                .contains("it refuses our password (WRONGPASS", "REDIS_URL (redis.url)", "redis://:password@host:port")
                .doesNotContain("guessed-wrongly");
    }

    @Test
    void no_password_where_one_is_asked_for() {
        assertThat(why("redis://127.0.0.1:" + redis.port()))
                .contains("asks for a password", "NOAUTH", "REDIS_URL (redis.url)");
    }

    @Test
    void a_user_who_may_not_listen_there() {
        doing(redis.address(), client -> {
            try (var connection = client.connect()) {
                var _ = connection
                        .sync()
                        .dispatch(
                                CommandType.ACL,
                                new StatusOutput<>(StringCodec.UTF8),
                                new CommandArgs<>(StringCodec.UTF8)
                                        .add("SETUSER")
                                        .add("narrow")
                                        .add("on")
                                        .add(">invented")
                                        .add("+@all")
                                        .add("resetchannels"));
            }
        });

        assertThat(why("redis://narrow:invented@127.0.0.1:" + redis.port()))
                .contains("NOPERM", "ACL SETUSER", "&hearback:live", "HEARBACK_REDIS_CHANNEL");
    }

    @Test
    void a_server_that_is_not_there() {
        assertThat(why("redis://127.0.0.1:1"))
                .contains("127.0.0.1", ":1", "Connection refused", "REDIS_URL (redis.url)", "off");
    }

    @Test
    void a_host_that_is_none() {
        assertThat(why("redis://no-such-host.invalid:6379")).contains("no-such-host.invalid", "REDIS_URL (redis.url)");
    }

    @Test
    void a_server_that_says_nothing() {
        redis.freeze();
        try {
            assertThat(why(redis.address())).contains("REDIS_URL (redis.url)").doesNotContain(RedisServer.PASSWORD);
        } finally {
            redis.thaw();
        }
    }

    private static String why(String address) {
        var words = new StringBuilder();
        doing(address, client -> {
            var link = new RedisLink(client, BoardNode.CHANNEL, _ -> {});
            var trouble = catchThrowableOfType(RedisException.class, link::open);
            words.append(RedisTrouble.words(trouble, BoardNode.CHANNEL));
        });
        return words.toString();
    }

    private static void doing(String address, Consumer<RedisClient> what) {
        RedisURI uri = RedisURI.create(address);
        uri.setTimeout(BoardNode.PATIENCE);
        RedisClient client = RedisClient.create(uri);
        try {
            what.accept(client);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }
}
