package hearback.agent.http;

import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketStep;
import hearback.telephony.call.CallResult;
import io.vertx.core.json.JsonObject;

/// Tickets as JSON.
final class TicketBodies {
    private TicketBodies() {}

    static JsonObject ticket(Ticket ticket, Eyes eyes) {
        Ticket.Opening opening = ticket.opening();
        JsonObject body = new JsonObject()
                .put("id", opening.id().toString())
                .put("number", opening.number().text())
                .put("hotline", opening.hotline())
                .put("customer", eyes.customer(opening.customer()))
                .put("openedAt", Json.time(opening.openedAt()))
                .put("priority", ticket.priority().name())
                .put(
                        "urges",
                        ticket.calls().stream()
                                .filter(call -> call.link() == LinkedCall.Link.URGED)
                                .count())
                .put("calls", Json.array(ticket.calls(), TicketBodies::linked));
        return switch (ticket) {
            case Ticket.Open _ -> body.put("state", "OPEN");
            case Ticket.Closed closed ->
                body.put("state", "CLOSED")
                        .put("closedAt", Json.time(closed.closedAt()))
                        .put("closedBy", closed.who())
                        .put("closeReason", eyes.free(closed.reason()));
        };
    }

    static JsonObject step(TicketStep step, Eyes eyes) {
        // Ids of calls hold long runs of digits and are no numbers; only a person's own words may hold one.
        String why = switch (step.kind()) {
            case CLOSED -> eyes.free(step.why());
            case OPENED, URGED, CALL_ENDED, CALLBACK_PLANNED, CALLBACK_REFUSED, CALLBACK_ASKED -> step.why();
        };
        return new JsonObject()
                .put("at", Json.time(step.at()))
                .put("who", step.who())
                .put("kind", step.kind().name())
                .put("why", why);
    }

    private static JsonObject linked(LinkedCall call) {
        JsonObject body = new JsonObject()
                .put("call", call.call().text())
                .put("link", call.link().name())
                .put("at", Json.time(call.at()));
        call.result().map(CallResult::name).ifPresent(result -> body.put("result", result));
        return body;
    }
}
