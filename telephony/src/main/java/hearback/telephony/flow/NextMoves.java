package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackPolicy;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.Deadline;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.NumberHistory;
import hearback.telephony.callback.RetryRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Asks the policy for the next move of a callback, with what is known of its numbers.
final class NextMoves {
    /// The longest that an attempt counts for a ceiling.
    private static final Duration CEILING = Duration.ofDays(30);
    /// The longest that an attempt counts for the ceiling of a household.
    private static final Duration HOUSEHOLD_CEILING = Duration.ofHours(24);

    private final NumberStore numbers;
    private final RetryRules rules;
    private final RememberedRates rates;

    NextMoves(NumberStore numbers, RetryRules rules) {
        this.numbers = numbers;
        this.rules = rules;
        this.rates = new RememberedRates(numbers::answers);
    }

    NextMove first(CallbackRequest request, Optional<ProfileVersion> profile, Instant now) {
        var rule = rules.of(profile);
        var number = withHousehold(known(request, now, now).history(), request, rule, now);
        return policy(rule, now).first(request, number, now);
    }

    /// @param plan with no live attempt
    NextMove after(CallbackPlan plan, Instant now) {
        return due(plan, now).move();
    }

    /// As [#after], with the deadline of that move.
    Due due(CallbackPlan plan, Instant now) {
        var request = plan.request();
        var since = now.isBefore(plan.createdAt()) ? now : plan.createdAt();
        var known = known(request, since, now);
        var rule = rules.of(plan.profile());
        var number = withHousehold(known.history(), request, rule, since);
        var next = policy(rule, now).after(plan, number, now);
        return new Due(
                next,
                Deadline.after(rule, plan, number, next),
                known.othersWait() || !request.household().isNone());
    }

    /// @param deadline when the next attempt should begin at the latest; of no meaning when there is none
    /// @param othersWait whether other callbacks may wait for the number or its household
    record Due(NextMove move, Instant deadline, boolean othersWait) {}

    private NumberStore.Known known(CallbackRequest request, Instant since, Instant now) {
        var first = numbers.known(request.number(), request.id(), since.minus(CEILING));
        if (request.otherNumbers().isEmpty()) {
            return first;
        }
        var all = request.otherNumbers().stream()
                .map(other -> numbers.known(other, request.id(), since.minus(CEILING)))
                .reduce(first, NumberStore.Known::and);
        return new NumberStore.Known(
                all.history().passingOver(numbers.listed(request.numbers(), now)), all.othersWait());
    }

    /// Asked for only where it has a ceiling.
    private NumberHistory withHousehold(NumberHistory number, CallbackRequest request, RetryRule rule, Instant since) {
        return request.household().isNone() || rule.ceilings().householdInDay() == 0
                ? number
                : number.of(numbers.dialled(request.household(), request.id(), since.minus(HOUSEHOLD_CEILING)));
    }

    private CallbackPolicy policy(RetryRule rule, Instant now) {
        return switch (rule.spread()) {
            case EARLIEST, PARTS_OF_DAY -> new CallbackPolicy(rule);
            case ANSWER_RATES -> new CallbackPolicy(rule, rates.of(rule.hours().zone(), now));
        };
    }
}
