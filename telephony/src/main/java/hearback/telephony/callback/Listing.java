package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A number on the do-not-call list: it is not rung while this stands (faults.md case 39).
///
/// @param until it ends by itself then; empty: somebody has to take it off
public record Listing(
        UUID id, PhoneNumber.Known number, String reason, String listedBy, Instant since, Optional<Instant> until) {}
