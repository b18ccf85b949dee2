package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;

/// The wish to ring a customer.
///
/// @param id chosen by the asker so that asking twice is asking once: derive it from what caused the wish
/// @param notBefore the earliest first attempt
public record CallbackRequest(
        CallbackId id, CallbackSubject subject, PhoneNumber.Known number, CallbackReason reason, Instant notBefore) {}
