package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.flow.OpenTickets;
import hearback.agent.identity.Role;
import hearback.agent.testing.Sample;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.MissedPart;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A day at the desk over HTTP.
final class ApiTest extends AtOneDesk {
    @Test
    void an_abandoned_call_is_one_ticket_and_one_planned_callback_however_often_it_is_told() {
        var call = Sample.inbound(100, Optional.of(CallResult.ABANDONED));
        desk.neighbours.put(call, Sample.MEI);
        for (int i = 0; i < 3; i++) {
            desk.neighbours.followers.getFirst().on(Sample.appeared(call, Sample.MEI));
            desk.neighbours.followers.getFirst().on(Sample.ended(call, Sample.MEI));
        }
        var detail = desk.get(Role.ADMINISTRATOR, "/api/v1/calls/" + call.id()).json();
        var number = detail.getString("ticket");
        var ticket = desk.get(Role.ADMINISTRATOR, "/api/v1/tickets/" + number).json();

        assertThat(ticket.getJsonArray("calls")).hasSize(1);
        assertThat(ticket.getJsonArray("callbacks")).hasSize(1);
        var callback = ticket.getJsonArray("callbacks").getJsonObject(0);
        assertThat(callback.getString("state")).isEqualTo("PLANNED");
        assertThat(callback.getString("ticket")).isEqualTo(number);
        assertThat(ticket.getJsonObject("ticket").getJsonObject("customer").getString("number"))
                .isEqualTo("+8613800005678");
        assertThat(ticket.getJsonArray("steps").stream()
                        .map(JsonObject.class::cast)
                        .map(step -> step.getString("kind")))
                .containsExactly("registered", "accepted", "call-linked", "call-ended", "callback-planned");
    }

    @Test
    void a_call_rebuilt_from_the_event_log_is_marked_and_names_the_gap() {
        var rebuilt = Sample.missed(
                Sample.inbound(140, Optional.of(CallResult.ANSWERED)), Sample.NOON, MissedPart.Witness.EVENT_LOG);
        var ofOldGap = Sample.missed(
                Sample.inbound(141, Optional.of(CallResult.ANSWERED)),
                Sample.NOON.minusSeconds(1),
                MissedPart.Witness.LISTS);
        var heard = Sample.inbound(142, Optional.of(CallResult.ANSWERED));
        for (var call : List.of(rebuilt, ofOldGap, heard)) {
            desk.neighbours.put(call, Sample.LI);
        }

        assertThat(desk.get(Role.AGENT, "/api/v1/calls?limit=100").json().getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(call -> call.getBoolean("incomplete"))
                        .map(call -> call.getString("id") + call.getJsonArray("toldBy")))
                .containsExactly(ofOldGap.id() + "[\"LISTS\"]", rebuilt.id() + "[\"EVENT_LOG\"]");
        assertThat(missedOf(rebuilt.id()))
                .isEqualTo("[{\"witness\":\"EVENT_LOG\",\"gapFrom\":\"2026-11-23T04:00:00Z\","
                        + "\"gapReason\":\"started\",\"gap\":1}]");
        assertThat(missedOf(ofOldGap.id()))
                .as("the gap is not known any more")
                .isEqualTo("[{\"witness\":\"LISTS\",\"gapFrom\":\"2026-11-23T03:59:59Z\","
                        + "\"gapReason\":\"connection lost\"}]");
        assertThat(missedOf(heard.id())).isEqualTo("[]");
    }

    private static String missedOf(CallId call) {
        return desk.get(Role.AGENT, "/api/v1/calls/" + call)
                .json()
                .getJsonArray("missed")
                .encode();
    }

