package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.flow.OpenTickets;
import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import hearback.agent.ticket.Ticket;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CloseReason;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// From the callback that reached nobody to the closed ticket, over HTTP.
final class UnreachableTest extends AtOneDesk {
    private static final String TASKS = "/api/v1/tickets?task=unreachable&limit=100";
    private static int last = 600;

    private final PhoneNumber.Known customer = new PhoneNumber.Known("+86135000006" + ++last);
    private final Ticket ticket =
            desk.tickets.link(Sample.incoming(last, customer)).ticket();
    private final String number = ticket.opening().number().text();
    private final CallbackId callback = new CallbackId(new UUID(last, 1));

    private void failed(CloseReason reason) {
        var request = new CallbackRequest(
                callback, OpenTickets.subjectOf(ticket), customer, CallbackReason.REPLY, Sample.NOON);
        desk.neighbours.callbacks.put(new CallbackPlan(
                request,
                Optional.empty(),
                Sample.NOON,
                new CallbackState.Closed(reason, Sample.NOON),
                List.of(),
                Optional.empty()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> desk.get(Role.SUPERVISOR, TASKS).text().contains(number));
    }

    private Desk.Answer step(Role role, String kind, String body) {
        return desk.post(
                role,
                "/api/v1/tickets/" + number + "/steps/" + kind,
                body.replace('\'', '"').replace("CALLBACK", callback.toString()));
    }

    private JsonObject seen() {
        return desk.get(Role.SUPERVISOR, "/api/v1/tickets/" + number).json();
    }

    @Test
    void a_customer_who_was_not_reached_is_shown_with_the_reason_as_a_task_and_not_closed_silently() {
        failed(CloseReason.UNREACHABLE);

        var life = seen().getJsonObject("life");
        assertThat(life.getJsonArray("unreachable").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("callback", callback.toString())
                        .put("hindrance", "tries-exhausted")
                        .put("why", "because")
                        .put("since", Json.time(Sample.NOON)));
        assertThat(seen().getJsonObject("ticket").getJsonArray("tasks")).containsExactly("unreachable");
        var closed = desk.post(Role.SUPERVISOR, "/api/v1/tickets/" + number + "/close", "{\"reason\":\"done\"}");
        assertThat(closed.status()).isEqualTo(409);
        assertThat(closed.json().getString("code")).isEqualTo("unreachable-is-open");
    }

    @Test
    void accepted_by_the_supervisor_it_is_closed_on_that_ground_and_audited() {
        failed(CloseReason.NUMBER_UNKNOWN);

        assertThat(step(Role.AGENT, "unreachable-accepted", "{'callback':'CALLBACK','words':'no such number'}")
                        .status())
                .isEqualTo(403);
        var accepted =
                step(Role.SUPERVISOR, "unreachable-accepted", "{'callback':'CALLBACK','words':'no such number'}");
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
        var closed = desk.post(
                Role.SUPERVISOR,
                "/api/v1/tickets/" + number + "/close",
                "{\"reason\":\"tried two days\",\"how\":\"unreachable\"}");

        assertThat(closed.status()).as(closed.text()).isEqualTo(200);
        assertThat(seen().getJsonObject("life").getString("closedAs")).isEqualTo("unreachable");
        assertThat(desk.get(Role.SUPERVISOR, TASKS).text()).doesNotContain(number);
        assertThat(desk.get(Role.AUDITOR, "/api/v1/audit").text())
                .contains("UNREACHABLE_DECIDED")
                .contains("accepted callback:" + callback);
    }

    @Test
    void planned_anew_by_the_supervisor_a_new_series_begins_at_the_number_he_says() {
        failed(CloseReason.NUMBER_CHANGED);

        assertThat(step(Role.SUPERVISOR, "callback-renewed", "{'callback':'CALLBACK','number':'12','reason':'x'}")
                        .field())
                .isEqualTo("number");
        var renewed = step(
                Role.SUPERVISOR,
                "callback-renewed",
                "{'callback':'CALLBACK','number':'13500007777','reason':'his wife said it'}");
        assertThat(renewed.status()).as(renewed.text()).isEqualTo(201);

        var callbacks = seen().getJsonArray("callbacks");
        assertThat(callbacks.getJsonObject(0).getString("state")).isEqualTo("PLANNED");
        assertThat(callbacks.getJsonObject(0).getJsonObject("customer").getString("number"))
                .isEqualTo("+8613500007777");
        assertThat(seen().getJsonObject("ticket").getJsonArray("tasks")).isEmpty();
    }

    @Test
    void of_a_closed_ticket_nobody_is_rung() {
        assertThat(desk.post(Role.AGENT, "/api/v1/tickets/" + number + "/close", "{\"reason\":\"silence\"}")
                        .status())
                .isEqualTo(200);

        var asked = desk.post(
                Role.AGENT,
                "/api/v1/callbacks",
                "{\"number\":\"13500008888\",\"reason\":\"REPLY\",\"ticket\":\"" + number + "\"}",
                "Idempotency-Key",
                "late " + number);

        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.field()).isEqualTo("ticket");
    }
}
