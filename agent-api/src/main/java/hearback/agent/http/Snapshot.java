package hearback.agent.http;

import hearback.agent.flow.Neighbours;
import hearback.agent.flow.Seals;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
import hearback.agent.identity.Scope;
import hearback.agent.ticket.TicketId;
import hearback.telephony.call.CallId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.Calls;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What a stream begins with: how things are now, as far as the holder may see them.
final class Snapshot {
    /// The newest of each; a page holds no more.
    private static final int NEWEST = 50;
    /// Calls going on at once that a person can still look at.
    private static final int LIVE = 500;

    private final Neighbours neighbours;
    private final TicketStore tickets;
    private final Seals seals;
    private final ZoneId zone;

    /// @param zone the hotline's, in which a person reads times
    Snapshot(Neighbours neighbours, TicketStore tickets, ZoneId zone) {
        this.zone = zone;
        this.neighbours = neighbours;
        this.tickets = tickets;
        this.seals = new Seals(tickets, neighbours.callbacks());
    }

    JsonObject of(AgentIdentity who) {
        Eyes eyes = Eyes.of(who);
        JsonObject body = new JsonObject()
                .put("type", "snapshot")
                .put("name", who.name())
                .put("role", who.role().name())
                .put("zone", zone.getId());
        put(body, who, Permission.READ_CALLS, "calls", () -> calls(eyes));
        put(
                body,
                who,
                Permission.READ_TICKETS,
                "tickets",
                () -> Json.array(
                        tickets.list(Optional.empty(), Scope.departmentOf(who), Optional.empty(), NEWEST),
                        ticket -> TicketBodies.ticket(ticket, eyes.before(ticket.standing()))));
        put(body, who, Permission.READ_CALLBACKS, "callbacks", () -> callbacks(eyes));
        put(
                body,
                who,
                Permission.READ_RECORDINGS,
                "recordings",
                () -> Json.array(neighbours.recordings().list(Optional.empty(), NEWEST), RecordingBodies::recording));
        put(
                body,
                who,
                Permission.READ_BOARD,
                "members",
                () -> Json.array(neighbours.board().members(), BoardBodies::member));
        if (who.may(Permission.READ_LINES)) {
            body.put(
                    "lines",
                    BoardBodies.lines(
                            neighbours.lines().lines(), neighbours.lines().gaps(NEWEST)));
        }
        return body;
    }

    private JsonArray calls(Eyes eyes) {
        Map<String, Calls.Found> found = new LinkedHashMap<>();
        neighbours
                .calls()
                .list(true, Optional.empty(), LIVE)
                .forEach(one -> found.put(one.call().id().text(), one));
        neighbours
                .calls()
                .list(false, Optional.empty(), NEWEST)
                .forEach(one -> found.put(one.call().id().text(), one));
        Set<CallId> hidden =
                seals.among(found.values().stream().map(Calls.Found::call).toList());
        return Json.array(
                List.copyOf(found.values()),
                one -> CallBodies.call(
                        one.call(),
                        one.customer(),
                        eyes.before(hidden.contains(one.call().id()))));
    }

    private JsonArray callbacks(Eyes eyes) {
        List<CallbackPlan> plans = neighbours.callbacks().list(Optional.empty(), Optional.empty(), NEWEST);
        Map<TicketId, TicketStore.Named> names = CallbackRoutes.namesOf(tickets, plans);
        return Json.array(plans, plan -> CallbackBodies.callback(plan, CallbackRoutes.nameOf(plan, names), eyes));
    }

    private static void put(
            JsonObject body, AgentIdentity who, Permission right, String key, Supplier<JsonArray> items) {
        if (who.may(right)) {
            body.put(key, items.get());
        }
    }
}
