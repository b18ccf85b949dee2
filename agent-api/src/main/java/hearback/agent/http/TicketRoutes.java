package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.flow.OpenTickets;
import hearback.agent.flow.TicketStore;
import hearback.agent.identity.Permission;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketNumber;
import hearback.recording.flow.Recordings;
import hearback.recording.index.Recording;
import hearback.telephony.call.CallId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `/tickets`: a ticket is shown with what other modules know about it, asked for one by one and never joined.
final class TicketRoutes {
    /// A customer who has more callbacks on one ticket than this has another problem.
    private static final int MOST_CALLBACKS = 100;

    private final TicketStore tickets;
    private final Calls calls;
    private final Callbacks callbacks;
    private final Recordings recordings;
    private final AuditLog audit;
    private final InstantSource time;

    TicketRoutes(
            TicketStore tickets,
            Calls calls,
            Callbacks callbacks,
            Recordings recordings,
            AuditLog audit,
            InstantSource time) {
        this.tickets = tickets;
        this.calls = calls;
        this.callbacks = callbacks;
        this.recordings = recordings;
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listTickets", new Contract.Route(Permission.READ_TICKETS, this::list),
                "getTicket", new Contract.Route(Permission.READ_TICKETS, this::get),
                "closeTicket", new Contract.Route(Permission.CLOSE_TICKETS, this::close));
    }

    private void list(Asked asked) {
        Optional<Boolean> open = asked.query("state").map(state -> state.equals("open"));
        asked.answerPage(
                tickets.list(open, asked.cursor(TicketNumber::read), asked.limit() + 1),
                ticket -> TicketBodies.ticket(ticket, asked.eyes()),
                ticket -> ticket.opening().number().text());
    }

    private void get(Asked asked) {
        Ticket ticket =
                TicketNumber.read(asked.path("number")).flatMap(tickets::find).orElseThrow(Problems::notFound);
        List<CallbackPlan> plans =
                callbacks.list(Optional.of(OpenTickets.subjectOf(ticket).text()), Optional.empty(), MOST_CALLBACKS);
        List<CallId> ids = Stream.concat(
                        ticket.calls().stream().map(LinkedCall::call),
                        plans.stream()
                                .flatMap(plan -> plan.attempts().stream())
                                .map(attempt -> CallId.bornOf(attempt.id().leg(attempt.server()))))
                .distinct()
                .toList();
        Optional<TicketNumber> number = Optional.of(ticket.opening().number());
        asked.answer(new JsonObject()
                .put("ticket", TicketBodies.ticket(ticket, asked.eyes()))
                .put(
                        "calls",
                        Json.array(
                                when(asked, Permission.READ_CALLS, () -> found(ids)),
                                one -> CallBodies.call(one.call(), one.customer(), asked.eyes())))
                .put(
                        "callbacks",
                        Json.array(
                                when(asked, Permission.READ_CALLBACKS, () -> plans),
                                plan -> CallbackBodies.callback(plan, number, asked.eyes())))
                .put(
                        "recordings",
                        Json.array(
                                when(asked, Permission.READ_RECORDINGS, () -> recorded(ids)),
                                RecordingBodies::recording))
                .put("steps", Json.array(tickets.steps(ticket.id()), step -> TicketBodies.step(step, asked.eyes()))));
    }

    private void close(Asked asked) {
        TicketNumber number = TicketNumber.read(asked.path("number"))
                .filter(known -> tickets.find(known).isPresent())
                .orElseThrow(Problems::notFound);
        String reason = asked.body().getString("reason").strip();
        if (reason.isEmpty()) {
            throw Problems.badField("reason", "is empty");
        }
        if (reason.indexOf('\0') >= 0) {
            throw Problems.badField("reason", "holds a character no text holds");
        }
        audit.append(time.instant(), asked.who(), AuditLog.Act.TICKET_CLOSED, "ticket:" + number, "");
        Ticket closed = tickets.close(number, time.instant(), asked.who().name(), reason)
                .orElseThrow(Problems::notFound);
        asked.answer(TicketBodies.ticket(closed, asked.eyes()));
    }

    private List<Calls.Found> found(List<CallId> ids) {
        return ids.stream()
                .map(calls::find)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(one -> one.call().startedAt()))
                .toList();
    }

    private List<Recording> recorded(List<CallId> ids) {
        return ids.stream()
                .map(recordings::ofCall)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Recording::since))
                .toList();
    }

    private static <T> List<T> when(Asked asked, Permission right, Supplier<List<T>> look) {
        return asked.who().may(right) ? look.get() : List.of();
    }
}
