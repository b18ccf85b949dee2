package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.callback.RetryRule;
import hearback.telephony.flow.NumberStore.NumberGuard;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Rules of which the store knows how they leave a number alone before anybody goes by them.
public final class GuardedRules implements RetryRules {
    private final RetryRules rules;
    private final NumberStore numbers;
    private final Map<Optional<ProfileVersion>, NumberGuard> told = new ConcurrentHashMap<>();

    public GuardedRules(RetryRules rules, NumberStore numbers) {
        this.rules = rules;
        this.numbers = numbers;
    }

    /// @throws StoreUnavailable when the store could not be told
    @Override
    public RetryRule of(Optional<ProfileVersion> profile) {
        var rule = rules.of(profile);
        var guard = new NumberGuard(rule.gap(), rule.ceilings());
        if (!guard.equals(told.get(profile))) {
            numbers.guard(profile, guard);
            told.put(profile, guard);
        }
        return rule;
    }
}
