package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.telephony.testing.PostgresServer;
import hearback.telephony.testing.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// With `DATABASE_URL`, `REDIS_URL` and AMI settings `deploy/run` uses those servers: an operator's PostgreSQL and
/// Redis, each with a password, and an Asterisk that was there before. It starts none of its own, and leaves them
/// running.
@Tag("line")
class OutsideServersTest {
    /// Not the shipped one: the operator's Redis may carry another installation too.
    private static final String CHANNEL = "north:live";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Pbx pbx;
    private static PostgresServer postgres;
    private static RedisServer redis;

    @BeforeAll
    static void servers_that_were_there_before() {
        pbx = Pbx.start(folder);
        postgres = PostgresServer.start(folder.resolve("postgres"));
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
        postgres.close();
        pbx.close();
    }

    @Test
    void a_call_goes_through_the_servers_that_were_named_and_through_no_others() {
        Map<String, String> environment = environment("state");
        List<String> said = new CopyOnWriteArrayList<>();
        RedisClient onlooker = RedisClient.create(redis.address());
        try (RunScript run =
                        RunScript.start(folder.resolve("run.log"), environment).ready();
                var listening = onlooker.connectPubSub();
                var asking = onlooker.connect()) {
            listening.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    said.add(message);
                }
            });
            listening.sync().subscribe(CHANNEL);
            Api api = ServiceSettings.api(environment);
            api.until(
                    20,
                    "/readyz",
                    found -> found.path("redis").asText().equals("up")
                            && found.at("/lines/0/connected").asBoolean());

            pbx.call("13800138061", 7_000).join();

            JsonNode calls = api.until(
                    20,
                    "/api/v1/calls",
                    found -> found.at("/items/0/result").asText().equals("ANSWERED"));
            assertThat(calls.path("items")).hasSize(1);
            JsonNode tickets = api.until(
                    20, "/api/v1/tickets", found -> !found.path("items").isEmpty());
            assertThat(tickets.path("items")).hasSize(1);
            String recording =
                    "/api/v1/recordings?call=" + calls.at("/items/0/id").asText();
            api.until(
                    20, recording, found -> found.at("/items/0/state").asText().equals("READY"));

            assertThat(postgres.ask("select count(*) from telephony.call where started_at is not null"))
                    .isEqualTo("1");
            assertThat(postgres.ask("select count(*) from agent.ticket")).isEqualTo("1");
            assertThat(postgres.ask("select count(*) from recording.recording")).isEqualTo("1");
            assertThat(postgres.ask("select string_agg(distinct usename, ' ') from pg_stat_activity"
                            + " where application_name like 'hearback%'"))
                    .isEqualTo(PostgresServer.USER);
            assertThat(said)
                    .anyMatch(
                            message -> message.contains(calls.at("/items/0/id").asText()))
                    .anyMatch(message -> message.contains("\"on call\""))
                    .noneMatch(message -> message.contains("13800138061"));
            assertThat(asking.sync().pubsubNumsub(CHANNEL)).containsEntry(CHANNEL, 2L);

            assertThat(run.started()).containsExactly("java");
            assertThat(folder.resolve("state"))
                    .isDirectoryNotContaining("glob:**/{postgres,redis,asterisk,network,postgres-password}");
            assertThat(run.said()).doesNotContain("hotline  4001");

            assertThat(run.stop()).as("as SIGTERM ends a script").isEqualTo(143);
            assertThat(asking.sync().pubsubNumsub(CHANNEL)).containsEntry(CHANNEL, 1L);
        } finally {
            onlooker.shutdown();
        }
        assertThat(postgres.ask("select count(*) from agent.ticket")).isEqualTo("1");
        assertThat(redis.isAlive()).isTrue();
        assertThat(pbx.status()).contains("running");
    }

    @Test
    void a_wrong_password_of_the_database_ends_it_with_what_would_help() {
        Map<String, String> environment = environment("refused");
        environment.put("DATABASE_URL", postgres.address(PostgresServer.USER, "guessed", PostgresServer.DATABASE));

        try (RunScript run = RunScript.start(folder.resolve("refused.log"), environment)) {
            assertThat(run.ended()).isEqualTo(3);
            assertThat(run.said())
                    .contains("hearback: PostgreSQL at 127.0.0.1:" + postgres.port() + " refuses user outsider")
                    .contains("DATABASE_URL")
                    .doesNotContain("guessed");
        }
    }

    @Test
    void wrong_passwords_of_what_may_be_missing_are_told_and_do_not_end_it() {
        Map<String, String> environment = environment("lonely");
        environment.put("REDIS_URL", "redis://:guessed@127.0.0.1:" + redis.port());
        environment.put("AMI_SECRET", "guessed");
        environment.put(
                "DATABASE_URL", postgres.address(PostgresServer.USER, PostgresServer.PASSWORD_IN_ADDRESS, "lonely"));
        postgres.execute("postgres", "create database lonely owner " + PostgresServer.USER);

        try (RunScript run =
                RunScript.start(folder.resolve("lonely.log"), environment).ready()) {
            assertThat(run.said())
                    .contains("run: Redis is away", "it refuses our password", "REDIS_URL")
                    .contains("run: ami-main-events login refused", "AMI_SECRET")
                    .doesNotContain("guessed");
        }
    }

    private static Map<String, String> environment(String state) {
        List<Integer> unused = Clone.freePorts(3);
        Map<String, String> environment = new HashMap<>(pbx.settings());
        environment.put("AMI_DETAIL_FILE", pbx.journal().toString());
        environment.put("DATABASE_URL", postgres.address());
        environment.put("REDIS_URL", redis.address());
        environment.put("HEARBACK_REDIS_CHANNEL", CHANNEL);
        environment.put("HEARBACK_STATE", folder.resolve(state).toString());
        environment.put("HEARBACK_HTTP_PORT", String.valueOf(unused.get(0)));
        environment.put("HEARBACK_POSTGRES_PORT", String.valueOf(unused.get(1)));
        environment.put("HEARBACK_REDIS_PORT", String.valueOf(unused.get(2)));
        return environment;
    }
}
