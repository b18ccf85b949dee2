package hearback.agent.flow;

import hearback.agent.life.Actor;
import hearback.agent.life.LineFact;
import hearback.agent.life.Step;
import hearback.agent.life.TicketLife;
import hearback.agent.ticket.IncomingCall;
import hearback.agent.ticket.LinkedCall;
import hearback.agent.ticket.Ticket;
import hearback.agent.ticket.TicketId;
import hearback.agent.ticket.TicketNumber;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Needed: keeps tickets, their calls and their history.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked; asking again is
/// safe.
public interface TicketStore {
    /// Links the call to a ticket as [hearback.agent.ticket.TicketPolicy] says, numbering a new one. Calls of one
    /// number to one hotline are taken one after the other, whichever node asks. A call that is linked already
    /// stays so.
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

    /// Adds what the line tells to the history; the same cause is added once.
    ///
    /// @param cause what makes this step the same step, unique within the ticket
    void tell(TicketId ticket, String cause, Instant at, Actor actor, LineFact fact);

    /// Adds steps that were decided from what was read.
    ///
    /// @param before the ticket as it was read
    /// @param steps the next ones, in order
    Added add(TicketId ticket, TicketLife before, List<Step> steps);

    /// What came of adding steps.
    enum Added {
        DONE,
        /// Somebody else added one meanwhile: read again and decide again.
        OVERTAKEN,
        /// There is a step of this cause.
        THERE_ALREADY
    }

    /// Opens a ticket that did not come by a call; one of this id that is there already stays as it is.
    ///
    Ticket open(NewTicket asked, List<Step> steps);

    /// @param hotline chooses the institution; empty when there is only one
    /// @param customer unknown for whoever gives no number
    record NewTicket(TicketId id, String hotline, PhoneNumber customer, Instant at) {}

    /// A call that urged a ticket turns out to be about another matter: it opens a ticket of its own, and both are
    /// written together.
    ///
    /// @param after gives the next steps of the old ticket once the number of the new one is known
    /// @return the new ticket; empty when somebody added a step meanwhile: read again and decide again
    Optional<Ticket> splitOff(
            TicketId from,
            TicketLife before,
            CallId call,
            NewTicket asked,
            List<Step> steps,
            Function<TicketNumber, List<Step>> after);

    /// Its whole history.
    Optional<TicketLife> life(TicketId ticket);

    /// Tickets of whose clocks something is to be told by now, the longest due first.
    List<TicketId> due(Instant now, int limit);

    Optional<Ticket> find(TicketNumber number);

    /// As it stands and how it came to that, read in one instant.
    Optional<Whole> read(TicketNumber number);

    /// What happened to it, and who may see it, as the database has it at an instant after this was called. The
    /// life is the same object as before when nothing was added.
    default Optional<History> history(TicketNumber number) {
        return read(number)
                .map(whole -> new History(
                        whole.ticket().id(), number, whole.ticket().standing().departments(), whole.life()));
    }

    /// @param departments to which it was ever dispatched
    record History(TicketId id, TicketNumber number, Set<String> departments, TicketLife life) {
        public History {
            departments = Set.copyOf(departments);
        }
    }

    /// Those numbered on these days, in the order of their numbers.
    ///
    /// @param until not counted itself
    /// @param after only those numbered after this one, when not empty
    List<Whole> opened(LocalDate from, LocalDate until, Optional<TicketNumber> after, int limit);

    /// @param life its whole history
    record Whole(Ticket ticket, TicketLife life) {}

    Optional<Ticket> find(TicketId id);

    /// The ticket this call is linked to.
    Optional<Ticket> ofCall(CallId call);

    /// How those that exist are called.
    Map<TicketId, Named> namesOf(Collection<TicketId> ids);

    /// @param isSealed its complainant is hidden
    record Named(TicketNumber number, boolean isSealed) {}

    /// False when no complainant is hidden at all.
    boolean anySealed();

    /// Of these calls those that are linked to a ticket whose complainant is hidden.
    Set<CallId> sealed(Collection<CallId> calls);

    /// Newest number first.
    ///
    /// @param department only those that went to it, when not empty
    /// @param before only those numbered before this one, when not empty: the cursor
    List<Ticket> list(Optional<Boolean> open, Optional<String> department, Optional<TicketNumber> before, int limit);

    /// What was changed last comes first.
    List<Ticket> lastChanged(int limit);

    /// Those with this task, newest number first.
    ///
    /// @param department as in [#list]
    /// @param before as in [#list]
    List<Ticket> withTask(String task, Optional<String> department, Optional<TicketNumber> before, int limit);

    /// Tickets whose steps ask something of telephony that is still to be done: closed ones, whose callbacks are to
    /// be ended, and those for which one is to be planned anew. The longest unchanged first.
    List<TicketId> callbacksBehind(int limit);

    /// Notes that this was done, unless a step was added meanwhile.
    ///
    /// @param life as it was read before it was done
    void callbacksCaughtUp(TicketId ticket, TicketLife life);

    /// Watches the clocks as they are read now: what was noted goes by another profile than the ticket does.
    void watchAgain(TicketId ticket, TicketLife life, Instant now);

    /// What came of a call.
    ///
    /// @param isNew false when the call was linked before
    record Linked(Ticket ticket, LinkedCall call, boolean isNew) {}
}
