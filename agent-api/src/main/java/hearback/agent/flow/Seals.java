package hearback.agent.flow;

import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.Direction;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.Callbacks;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which calls are of complainants who are hidden (S3-03): the one that opened the ticket, each that urged it, and each
/// by which we rang for its sake.
public final class Seals {
    private final TicketStore tickets;
    private final Callbacks callbacks;

    public Seals(TicketStore tickets, Callbacks callbacks) {
        this.tickets = tickets;
        this.callbacks = callbacks;
    }

    /// @throws hearback.telephony.flow.StoreUnavailable when the database could not be asked
    public Set<CallId> among(Collection<CallRecord> calls) {
        if (calls.isEmpty() || !tickets.anySealed()) {
            return Set.of();
        }
        Set<CallId> hidden =
                new HashSet<>(tickets.sealed(calls.stream().map(CallRecord::id).toList()));
        Map<CallId, TicketId> rung = new HashMap<>();
        for (CallRecord call : calls) {
            ticketRungFor(call).ifPresent(ticket -> rung.put(call.id(), ticket));
        }
        Map<TicketId, TicketStore.Named> names = tickets.namesOf(Set.copyOf(rung.values()));
        rung.forEach((call, ticket) -> Optional.ofNullable(names.get(ticket))
                .filter(TicketStore.Named::isSealed)
                .ifPresent(_ -> hidden.add(call)));
        return hidden;
    }

    /// Whose complainant, who is hidden, is heard in this call; empty: none is.
    ///
    /// @throws hearback.telephony.flow.StoreUnavailable when the database could not be asked
    public Optional<TicketId> sealing(CallId call) {
        if (!tickets.anySealed()) {
            return Optional.empty();
        }
        return tickets.ofCall(call)
                .filter(ticket -> ticket.standing().isSealed())
                .map(Ticket::id)
                .or(() -> ticketRungFor(call)
                        .filter(ticket -> Optional.ofNullable(
                                        tickets.namesOf(Set.of(ticket)).get(ticket))
                                .filter(TicketStore.Named::isSealed)
                                .isPresent()));
    }

    private Optional<TicketId> ticketRungFor(CallRecord call) {
        return call.direction() == Direction.OUTBOUND ? ticketRungFor(call.id()) : Optional.empty();
    }

    private Optional<TicketId> ticketRungFor(CallId call) {
        return AttemptId.ofCall(call)
                .flatMap(callbacks::ofAttempt)
                .flatMap(plan -> OpenTickets.ticketOf(plan.request().subject()));
    }
}
