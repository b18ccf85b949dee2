package hearback.telephony.callback;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Nobody of its scope is rung while it stands; plans keep their times.
///
/// @param until it ends by itself then; empty: somebody has to end it
public record Pause(
        UUID id, PauseScope scope, String reason, String pausedBy, Instant since, Optional<Instant> until) {}
