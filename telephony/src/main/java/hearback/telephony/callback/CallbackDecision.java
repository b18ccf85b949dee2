package hearback.telephony.callback;

import java.time.Instant;

/// One decision about a callback with its reason. Evidence: written with the change it decides, never altered.
///
/// @param afterAttempt how many attempts had been made then
public record CallbackDecision(Instant at, int afterAttempt, NextMove move) {}
