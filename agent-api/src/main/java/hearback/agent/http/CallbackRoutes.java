package hearback.agent.http;

import hearback.agent.flow.AskCallback;
import hearback.agent.flow.AuditLog;
import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Permission;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.flow.Callbacks;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/callbacks`.
final class CallbackRoutes {
    private final Callbacks callbacks;
    private final TicketStore tickets;
    private final AskCallback ask;
    private final AuditLog audit;
    private final InstantSource time;

    CallbackRoutes(Callbacks callbacks, TicketStore tickets, AskCallback ask, AuditLog audit, InstantSource time) {
        this.callbacks = callbacks;
        this.tickets = tickets;
        this.ask = ask;
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
        Optional<String> subject = asked.query("ticket")
                .map(text -> TicketNumber.read(text)
                        .flatMap(tickets::find)
                        .map(OpenTickets::subjectOf)
                        .map(CallbackSubject::text)
                        .orElseThrow(() -> Problems.unusable("ticket", "does not exist")));
        List<CallbackPlan> found =
                callbacks.list(subject, asked.cursor(Cursor::uuid).map(CallbackId::new), asked.limit() + 1);
        Map<TicketId, TicketStore.Named> names = namesOf(tickets, found);
        asked.answerPage(
                found,
                plan -> CallbackBodies.callback(plan, nameOf(plan, names), asked.eyes()),
                plan -> plan.request().id().toString());
    }

    private void get(Asked asked) {
        asked.answer(body(callbacks.find(idIn(asked)).orElseThrow(Problems::notFound), asked.eyes()));
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
        AskCallback.Wish wish = new AskCallback.Wish(
                body.getString("number"),
                CallbackReason.valueOf(body.getString("reason")),
                Optional.ofNullable(body.getString("notBefore")).map(CallbackRoutes::time),
                Optional.ofNullable(body.getString("ticket"))
                        .map(text -> TicketNumber.read(text)
                                .orElseThrow(() -> Problems.unusable("ticket", "does not exist"))));
        String key = Optional.ofNullable(asked.context().request().getHeader("Idempotency-Key"))
                .orElseThrow(() -> Problems.badField("Idempotency-Key", "is missing"));
        switch (ask.ask(asked.who(), key, wish)) {
            case AskCallback.Answer.NotDiallable() ->
                throw Problems.unusable("number", "is not a number that can be dialled");
            case AskCallback.Answer.NotAllowed(String why) -> throw Problems.unusable("number", why);
            case AskCallback.Answer.NoSuchTicket() -> throw Problems.unusable("ticket", "does not exist");
            case AskCallback.Answer.KeyUsedOtherwise() ->
                throw Problems.unusable("Idempotency-Key", "was used for another wish");
            case AskCallback.Answer.Accepted(CallbackPlan plan, boolean _) -> {
                String id = plan.request().id().toString();
                audit.appendOnce(
                        time.instant(),
                        asked.who(),
                        AuditLog.Act.CALLBACK_ASKED,
                        "callback:" + id,
                        wish.reason().name());
                asked.created(Contract.MOUNT + "/callbacks/" + id, body(plan, asked.eyes()));
            }
        }
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

    private static CallbackId idIn(Asked asked) {
        return new CallbackId(UUID.fromString(asked.path("id")));
    }

    private static Instant time(String text) {
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            // What no clock and no database can hold is no wish.
            if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
                throw Problems.unusable("notBefore", "lies outside of what can be planned");
            }
            return at;
        } catch (DateTimeException _) {
            throw Problems.badField("notBefore", "is no RFC 3339 time");
        }
    }
}
