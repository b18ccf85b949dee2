package hearback.agent.testing;

import hearback.agent.flow.TicketStore;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketPolicy;
import hearback.agent.ticket.TicketStep;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tickets kept in memory; passes the same contract test as the SQL one.
public final class InMemoryTicketStore implements TicketStore {
    /// The one changed last is the last.
    private final Map<TicketId, Ticket> tickets = new LinkedHashMap<>();

    private final Map<TicketId, Map<String, TicketStep>> steps = new HashMap<>();
    private final Map<LocalDate, Integer> serials = new HashMap<>();
    private final Map<CallId, UUID> callbacks = new HashMap<>();

    @Override
    public synchronized Linked link(IncomingCall call) {
        Optional<Ticket> before = ofCall(call.id());
        if (before.isPresent()) {
            return new Linked(before.get(), linkOf(before.get(), call.id()), false);
        }
        return switch (TicketPolicy.onCall(call, openOf(call))) {
            case TicketPolicy.Decision.OpenNew() -> add(opened(call), call, LinkedCall.Link.OPENED);
            case TicketPolicy.Decision.Urge(Ticket.Open ticket) -> add(ticket, call, LinkedCall.Link.URGED);
        };
    }

    private Optional<Ticket.Open> openOf(IncomingCall call) {
        return tickets.values().stream()
                .filter(Ticket.Open.class::isInstance)
                .map(Ticket.Open.class::cast)
                .filter(ticket -> ticket.opening().hotline().equals(call.hotline())
                        && ticket.opening().customer().equals(call.customer()))
                .findFirst();
    }

    private Ticket.Open opened(IncomingCall call) {
        LocalDate day = TicketNumber.dayAt(call.at());
        TicketId id = new TicketId(UUID.nameUUIDFromBytes(("ticket:" + call.id()).getBytes(StandardCharsets.UTF_8)));
        TicketNumber number = new TicketNumber(day, serials.merge(day, 1, Integer::sum));
        return new Ticket.Open(new Ticket.Opening(id, number, call.hotline(), call.customer(), call.at()), List.of());
    }

    private Linked add(Ticket.Open ticket, IncomingCall call, LinkedCall.Link link) {
        LinkedCall linked = new LinkedCall(call.id(), link, call.at(), Optional.empty());
        List<LinkedCall> calls = new ArrayList<>(ticket.calls());
        calls.add(linked);
        calls.sort(Comparator.comparing(LinkedCall::at)
                .thenComparing(each -> each.call().text()));
        Ticket changed = changed(new Ticket.Open(ticket.opening(), calls));
        append(
                ticket.id(),
                "call " + call.id(),
                new TicketStep(
                        call.at(),
                        TicketStep.BY_ITSELF,
                        link == LinkedCall.Link.OPENED ? TicketStep.Kind.OPENED : TicketStep.Kind.URGED,
                        "call " + call.id() + (link == LinkedCall.Link.OPENED ? "" : " while the ticket was open")));
        return new Linked(changed, linked, true);
    }

    @Override
    public synchronized void noteResult(CallId call, CallResult result, Instant at) {
        ofCall(call)
                .filter(ticket -> !linkOf(ticket, call).result().equals(Optional.of(result)))
                .ifPresent(ticket -> {
                    List<LinkedCall> calls = ticket.calls().stream()
                            .map(each -> each.call().equals(call)
                                    ? new LinkedCall(call, each.link(), each.at(), Optional.of(result))
                                    : each)
                            .toList();
                    changed(
                            switch (ticket) {
                                case Ticket.Open open -> new Ticket.Open(open.opening(), calls);
                                case Ticket.Closed closed ->
                                    new Ticket.Closed(
                                            closed.opening(), calls, closed.closedAt(), closed.who(), closed.reason());
                            });
                    append(
                            ticket.id(),
                            "ended " + call + " " + result,
                            new TicketStep(
                                    at,
                                    TicketStep.BY_ITSELF,
                                    TicketStep.Kind.CALL_ENDED,
                                    "call " + call + ": " + result));
                });
    }

    @Override
    public synchronized UUID settleCallback(CallId call, UUID proposed, List<UUID> stillServing) {
        if (ofCall(call).isEmpty()) {
            throw new IllegalStateException("call is linked to no ticket: " + call);
        }
        UUID chosen = stillServing.isEmpty() ? proposed : stillServing.getFirst();
        return Optional.ofNullable(callbacks.putIfAbsent(call, chosen)).orElse(chosen);
    }

    @Override
    public synchronized List<UUID> callbacksServing(TicketId ticket) {
        Set<UUID> serving = new LinkedHashSet<>();
        find(ticket).stream()
                .flatMap(found -> found.calls().stream())
                .forEach(linked ->
                        Optional.ofNullable(callbacks.get(linked.call())).ifPresent(serving::add));
        return List.copyOf(serving);
    }

    @Override
    public synchronized void append(TicketId ticket, String cause, TicketStep step) {
        Map<String, TicketStep> history = steps.computeIfAbsent(ticket, _ -> new LinkedHashMap<>());
        if (history.putIfAbsent(cause, step) == null) {
            find(ticket).ifPresent(this::changed);
        }
    }

    @Override
    public synchronized Optional<Ticket> close(TicketNumber number, Instant at, String who, String reason) {
        find(number).ifPresent(found -> {
            if (found instanceof Ticket.Open open) {
                changed(open.closed(at, who, reason));
                append(open.id(), "closed", new TicketStep(at, who, TicketStep.Kind.CLOSED, reason));
            }
        });
        return find(number);
    }

    @Override
    public synchronized Optional<Ticket> find(TicketNumber number) {
        return tickets.values().stream()
                .filter(ticket -> ticket.opening().number().equals(number))
                .findFirst();
    }

    @Override
    public synchronized Optional<Ticket> find(TicketId id) {
        return Optional.ofNullable(tickets.get(id));
    }

    @Override
    public synchronized Optional<Ticket> ofCall(CallId call) {
        return tickets.values().stream()
                .filter(ticket ->
                        ticket.calls().stream().anyMatch(linked -> linked.call().equals(call)))
                .findFirst();
    }

    @Override
    public synchronized Map<TicketId, TicketNumber> numbersOf(Collection<TicketId> ids) {
        return tickets.values().stream()
                .filter(ticket -> ids.contains(ticket.id()))
                .collect(Collectors.toMap(Ticket::id, ticket -> ticket.opening().number()));
    }

    @Override
    public synchronized List<Ticket> list(Optional<Boolean> open, Optional<TicketNumber> before, int limit) {
        Function<Ticket, TicketNumber> number = ticket -> ticket.opening().number();
        return tickets.values().stream()
                .filter(ticket -> open.isEmpty() || open.get() == (ticket instanceof Ticket.Open))
                .filter(ticket -> before.isEmpty() || number.apply(ticket).compareTo(before.get()) < 0)
                .sorted(Comparator.comparing(number).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Ticket> lastChanged(int limit) {
        return List.copyOf(tickets.values()).reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized List<TicketStep> steps(TicketId ticket) {
        return List.copyOf(steps.getOrDefault(ticket, Map.of()).values());
    }

    private Ticket changed(Ticket ticket) {
        tickets.remove(ticket.id());
        tickets.put(ticket.id(), ticket);
        return ticket;
    }

    private static LinkedCall linkOf(Ticket ticket, CallId call) {
        return ticket.calls().stream()
                .filter(linked -> linked.call().equals(call))
                .findFirst()
                .orElseThrow();
    }
}
