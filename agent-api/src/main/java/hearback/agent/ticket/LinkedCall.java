package hearback.agent.ticket;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import java.time.Instant;
import java.util.Optional;

/// A call of the customer that belongs to a ticket.
///
/// @param at when the call began
/// @param result empty while the call lives
public record LinkedCall(CallId call, Link link, Instant at, Optional<CallResult> result) {
    /// One that has just begun, and opens the ticket.
    public static LinkedCall opening(CallId call, Instant at) {
        return new LinkedCall(call, Link.OPENED, at, Optional.empty());
    }

    /// What the call was to the ticket.
    public enum Link {
        /// It opened the ticket.
        OPENED,
        /// The ticket was open already (催办).
        URGED
    }
}
