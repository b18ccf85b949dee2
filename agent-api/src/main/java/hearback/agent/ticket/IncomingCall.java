package hearback.agent.ticket;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.Optional;

/// What of a hotline call matters to tickets.
///
/// @param at when it began
public record IncomingCall(CallId id, String hotline, PhoneNumber customer, Instant at) {

    /// Empty for a call that is no customer's call to a hotline: it has no ticket.
    public static Optional<IncomingCall> of(CallRecord call, PhoneNumber customer) {
        return switch (call.direction()) {
            case INBOUND -> Optional.of(new IncomingCall(call.id(), call.hotline(), customer, call.startedAt()));
            case OUTBOUND -> Optional.empty();
        };
    }
}
