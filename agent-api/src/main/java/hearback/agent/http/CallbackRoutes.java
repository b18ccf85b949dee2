package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.flow.Neighbours;
import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Permission;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.Pause;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.DueWait;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/callbacks`.
final class CallbackRoutes {
    private final Callbacks callbacks;
    private final Dispatch dispatch;
    private final TicketStore tickets;
    private final CallbackWishes wishes;
    private final UnreachedRoutes unreached;
    private final AuditLog audit;
    private final InstantSource time;

    CallbackRoutes(
            Neighbours neighbours,
            TicketStore tickets,
            CallbackWishes wishes,
            UnreachedRoutes unreached,
            AuditLog audit,
            InstantSource time) {
        this.callbacks = neighbours.callbacks();
        this.dispatch = neighbours.dispatch();
        this.tickets = tickets;
        this.wishes = wishes;
        this.unreached = unreached;
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listCallbacks", new Contract.Route(Permission.READ_CALLBACKS, this::list),
                "askCallback", new Contract.Route(Permission.ASK_CALLBACKS, this::ask),
                "getCallback", new Contract.Route(Permission.READ_CALLBACKS, this::get),
                "withdrawCallback", new Contract.Route(Permission.WITHDRAW_CALLBACKS, this::withdraw));
    }

    private void list(Asked asked) {
        if (asked.query("task").isPresent()) {
            unreached.list(asked);
            return;
        }
        Optional<String> subject = asked.query("ticket")
                .map(text -> TicketNumber.read(text)
                        .flatMap(tickets::find)
                        .map(OpenTickets::subjectOf)
                        .map(CallbackSubject::text)
                        .orElseThrow(() -> Problems.unusable("ticket", "does not exist")));
        List<CallbackPlan> found =
                callbacks.list(subject, asked.cursor(Cursor::uuid).map(CallbackId::new), asked.limit() + 1);
        Map<TicketId, TicketStore.Named> names = namesOf(tickets, found);
        Map<CallbackId, List<Pause>> heldUp = dispatch.heldUp(found);
        asked.answerPage(
                found,
                plan -> putPauses(CallbackBodies.callback(plan, nameOf(plan, names), asked.eyes()), plan, heldUp),
                plan -> plan.request().id().toString());
    }

    private void get(Asked asked) {
        CallbackPlan plan = callbacks.find(idIn(asked)).orElseThrow(Problems::notFound);
        JsonObject body = body(plan, asked.eyes())
                .put(
                        "decisions",
                        Json.array(
                                callbacks.decisions(plan.request().id()),
                                decision -> CallbackBodies.decision(decision, asked.eyes())));
        Map<CallbackId, List<Pause>> heldUp = dispatch.heldUp(List.of(plan));
        waitsFor(plan, !heldUp.isEmpty()).map(DueWait::name).ifPresent(what -> body.put("waitsFor", what));
        unreached.put(body, plan.request().id(), asked.eyes());
        asked.answer(putPauses(body, plan, heldUp));
    }

    private Optional<DueWait> waitsFor(CallbackPlan plan, boolean isHeldUp) {
        Instant now = time.instant();
        return plan.isDue(now) ? dispatch.now().waitsFor(plan, isHeldUp, now) : Optional.empty();
    }

    private static JsonObject putPauses(JsonObject body, CallbackPlan plan, Map<CallbackId, List<Pause>> heldUp) {
        List<Pause> pauses = heldUp.getOrDefault(plan.request().id(), List.of());
        return pauses.isEmpty() ? body : body.put("pauses", Json.array(pauses, HoldRoutes::pause));
    }

    private void withdraw(Asked asked) {
        CallbackId id = idIn(asked);
        if (callbacks.find(id).isEmpty()) {
            throw Problems.notFound();
        }
        audit.append(time.instant(), asked.who(), AuditLog.Act.CALLBACK_WITHDRAWN, "callback:" + id, "");
        asked.answer(body(callbacks.withdraw(id).orElseThrow(Problems::notFound), asked.eyes()));
    }

    private void ask(Asked asked) {
        JsonObject body = asked.body();
        String key = Optional.ofNullable(asked.context().request().getHeader("Idempotency-Key"))
                .orElseThrow(() -> Problems.badField("Idempotency-Key", "is missing"));
        CallbackPlan plan =
                wishes.ask(asked.who(), key, CallbackWishes.read(body)).plan();
        asked.created(Contract.MOUNT + "/callbacks/" + plan.request().id(), body(plan, asked.eyes()));
    }

    private JsonObject body(CallbackPlan plan, Eyes eyes) {
        return CallbackBodies.callback(plan, nameOf(plan, namesOf(tickets, List.of(plan))), eyes);
    }

    static Map<TicketId, TicketStore.Named> namesOf(TicketStore tickets, List<CallbackPlan> plans) {
        return tickets.namesOf(plans.stream()
                .map(plan -> OpenTickets.ticketOf(plan.request().subject()))
                .flatMap(Optional::stream)
                .distinct()
                .toList());
    }

    static Optional<TicketStore.Named> nameOf(CallbackPlan plan, Map<TicketId, TicketStore.Named> names) {
        return OpenTickets.ticketOf(plan.request().subject()).map(names::get);
    }

    static CallbackId idIn(Asked asked) {
        return new CallbackId(UUID.fromString(asked.path("id")));
    }
}
