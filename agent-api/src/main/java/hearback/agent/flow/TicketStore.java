package hearback.agent.flow;

import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.agent.ticket.TicketStep;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Needed: keeps tickets, their calls and their history.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked; asking again is
/// safe.
public interface TicketStore {
    /// Links the call to a ticket as [hearback.agent.ticket.TicketPolicy] says, numbering a new one. Calls of one
    /// number to one hotline are taken one after the other, whichever node asks. A call that is linked already
    /// stays
    /// so.
    Linked link(IncomingCall call);

    /// Notes what a linked call came to. The same result is noted once.
    void noteResult(CallId call, CallResult result, Instant at);

    /// Settles which callback serves an abandoned call, once: the one proposed, or the one that already serves
    /// another call of this ticket.
    ///
    /// @param stillServing of the callbacks serving calls of this ticket, those that are not closed
    UUID settleCallback(CallId call, UUID proposed, List<UUID> stillServing);

    /// The callbacks that were planned for abandoned calls of this ticket.
    List<UUID> callbacksServing(TicketId ticket);

    /// Adds to the history; the same cause is added once.
    ///
    /// @param cause what makes this step the same step, unique within the ticket
    void append(TicketId ticket, String cause, TicketStep step);

    /// Closes an open ticket; empty when there is no such ticket. A closed one stays as it was closed.
    Optional<Ticket> close(TicketNumber number, Instant at, String who, String reason);

    Optional<Ticket> find(TicketNumber number);

    Optional<Ticket> find(TicketId id);

    /// The ticket this call is linked to.
    Optional<Ticket> ofCall(CallId call);

    /// The numbers of those that exist.
    Map<TicketId, TicketNumber> numbersOf(Collection<TicketId> ids);

    /// Newest number first.
    ///
    /// @param before only those numbered before this one, when not empty: the cursor
    List<Ticket> list(Optional<Boolean> open, Optional<TicketNumber> before, int limit);

    /// What was changed last comes first.
    List<Ticket> lastChanged(int limit);

    /// Oldest first.
    List<TicketStep> steps(TicketId ticket);

    /// What came of a call.
    ///
    /// @param isNew false when the call was linked before
    record Linked(Ticket ticket, LinkedCall call, boolean isNew) {}
}
