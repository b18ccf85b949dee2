package hearback.telephony.callback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The promise: what was asked, what was tried, what comes next.
///
/// @param problem why the floor of the rule can no longer be kept, in words; empty while it can
public record CallbackPlan(
        CallbackRequest request,
        Instant createdAt,
        CallbackState state,
        List<Attempt> attempts,
        Optional<String> problem) {
    public CallbackPlan {
        attempts = List.copyOf(attempts);
    }
}
