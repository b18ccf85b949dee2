package hearback.telephony;

import hearback.config.CallbackSettings;
import hearback.config.Settings;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.Retry;
import hearback.telephony.callback.Ceilings;
import hearback.telephony.callback.RetryRule;
import hearback.telephony.disk.EarlyMediaFiles;
import hearback.telephony.flow.AllowedNumbers;
import hearback.telephony.flow.CallDropper;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.ClearEarlyMedia;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.DoNotCall;
import hearback.telephony.flow.EarlyMedia;
import hearback.telephony.flow.GuardedRules;
import hearback.telephony.flow.NameOverdue;
import hearback.telephony.flow.PlanCallback;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.RetryRules;
import hearback.telephony.flow.RingCustomer;
import hearback.telephony.flow.SettleAttempt;
import hearback.telephony.flow.SettleAttempts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// What rings customers back, whatever the line.
record CallbackParts(
        PlanStore plans,
        RetryRules rules,
        SettleAttempt settle,
        SettleAttempts follower,
        Callbacks callbacks,
        AllowedNumbers allowed,
        DoNotCall doNotCall,
        EarlyMedia early) {
    static CallbackParts of(
            Settings all,
            PlanStore plans,
            DoNotCall doNotCall,
            Function<Optional<ProfileVersion>, Retry> profiles,
            Runnable planned,
            CallDropper dropper,
            InstantSource time) {
        var settings = all.callbacks();
        var ringTime = LineAgents.longestRinging(all);
        RetryRules rules = new GuardedRules(profile -> rule(profiles.apply(profile), settings, ringTime), plans);
        var allowed = new AllowedNumbers(settings.allowedPrefixes());
        var settle = new SettleAttempt(plans, rules, allowed, time);
        var early = EarlyMediaFiles.of(all);
        return new CallbackParts(
                plans,
                rules,
                settle,
                new SettleAttempts(plans, settle, dropper, early, time),
                new PlanCallback(plans, rules, allowed, doNotCall, planned, time),
                allowed,
                doNotCall,
                early);
    }

    private static RetryRule rule(Retry retry, CallbackSettings settings, Duration ringTime) {
        return new RetryRule(
                retry.furtherAttempts(),
                retry.window(),
                retry.gap(),
                ringTime,
                settings.ownFailureWait(),
                settings.abandonedCallWait(),
                retry.hours(),
                new Ceilings(
                        settings.callsToANumberInDay(),
                        settings.callsToANumberInMonth(),
                        retry.callsToAHouseholdInDay()),
                retry.spread());
    }

    ClearEarlyMedia clearing() {
        return new ClearEarlyMedia(early, plans);
    }

    NameOverdue overdue(InstantSource time) {
        return new NameOverdue(plans, rules, allowed, time);
    }

    RingCustomer ringing(Dialer dialer, InstantSource time) {
        return new RingCustomer(plans, dialer, settle, allowed, doNotCall, rules, time);
    }
}