    @Test
    void whoever_may_not_see_numbers_gets_them_masked_everywhere() {
        var call = Sample.inbound(110, Optional.empty());
        desk.neighbours.put(call, Sample.LI);
        desk.neighbours.followers.getFirst().on(Sample.appeared(call, Sample.LI));
        for (var path : new String[] {"/api/v1/calls", "/api/v1/calls/" + call.id(), "/api/v1/tickets"}) {
            var answer = desk.get(Role.AUDITOR, path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("+86139****1234").doesNotContain("13900001234", "<b>Mei");
        }
    }

    @Test
    void a_callback_asked_ten_times_under_one_key_is_one_and_another_wish_is_refused() {
        String key = UUID.randomUUID().toString();
        String body = "{\"number\":\"138 0000 5678\",\"reason\":\"REPLY\"}";
        var first = desk.post(Role.AGENT, "/api/v1/callbacks", body, "Idempotency-Key", key);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        for (int i = 0; i < 9; i++) {
            var again = desk.post(Role.AGENT, "/api/v1/callbacks", body, "Idempotency-Key", key);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.text()).isEqualTo(first.text());
        }
        var changed = desk.post(
                Role.AGENT,
                "/api/v1/callbacks",
                "{\"number\":\"13800005678\",\"reason\":\"PROMISED\"}",
                "Idempotency-Key",
                key);
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.field()).isEqualTo("Idempotency-Key");
        var another = desk.post(Role.SUPERVISOR, "/api/v1/callbacks", body, "Idempotency-Key", key);
        assertThat(another.json().getString("id")).isNotEqualTo(first.json().getString("id"));
        var withdrawn =
                desk.post(Role.SUPERVISOR, "/api/v1/callbacks/" + first.json().getString("id") + "/withdraw", "");
        assertThat(withdrawn.json().getString("closeReason")).isEqualTo("WITHDRAWN");
    }

    @Test
    void a_callback_whose_time_has_come_says_what_it_waits_for() {
        String wish = "{\"number\":\"138 0000 5679\",\"reason\":\"REPLY\"}";
        var asked = desk.post(
                Role.AGENT,
                "/api/v1/callbacks",
                wish,
                "Idempotency-Key",
                UUID.randomUUID().toString());
        String path = "/api/v1/callbacks/" + asked.json().getString("id");

        assertThat(desk.get(Role.AGENT, path).json().getString("waitsFor")).isEqualTo("HOURS");

        desk.post(Role.SUPERVISOR, path + "/withdraw", "");
        assertThat(desk.get(Role.AGENT, path).json().fieldNames()).doesNotContain("waitsFor");
    }

    @Test
    void a_closed_ticket_is_closed_once_and_the_next_call_opens_another() {
        var customer = new hearback.telephony.call.PhoneNumber.Known("+8613700007777");
        var first = desk.tickets.link(Sample.incoming(120, customer)).ticket();
        String path = "/api/v1/tickets/" + first.opening().number() + "/close";
        var closed = desk.post(Role.AGENT, path, "{\"reason\":\"settled with 13700007777\"}");

        assertThat(closed.status()).as(closed.text()).isEqualTo(200);
        assertThat(closed.json().getString("closedBy")).isEqualTo("agent");
        assertThat(desk.get(
                                Role.DEPARTMENT,
                                "/api/v1/tickets/" + first.opening().number())
                        .text())
                .doesNotContain("13700007777");
        assertThat(desk.tickets.link(Sample.incoming(121, customer)).ticket().id())
                .isNotEqualTo(first.id());
    }

    @Test
    void a_call_we_placed_shows_the_ticket_for_whose_sake_it_was() {
        var ticket = desk.tickets.link(Sample.incoming(130, Sample.WITHHELD)).ticket();
        var forTicket = rang(131, OpenTickets.subjectOf(ticket));
        var forSomethingElse = rang(132, new CallbackSubject("asked:somebody"));

        assertThat(desk.get(Role.AGENT, "/api/v1/calls/" + forTicket).json().getString("ticket"))
                .isEqualTo(ticket.opening().number().text());
        assertThat(desk.get(Role.AGENT, "/api/v1/calls/" + forSomethingElse)
                        .json()
                        .containsKey("ticket"))
                .isFalse();
    }

    private static CallId rang(int n, CallbackSubject subject) {
        var callback = new CallbackId(new UUID(130, n));
        var attempt = new Attempt(
                AttemptId.of(callback, 1),
                callback,
                1,
                Sample.LI,
                Sample.MAIN,
                1,
                Sample.NOON,
                new AttemptState.Released(Sample.NOON));
        desk.neighbours.callbacks.put(new CallbackPlan(
                new CallbackRequest(callback, subject, Sample.LI, CallbackReason.REPLY, Sample.NOON),
                Optional.of(new ProfileVersion("telecom", 2)),
                Sample.NOON,
                new CallbackState.Dialling(),
                List.of(attempt),
                Optional.empty()));
        var call = Sample.outbound(n, attempt.id(), CallResult.ANSWERED);
        desk.neighbours.put(call, Sample.LI);
        return call.id();
    }

    @Test
    void pages_of_tickets_follow_each_other_without_hole_or_double() {
        for (int n = 200; n < 207; n++) {
            desk.tickets.link(Sample.incoming(n, Sample.WITHHELD));
        }
        var all = new java.util.ArrayList<String>();
        String next = "";
        do {
            var page = desk.get(Role.AGENT, "/api/v1/tickets?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .json();
            page.getJsonArray("items")
                    .forEach(item -> all.add(((io.vertx.core.json.JsonObject) item).getString("number")));
            next = page.getString("next", "");
        } while (!next.isEmpty());
        assertThat(all)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(7)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void the_first_administrator_gets_a_file_only_he_can_read_and_a_lost_database_gives_a_new_token() throws Exception {
        desk.database
                .pool()
                .query("update agent.token set revoked_at = now() where name = 'administrator'")
                .execute()
                .await();
        var path = desk.api().firstAdministrator().orElseThrow();
        String token = Files.readString(path).strip();
        assertThat(Files.getPosixFilePermissions(path)).hasToString("[OWNER_READ, OWNER_WRITE]");
        assertThat(desk.send(java.net.http.HttpRequest.newBuilder(desk.at("/api/v1/lines"))
                                .header("Authorization", "Bearer " + token))
                        .status())
                .isEqualTo(200);
        assertThat(desk.api().firstAdministrator()).isPresent();
        assertThat(Files.readString(path).strip()).isEqualTo(token);
        Files.writeString(path, "nonsense");
        assertThat(desk.api().firstAdministrator()).isPresent();
        assertThat(Files.readString(path).strip()).isNotEqualTo("nonsense").isNotEqualTo(token);
        Files.delete(path);
        assertThat(desk.api().firstAdministrator()).isEmpty();
    }

    @Test
    void machines_see_that_it_lives_is_ready_and_what_it_counts() {
        assertThat(desk.send(java.net.http.HttpRequest.newBuilder(desk.at("/healthz")))
                        .status())
                .isEqualTo(200);
        var ready = desk.send(java.net.http.HttpRequest.newBuilder(desk.at("/readyz")));
        assertThat(ready.json().getJsonArray("lines").getJsonObject(0).getBoolean("connected"))
                .isTrue();
        assertThat(desk.get(Role.SUPERVISOR, "/metrics").text()).contains("hearback_stream_clients");
        assertThat(desk.get(Role.AGENT, "/metrics").status()).isEqualTo(403);
        assertThat(desk.send(java.net.http.HttpRequest.newBuilder(desk.at("/metrics")))
                        .status())
                .isEqualTo(401);
    }
}
