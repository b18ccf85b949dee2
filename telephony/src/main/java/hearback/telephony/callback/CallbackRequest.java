package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The wish to ring a customer.
///
/// @param id chosen by the asker so that asking twice is asking once: derive it from what caused the wish
/// @param notBefore the earliest first attempt; for an abandoned call when it was abandoned, as the rule knows how
///     long to wait from there; kept to the microsecond, as the database does, so that the same wish asked again is
///     equal
/// @param bestTimes at which the customer would like to be rung
/// @param household that the number belongs to
public record CallbackRequest(
        CallbackId id,
        CallbackSubject subject,
        PhoneNumber.Known number,
        CallbackReason reason,
        Instant notBefore,
        BestTimes bestTimes,
        Household household) {
    /// At any time, of nobody's household.
    public CallbackRequest(
            CallbackId id,
            CallbackSubject subject,
            PhoneNumber.Known number,
            CallbackReason reason,
            Instant notBefore) {
        this(id, subject, number, reason, notBefore, BestTimes.ANY, Household.NONE);
    }

    public CallbackRequest {
        notBefore = notBefore.truncatedTo(ChronoUnit.MICROS);
    }
}
