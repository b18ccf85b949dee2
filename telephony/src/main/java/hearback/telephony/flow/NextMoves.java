package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackPolicy;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.Deadline;
import hearback.telephony.callback.NextMove;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Asks the policy for the next move of a callback, with what is known of its number.
final class NextMoves {
    /// The longest that an attempt counts for a ceiling.
    private static final Duration CEILING = Duration.ofDays(30);

    private final NumberStore numbers;
    private final RetryRules rules;

    NextMoves(NumberStore numbers, RetryRules rules) {
        this.numbers = numbers;
        this.rules = rules;
    }

    NextMove first(CallbackRequest request, Optional<ProfileVersion> profile, Instant now) {
        return new CallbackPolicy(rules.of(profile))
                .first(request, known(request, now).history(), now);
    }

    /// @param plan with no live attempt
    NextMove after(CallbackPlan plan, Instant now) {
        return due(plan, now).move();
    }

    /// As [#after], with the deadline of that move.
    Due due(CallbackPlan plan, Instant now) {
        var request = plan.request();
        var since = now.isBefore(plan.createdAt()) ? now : plan.createdAt();
        var known = known(request, since);
        var number = known.history();
        var rule = rules.of(plan.profile());
        return new Due(
                new CallbackPolicy(rule).after(plan, number, now),
                Deadline.after(rule, plan, number),
                known.othersWait());
    }

    /// @param deadline when the next attempt should begin at the latest; of no meaning when there is none
    /// @param othersWait whether other callbacks wait for the number
    record Due(NextMove move, Instant deadline, boolean othersWait) {}

    private NumberStore.Known known(CallbackRequest request, Instant since) {
        return numbers.known(request.number(), request.id(), since.minus(CEILING));
    }
}
