package hearback.agent.ticket;

import hearback.agent.life.Standing;
import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.List;

/// A customer's concern.
public sealed interface Ticket {
    Opening opening();

    /// How it stands, as its steps tell.
    Standing standing();

    /// In the order in which they came; never empty, the first opened the ticket.
    List<LinkedCall> calls();

    default TicketId id() {
        return opening().id();
    }

    default Priority priority() {
        return Priority.of(standing().urgency());
    }

    /// What never changes about a ticket.
    ///
    /// @param hotline the number the customer dialled
    record Opening(TicketId id, TicketNumber number, String hotline, PhoneNumber customer, Instant openedAt) {}

    /// Somebody still waits for something.
    record Open(Opening opening, List<LinkedCall> calls, Standing standing) implements Ticket {
        public Open {
            calls = List.copyOf(calls);
        }
    }

    /// Another call about it opens a new ticket.
    ///
    /// @param who closed it, by the name of his token
    record Closed(
            Opening opening, List<LinkedCall> calls, Standing standing, Instant closedAt, String who, String reason)
            implements Ticket {
        public Closed {
            calls = List.copyOf(calls);
        }
    }
}
