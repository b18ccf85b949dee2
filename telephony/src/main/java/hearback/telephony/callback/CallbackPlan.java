package hearback.telephony.callback;

import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The promise: what was asked, what was tried, what comes next.
///
/// @param profile whose retry rule it goes by, fixed when it was planned; empty: planned before callbacks went by
/// profiles
/// @param problem why the floor of the rule can no longer be kept, in words; empty while it can
public record CallbackPlan(
        CallbackRequest request,
        Optional<ProfileVersion> profile,
        Instant createdAt,
        CallbackState state,
        List<Attempt> attempts,
        Optional<String> problem) {
    public CallbackPlan {
        attempts = List.copyOf(attempts);
    }

    /// Whether its time has come and no attempt is live.
    public boolean isDue(Instant now) {
        return state instanceof CallbackState.Planned planned
                && !planned.dueAt().isAfter(now);
    }

    /// The same callback with this attempt over.
    public CallbackPlan settled(AttemptId id, AttemptOutcome outcome, Instant endedAt) {
        var after = attempts.stream()
                .map(one -> one.id().equals(id) ? one.settled(outcome, endedAt) : one)
                .toList();
        return new CallbackPlan(request, profile, createdAt, state, after, problem);
    }
}
