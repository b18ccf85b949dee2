package hearback.agent.ticket;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.List;

/// A customer's concern.
public sealed interface Ticket {
    Opening opening();

    /// In the order in which they came; never empty, the first opened the ticket.
    List<LinkedCall> calls();

    default TicketId id() {
        return opening().id();
    }

    default Priority priority() {
        return Priority.afterUrges((int) calls().stream()
                .filter(call -> call.link() == LinkedCall.Link.URGED)
                .count());
    }

    /// What never changes about a ticket.
    ///
    /// @param hotline the number the customer dialled
    record Opening(TicketId id, TicketNumber number, String hotline, PhoneNumber customer, Instant openedAt) {}

    /// Somebody still waits for something.
    record Open(Opening opening, List<LinkedCall> calls) implements Ticket {
        public Open {
            calls = List.copyOf(calls);
        }

        public Closed closed(Instant at, String who, String reason) {
            return new Closed(opening, calls, at, who, reason);
        }
    }

    /// Another call about it opens a new ticket.
    ///
    /// @param who closed it, by the name of his token
    record Closed(Opening opening, List<LinkedCall> calls, Instant closedAt, String who, String reason)
            implements Ticket {
        public Closed {
            calls = List.copyOf(calls);
        }
    }
}
