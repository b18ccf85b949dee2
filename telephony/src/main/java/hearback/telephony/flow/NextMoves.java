package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackPolicy;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.Deadline;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.NumberHistory;
import hearback.telephony.callback.RetryRule;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks the policy for the next move of a callback, with what is known of its numbers.
final class NextMoves {
    /// The longest that an attempt counts for a ceiling.
    private static final Duration CEILING = Duration.ofDays(30);
    /// The longest that an attempt counts for the ceiling of a household.
    private static final Duration HOUSEHOLD_CEILING = Duration.ofHours(24);

    private final NumberStore numbers;
    private final RetryRules rules;
    private final AllowedNumbers allowed;
    private final RememberedRates rates;

    NextMoves(NumberStore numbers, RetryRules rules, AllowedNumbers allowed) {
        this.numbers = numbers;
        this.rules = rules;
        this.allowed = allowed;
        this.rates = new RememberedRates(numbers::answers);
    }

    NextMove first(CallbackRequest request, Optional<ProfileVersion> profile, Instant now) {
        var rule = rules.of(profile);
        var number = withHousehold(known(request, Set.of(), now, now).history(), request, rule, now);
        return policy(rule, now).first(request, number, now);
    }

    /// @param plan with no live attempt
    NextMove after(CallbackPlan plan, Instant now) {
        return due(plan, now).move();
    }

    /// As [#after], with the deadline of that move.
    Due due(CallbackPlan plan, Instant now) {
        return due(plan, Set.of(), now);
    }

    /// As above, where these numbers were refused just now: passed over as long as another is left.
    Due due(CallbackPlan plan, Set<PhoneNumber.Known> refused, Instant now) {
        var request = plan.request();
        var since = now.isBefore(plan.createdAt()) ? now : plan.createdAt();
        var known = known(request, refused, since, now);
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

    private NumberStore.Known known(
            CallbackRequest request, Set<PhoneNumber.Known> refused, Instant since, Instant now) {
        var first = numbers.known(request.number(), request.id(), since.minus(CEILING));
        if (request.otherNumbers().isEmpty()) {
            return first;
        }
        var all = request.otherNumbers().stream()
                .map(other -> numbers.known(other, request.id(), since.minus(CEILING)))
                .reduce(first, NumberStore.Known::and);
        var barred = Stream.concat(refused.stream(), barred(request, now).keySet().stream())
                .collect(Collectors.toSet());
        return new NumberStore.Known(all.history().passingOver(barred), all.othersWait());
    }

    /// Those of its numbers that must not be rung now, in order, with why, to be said of the number.
    Map<PhoneNumber.Known, String> barred(CallbackRequest request, Instant now) {
        var listed = numbers.listed(request.numbers(), now);
        var barred = new LinkedHashMap<PhoneNumber.Known, String>();
        for (var number : request.numbers()) {
            if (!allowed.allows(number)) {
                barred.put(number, allowed.words());
            } else if (listed.contains(number)) {
                barred.put(number, "is on the do-not-call list");
            }
        }
        return barred;
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
