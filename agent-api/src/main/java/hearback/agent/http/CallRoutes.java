package hearback.agent.http;

import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.Seals;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Permission;
import hearback.agent.ticket.Ticket;
import hearback.recording.flow.Recordings;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.MissedPart;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.LineStates;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/calls`.
final class CallRoutes {
    private final Calls calls;
    private final Callbacks callbacks;
    private final Recordings recordings;
    private final TicketStore tickets;
    private final LineStates lines;
    private final Seals seals;

    CallRoutes(Calls calls, Callbacks callbacks, Recordings recordings, TicketStore tickets, LineStates lines) {
        this.lines = lines;
        this.calls = calls;
        this.callbacks = callbacks;
        this.recordings = recordings;
        this.tickets = tickets;
        this.seals = new Seals(tickets, callbacks);
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listCalls", new Contract.Route(Permission.READ_CALLS, this::list),
                "getCall", new Contract.Route(Permission.READ_CALLS, this::get));
    }

    private void list(Asked asked) {
        List<Calls.Found> found = calls.list(asked.isTrue("live"), asked.cursor(CallRoutes::read), asked.limit() + 1);
        Set<CallId> hidden = seals.among(found.stream().map(Calls.Found::call).toList());
        asked.answerPage(
                found,
                one -> CallBodies.call(
                        one.call(),
                        one.customer(),
                        asked.eyes().before(hidden.contains(one.call().id()))),
                one -> one.call().id().text());
    }

    private void get(Asked asked) {
        Calls.Found found = read(asked.path("id")).flatMap(calls::find).orElseThrow(Problems::notFound);
        CallId id = found.call().id();
        Optional<Ticket> ticket = ticketOf(found.call());
        boolean isHidden = ticket.filter(one -> one.standing().isSealed()).isPresent();
        JsonObject body = CallBodies.call(
                        found.call(), found.customer(), asked.eyes().before(isHidden))
                .put("customerEnd", CallBodies.customerEnd(found.call().customerEnd()))
                .put("survey", Json.array(found.call().survey(), CallBodies::survey))
                .put("missed", Json.array(found.call().missed(), part -> CallBodies.missed(part, gapOf(id, part))))
                .put(
                        "recordings",
                        Json.array(
                                asked.who().may(Permission.READ_RECORDINGS) ? recordings.ofCall(id) : List.of(),
                                RecordingBodies::recording));
        ticket.ifPresent(one -> body.put("ticket", one.opening().number().text()));
        asked.answer(body);
    }

    private Optional<LineStates.Gap> gapOf(CallId call, MissedPart part) {
        return lines.gap(call.firstLeg().server(), part.gapFrom());
    }

    /// The ticket a customer's call is linked to, or the one for whose sake we rang.
    private Optional<Ticket> ticketOf(CallRecord call) {
        return switch (call.direction()) {
            case INBOUND -> tickets.ofCall(call.id());
            case OUTBOUND ->
                AttemptId.ofCall(call.id())
                        .flatMap(callbacks::ofAttempt)
                        .flatMap(plan -> OpenTickets.ticketOf(plan.request().subject()))
                        .flatMap(tickets::find);
        };
    }

    /// Empty for what cannot be the id of a call.
    static Optional<CallId> read(String text) {
        try {
            return Optional.of(new CallId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
