package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.identity.Role;
import hearback.agent.testing.Listener;
import hearback.agent.testing.Sample;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.queue.Member;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The stream on a real socket (faults.md cases 67, 71 and 3.5 API2).
final class StreamTest extends AtOneDesk {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int BURST = 50;

    private final List<Listener> listeners = new ArrayList<>();

    @AfterEach
    void leave() {
        listeners.forEach(Listener::leave);
        await().atMost(SOON).until(() -> clients() == 0);
    }

    private Listener with(Listener listener) {
        listeners.add(listener);
        return listener;
    }

    private Listener entered(Role role) {
        Listener listener = with(Listener.saying(desk, desk.token(role)));
        await().atMost(SOON).until(() -> !listener.heard("snapshot").isEmpty());
        return listener;
    }

    private static int clients() {
        var lines = desk.get(Role.ADMINISTRATOR, "/metrics").text().lines();
        return lines.filter(line -> line.startsWith("hearback_stream_clients "))
                .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void a_token_may_be_said_again_and_the_first_one_counts() {
        var listener = entered(Role.SUPERVISOR);
        listener.say("{\"type\":\"authenticate\",\"token\":\"wrong\"}");
        listener.say(new JsonObject()
                .put("type", "authenticate")
                .put("token", desk.token(Role.ADMINISTRATOR))
                .encode());
        desk.neighbours.memberChanged(new Member.State.OnCall());
        await().atMost(SOON).until(() -> !listener.heard("member").isEmpty());
        assertThat(listener.heard("snapshot")).hasSize(1);
        assertThat(listener.closed()).isZero();
    }

    @Test
    void a_client_gets_how_things_are_and_then_every_change() {
        desk.neighbours.put(Sample.inbound(1, Optional.empty()), Sample.MEI);
        var listener = entered(Role.SUPERVISOR);
        var snapshot = listener.heard("snapshot").getFirst();
        assertThat(snapshot.getJsonArray("calls")).isNotEmpty();
        assertThat(snapshot.getJsonArray("members")).hasSize(1);
        assertThat(snapshot.getString("zone")).isEqualTo("Asia/Shanghai");
        assertThat(snapshot.getJsonObject("lines").getJsonArray("gaps")).hasSize(1);

        var over = Sample.inbound(1, Optional.of(CallResult.ABANDONED));
        desk.neighbours.put(over, Sample.MEI);
        desk.neighbours.memberChanged(new Member.State.OnCall());
        desk.neighbours.followers.getFirst().on(Sample.ended(over, Sample.MEI));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(listener.heard("call"))
                    .anySatisfy(
                            message -> assertThat(message.getJsonObject("call").getString("result"))
                                    .isEqualTo("ABANDONED"));
            assertThat(listener.heard("member"))
                    .anySatisfy(message -> assertThat(
                                    message.getJsonObject("member").getString("state"))
                            .isEqualTo("ON_CALL"));
            assertThat(listener.heard("ticket")).isNotEmpty();
            assertThat(listener.heard("callback"))
                    .anySatisfy(message -> assertThat(
                                    message.getJsonObject("callback").getString("ticket"))
                            .isNotNull());
        });
    }

    @Test
    void everybody_sees_what_his_role_may_see_and_numbers_as_his_role_may_see_them() {
        var full = entered(Role.ADMINISTRATOR);
        var masked = with(Listener.withHeader(desk, desk.token(Role.AUDITOR)));
        var department = entered(Role.DEPARTMENT);
        await().atMost(SOON).until(() -> !masked.heard("snapshot").isEmpty());
        var customer = new PhoneNumber.Known("+8613700004321");
        desk.neighbours.put(Sample.inbound(2, Optional.empty()), customer);
        desk.neighbours.followers.getFirst().on(Sample.appeared(Sample.inbound(2, Optional.empty()), customer));

        await().atMost(SOON)
                .until(() -> !full.heard("ticket").isEmpty()
                        && !masked.heard("ticket").isEmpty());
        assertThat(department.heard("ticket"))
                .as("it went to no department yet")
                .isEmpty();
        dispatchToNetwork(Sample.inbound(2, Optional.empty()).id());
        await().atMost(SOON).until(() -> !department.heard("ticket").isEmpty());
        assertThat(full.heard("call").toString()).contains("+8613700004321");
        assertThat(masked.heard("call").toString()).contains("+86137****4321");
        assertThat(masked.heard("call").toString() + masked.heard("ticket") + department.heard("ticket"))
                .doesNotContain("13700004321");
        assertThat(department.heard("call")).isEmpty();
        assertThat(department.heard("snapshot").getFirst().fieldNames())
                .containsExactlyInAnyOrder("type", "name", "role", "zone", "tickets");
    }

    @Test
    void who_says_a_wrong_token_or_something_else_is_shown_out() {
        for (String text : List.of(
                "{\"type\":\"authenticate\",\"token\":\"wrong\"}",
                "{\"type\":\"authenticate\"}",
                "{\"type\":\"authenticate\",\"token\":7}",
                "{\"type\":\"subscribe\",\"topic\":\"everything\"}",
                "[]",
                "not json")) {
            var listener = with(Listener.silent(desk));
            listener.say(text);
            await(text).atMost(SOON).until(() -> listener.closed() == 1008);
            assertThat(listener.heard("snapshot")).isEmpty();
        }
    }

    @Test
    void who_says_nothing_is_shown_out_after_five_seconds() {
        var listener = with(Listener.silent(desk));
        await().atLeast(Duration.ofSeconds(4)).atMost(SOON).until(() -> listener.closed() == 1008);
    }

    @Test
    void a_client_that_talks_nonsense_is_closed_and_the_others_hear_on() {
        var good = entered(Role.SUPERVISOR);
        var binary = entered(Role.AGENT);
        binary.sayBinary(new byte[100]);
        var talker = entered(Role.AGENT);
        var huge = entered(Role.AGENT);
        huge.say("x".repeat(StreamDoor.LARGEST_FRAME + 1));
        await("binary").atMost(SOON).until(() -> binary.closed() != 0);
        await("huge").atMost(SOON).until(() -> huge.closed() != 0);
        try {
            for (int i = 0; i < 10_000; i++) {
                talker.say("{\"type\":\"ping\"}");
            }
        } catch (RuntimeException _) {
            // Closed in the middle: that is what it is about.
        }
        await().atMost(SOON).until(() -> talker.closed() != 0);
        int before = good.heard("member").size();
        desk.neighbours.memberChanged(new Member.State.Ringing());
        await().atMost(SOON).until(() -> good.heard("member").size() > before);
    }

    @Test
    void a_revoked_token_ends_its_stream_within_five_seconds() {
        var token = desk.post(Role.ADMINISTRATOR, "/api/v1/tokens", "{\"name\":\"leaver\",\"role\":\"AGENT\"}")
                .json()
                .getString("token");
        var listener = with(Listener.saying(desk, token));
        await().atMost(SOON).until(() -> !listener.heard("snapshot").isEmpty());
        desk.send(desk.request(Role.ADMINISTRATOR, "/api/v1/tokens/leaver").DELETE());
        await().atMost(SOON).until(() -> listener.closed() == 1008);
    }

    @Test
    void a_client_that_does_not_read_is_dropped_and_the_others_miss_nothing() {
        var reader = entered(Role.SUPERVISOR);
        with(Listener.deaf(desk, desk.token(Role.AGENT)));
        await().atMost(SOON).until(() -> clients() == 2);
        int before = reader.heard("call").size();
        int rounds = 0;
        // Until more is unread than the kernel keeps for a socket; never more at once than a reader is allowed.
        while (clients() == 2 && rounds < 2_000) {
            for (int i = 0; i < BURST; i++) {
                desk.neighbours.put(Sample.inbound(3, Optional.empty()), Sample.MEI);
            }
            rounds++;
            int expected = before + rounds * BURST;
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(SOON)
                    .until(() -> reader.heard("call").size() == expected);
        }
        assertThat(clients()).isEqualTo(1);
        assertThat(reader.closed()).isZero();
    }

    @Test
    void other_paths_take_no_sockets() {
        var answer = desk.send(HttpRequest.newBuilder(desk.at("/elsewhere")));
        assertThat(answer.status()).isEqualTo(404);
    }

    private static void dispatchToNetwork(CallId call) {
        String number =
                desk.tickets.ofCall(call).orElseThrow().opening().number().text();
        String steps = "/api/v1/tickets/" + number + "/steps/";
        for (String[] step : new String[][] {
            {"described", "{'fields':{'content':'no line','contact':'by day'}}"},
            {"submitted", "{}"},
            {
                "dispatched",
                "{'department':'network','responsible':'wang','second':'li','expedited':false,'instruction':'look'}"
            }
        }) {
            assertThat(desk.post(Role.ADMINISTRATOR, steps + step[0], step[1].replace('\'', '"'))
                            .status())
                    .as(step[0])
                    .isEqualTo(201);
        }
    }
}
