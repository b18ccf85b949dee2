package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hearback.agent.flow.TellWebhooks;
import hearback.agent.flow.Webhooks;
import hearback.agent.life.Actor;
import hearback.agent.life.LineFact;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.sql.SqlWebhooks;
import hearback.agent.testing.Sample;
import hearback.agent.testing.ShippedTelecom;
import hearback.agent.testing.TestDatabase;
import hearback.agent.ticket.TicketId;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Steps are told at least once, in order and signed, to a real server that sometimes says no.
final class WebhooksTest {
    private static final String SECRET =
            Base64.getEncoder().encodeToString("an invented secret".getBytes(StandardCharsets.UTF_8));

    private final TestDatabase database = new TestDatabase();
    private final SqlTicketStore tickets = new SqlTicketStore(database.pool(), ShippedTelecom.RULES);
    private final SqlWebhooks hooks = new SqlWebhooks(database.pool());
    private final HttpWebhookSender sender = new HttpWebhookSender();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final UUID id = UUID.randomUUID();
    private Instant now = Sample.NOON;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private record Heard(String id, String timestamp, String signature, String body) {
        String kind() {
            return new JsonObject(body)
                    .getJsonObject("data")
                    .getJsonObject("step")
                    .getString("kind");
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.add(new Heard(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answers.isEmpty() ? 204 : answers.removeFirst(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        sender.close();
        database.close();
    }

    private void keep(Set<String> kinds) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        hooks.keep(new Webhooks.Hook(id, url, kinds, now, "administrator", 0, now, Optional.empty()), SECRET);
    }

    private int tell() {
        return new TellWebhooks(hooks, sender, () -> now).runOnce();
    }

    private TicketId called(int n) {
        return tickets.link(Sample.incoming(n, new PhoneNumber.Known("+8613500001" + (100 + n))))
                .ticket()
                .id();
    }

    @Test
    void each_step_is_told_once_in_order_and_signed() {
        called(1);
        keep(Set.of());
        called(2);
        assertThat(tell()).isEqualTo(3);
        now = now.plusSeconds(2);
        assertThat(tell()).isZero();
        assertThat(heard).extracting(Heard::kind).containsExactly("registered", "accepted", "call-linked");
        for (Heard one : heard) {
            assertThat(one.signature())
                    .isEqualTo(
                            HttpWebhookSender.signature(SECRET, one.id(), Long.parseLong(one.timestamp()), one.body()));
        }
        assertThat(heard).extracting(Heard::id).doesNotHaveDuplicates();
        assertThat(heard.toString()).doesNotContain("13500001102");
    }

    /// HMAC-SHA-256 of `id.5.{}` under the secret, computed with another program.
    @Test
    void the_signature_is_what_the_specification_says() {
        assertThat(HttpWebhookSender.signature(SECRET, "id", 5, "{}"))
                .isEqualTo("v1,kHXzXt7gCCySRUwGEM3F7sV1M6AmzuouX2cNTgO+IK8=");
    }

    @Test
    void what_was_not_taken_is_told_again_later_and_nothing_overtakes_it() {
        keep(Set.of());
        answers.addAll(List.of(204, 500, 503));
        called(3);
        assertThat(tell()).isEqualTo(1);
        assertThat(hooks.all()).singleElement().satisfies(hook -> {
            assertThat(hook.failures()).isEqualTo(1);
            assertThat(hook.lastError()).contains("answered 500");
            assertThat(hook.nextAt()).isEqualTo(now.plusSeconds(2));
        });
        now = now.plusSeconds(1);
        assertThat(tell()).as("too soon").isZero();
        now = now.plusSeconds(1);
        assertThat(tell()).isZero();
        assertThat(hooks.all().getFirst().nextAt()).isEqualTo(now.plusSeconds(4));
        now = now.plusSeconds(4);
        assertThat(tell()).isEqualTo(2);
        assertThat(heard)
                .extracting(Heard::kind)
                .containsExactly("registered", "accepted", "accepted", "accepted", "call-linked");
        assertThat(hooks.all().getFirst().failures()).isZero();
    }

    @Test
    void a_server_that_is_not_there_loses_nothing() {
        keep(Set.of());
        called(4);
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThat(tell()).isZero();
        assertThat(hooks.all().getFirst().lastError()).contains("ConnectException");
        assertThat(port).isPositive();
    }

    @Test
    void only_the_kinds_that_were_asked_for_are_told() {
        keep(Set.of("call-ended"));
        var ticket = called(5);
        tickets.tell(ticket, "ended", now, Actor.ITSELF, new LineFact.CallEnded("main-1", "ANSWERED"));
        assertThat(tell()).isEqualTo(1);
        assertThat(heard).extracting(Heard::kind).containsExactly("call-ended");
    }

    @Test
    void a_step_of_a_transaction_that_still_runs_is_waited_for_with_all_after_it() {
        keep(Set.of());
        var ticket = called(6);
        assertThat(tell()).isEqualTo(3);
        var connection = database.pool().getConnection().await();
        var slow = connection.begin().await();
        connection.query("select pg_current_xact_id()").execute().await();
        tickets.tell(ticket, "ended", now, Actor.ITSELF, new LineFact.CallEnded("main-1", "ANSWERED"));
        now = now.plusSeconds(2);
        assertThat(tell()).as("an older transaction may still come before it").isZero();
        slow.commit().await();
        connection.close().await();
        now = now.plusSeconds(2);
        assertThat(tell()).isEqualTo(1);
    }

    @Test
    void two_nodes_do_not_tell_the_same_at_once_and_a_claim_ends() {
        keep(Set.of());
        called(7);
        assertThat(hooks.claim(now, Duration.ofMinutes(2))).isPresent();
        assertThat(tell()).as("the other node has it").isZero();
        now = now.plusSeconds(121);
        assertThat(tell()).as("and died").isEqualTo(3);
    }

    @Test
    void the_waits_double_up_to_an_hour() {
        List<Long> waits = new ArrayList<>();
        keep(Set.of());
        called(8);
        for (int i = 0; i < 13; i++) {
            answers.add(500);
            assertThat(tell()).isZero();
            Instant next = hooks.all().getFirst().nextAt();
            waits.add(Duration.between(now, next).toSeconds());
            now = next;
        }
        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 3600L, 3600L);
    }
}
