package hearback.agent.http;

import hearback.agent.json.Facts;
import hearback.agent.life.CourseFact;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.EndFact;
import hearback.agent.life.Ids;
import hearback.agent.life.IntakeFact;
import hearback.agent.life.LineFact;
import hearback.agent.life.Order;
import hearback.agent.life.OrderFact;
import hearback.agent.life.Stage;
import hearback.agent.life.Standing;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.life.TrustFact;
import hearback.agent.life.Unreachable;
import hearback.agent.life.WatchFact;
import hearback.agent.life.Words;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.config.profile.Profile;
import hearback.telephony.call.CallResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// Tickets as JSON.
final class TicketBodies {
    private TicketBodies() {}

    static JsonObject ticket(Ticket ticket, Eyes eyes) {
        Ticket.Opening opening = ticket.opening();
        Standing standing = ticket.standing();
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
                .put("stage", standing.stage())
                .put("channel", Ids.of(standing.channel()))
                .put(
                        "classes",
                        new JsonArray(standing.classes().stream()
                                .map(Ids::of)
                                .sorted()
                                .toList()))
                .put(
                        "departments",
                        new JsonArray(standing.departments().stream().sorted().toList()))
                .put("sealed", standing.isSealed())
                .put("tasks", new JsonArray(standing.tasks().stream().sorted().toList()))
                .put("calls", Json.array(ticket.calls(), TicketBodies::linked));
        standing.profile().ifPresent(profile -> body.put("profile", profile.toString()));
        Json.putTime(body, "due", standing.due());
        return switch (ticket) {
            case Ticket.Open _ -> body.put("state", "OPEN");
            case Ticket.Closed closed ->
                body.put("state", "CLOSED")
                        .put("closedAt", Json.time(closed.closedAt()))
                        .put("closedBy", closed.who())
                        .put("closeReason", eyes.free(closed.reason()));
        };
    }

    /// A step with its fact; text that people wrote may hold numbers.
    static JsonObject step(Step step, Eyes eyes, Words words) {
        JsonObject body = new JsonObject()
                .put("ordinal", step.ordinal())
                .put("at", Json.time(step.at()))
                .put("who", step.actor().name())
                .put("kind", Facts.kind(step.fact()))
                .put("name", words.of(step.fact()))
                .put("fact", shown(new JsonObject(Facts.body(step.fact())), step, eyes));
        step.actor().post().map(Ids::of).ifPresent(post -> body.put("post", post));
        step.actor().department().ifPresent(department -> body.put("department", department));
        return body;
    }

    /// Ids of calls and callbacks hold long runs of digits and are no numbers.
    private static JsonObject shown(JsonObject fact, Step step, Eyes eyes) {
        return switch (step.fact()) {
            case CustomerFact.CallbackRenewed _,
                    CustomerFact.OtherChannelUsed _,
                    CustomerFact.UnreachableAccepted _ -> {
                String callback = fact.getString("callback");
                yield eyes.free(fact).put("callback", callback);
            }
            case IntakeFact _, OrderFact _, CustomerFact _, EndFact _, TrustFact _ -> eyes.free(fact);
            case CourseFact.Urged _, CourseFact.LinkedTo _, CourseFact.CallMoved _, CourseFact.FoundAlike _ -> fact;
            case CourseFact _ -> eyes.free(fact);
            case LineFact _, WatchFact _ -> fact;
        };
    }

    static JsonObject order(Order order, Eyes eyes) {
        JsonObject answer = new JsonObject();
        order.answer().forEach((part, text) -> answer.put(Ids.of(part), eyes.free(text)));
        JsonObject body = new JsonObject()
                .put("order", order.number())
                .put("department", order.department())
                .put("responsible", order.responsible())
                .put("expedited", order.expedited())
                .put("state", Ids.of(order.state()))
                .put("returns", order.returns())
                .put("answer", answer);
        order.second().ifPresent(second -> body.put("second", second));
        return body;
    }

    /// What the steps say about the matter.
    static JsonObject life(TicketLife life, Profile profile, Eyes eyes, Words words) {
        JsonObject described = new JsonObject();
        life.described().forEach((field, text) -> described.put(Ids.of(field), eyes.told(field, text)));
        JsonObject leaves = new JsonObject();
        profile.taxonomies()
                .forEach(axis -> leaves.put(axis.id(), life.leaves(profile).get(axis.id())));
        JsonObject body = new JsonObject()
                .put("stage", life.stage().id())
                .put("stageName", words.of(life.stage()))
                .put("described", described)
                .put("leaves", leaves)
                .put("orders", Json.array(life.orders(), order -> order(order, eyes)))
                .put("suspended", life.isSuspended())
                .put("unreachable", Json.array(Unreachable.pending(life), TicketBodies::unreachable))
                .put(
                        "alike",
                        new JsonArray(life.all(CourseFact.FoundAlike.class)
                                .map(CourseFact.FoundAlike::flag)
                                .filter(life.classes()::contains)
                                .map(Ids::of)
                                .toList()));
        life.acceptor().ifPresent(acceptor -> body.put("acceptor", acceptor.name()));
        switch (life.stage()) {
            case Stage.Closed closed -> body.put("closedAs", Ids.of(closed.kind()));
            case Stage.Archived archived -> body.put("closedAs", Ids.of(archived.kind()));
            default -> {
                // Nothing is closed.
            }
        }
        return body;
    }

    /// What a supervisor has to decide.
    private static JsonObject unreachable(Step step) {
        return new JsonObject(Facts.body(step.fact())).put("since", Json.time(step.at()));
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
