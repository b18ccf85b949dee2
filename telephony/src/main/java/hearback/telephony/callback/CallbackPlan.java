package hearback.telephony.callback;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The promise: what was asked, what was tried, what comes next.
///
/// @param profile whose retry rule it goes by, fixed when it was planned; empty: planned before callbacks went by
/// profiles
/// @param problem why the floor of the rule can no longer be kept, in words; empty while it can
/// @param inTurn which of its numbers is rung next, or was rung last
public record CallbackPlan(
        CallbackRequest request,
        Optional<ProfileVersion> profile,
        Instant createdAt,
        CallbackState state,
        List<Attempt> attempts,
        Optional<String> problem,
        PhoneNumber.Known inTurn) {
    public CallbackPlan {
        attempts = List.copyOf(attempts);
    }

    /// Whether its time has come and no attempt is live.
    public boolean isDue(Instant now) {
        return state instanceof CallbackState.Planned planned
                && !planned.dueAt().isAfter(now);
    }

    /// With its first number in turn.
    public CallbackPlan(
            CallbackRequest request,
            Optional<ProfileVersion> profile,
            Instant createdAt,
            CallbackState state,
            List<Attempt> attempts,
            Optional<String> problem) {
        this(request, profile, createdAt, state, attempts, problem, request.number());
    }

    public Optional<Attempt> attempt(AttemptId id) {
        return attempts.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Which of its numbers this attempt rings.
    public Optional<PhoneNumber.Known> numberOf(AttemptId id) {
        return attempt(id).map(Attempt::number);
    }

    /// The same callback with this attempt over.
    public CallbackPlan settled(AttemptId id, AttemptOutcome outcome, Instant endedAt) {
        var after = attempts.stream()
                .map(one -> one.id().equals(id) ? one.settled(outcome, endedAt) : one)
                .toList();
        return new CallbackPlan(request, profile, createdAt, state, after, problem, inTurn);
    }
}
