package hearback.agent.ticket;

import java.time.Instant;

/// One line of a ticket's history: appended, never changed.
///
/// @param who the name of a token, or [#BY_ITSELF]
/// @param why in words, with the id of what caused it
public record TicketStep(Instant at, String who, Kind kind, String why) {
    public static final String BY_ITSELF = "hearback";

    /// What happened.
    public enum Kind {
        OPENED,
        URGED,
        CALL_ENDED,
        CALLBACK_PLANNED,
        /// The customer's number is none of those that may be dialled: a person decides.
        CALLBACK_REFUSED,
        CALLBACK_ASKED,
        CLOSED
    }
}
