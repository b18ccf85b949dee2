package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
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

/// Asks the policy for the next move of a callback, with what is known of its number.
final class NextMoves {
    /// The longest that an attempt counts for a ceiling.
    private static final Duration CEILING = Duration.ofDays(30);

    private final NumberStore numbers;
    private final RetryRules rules;
    private final RememberedRates rates;

    NextMoves(NumberStore numbers, RetryRules rules) {
        this.numbers = numbers;
        this.rules = rules;
        this.rates = new RememberedRates(numbers);
    }

    NextMove first(CallbackRequest request, Optional<ProfileVersion> profile, Instant now) {
        return policy(rules.of(profile), now).first(request, history(request.number(), request.id(), now), now);
    }

    /// @param plan with no live attempt
    NextMove after(CallbackPlan plan, Instant now) {
        return due(plan, now).move();
    }

    /// As [#after], with the deadline of that move.
    Due due(CallbackPlan plan, Instant now) {
        var request = plan.request();
        var since = now.isBefore(plan.createdAt()) ? now : plan.createdAt();
        var number = history(request.number(), request.id(), since);
        var rule = rules.of(plan.profile());
        return new Due(policy(rule, now).after(plan, number, now), Deadline.after(rule, plan, number));
    }

    /// @param deadline when the next attempt should begin at the latest; of no meaning when there is none
    record Due(NextMove move, Instant deadline) {}

    private CallbackPolicy policy(RetryRule rule, Instant now) {
        return switch (rule.spread()) {
            case EARLIEST, PARTS_OF_DAY -> new CallbackPolicy(rule);
            case ANSWER_RATES -> new CallbackPolicy(rule, rates.of(rule.hours().zone(), now));
        };
    }

    private NumberHistory history(PhoneNumber.Known number, CallbackId except, Instant since) {
        return numbers.history(number, except, since.minus(CEILING));
    }
}
