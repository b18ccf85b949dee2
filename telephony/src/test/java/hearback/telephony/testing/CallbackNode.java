package hearback.telephony.testing;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.QuietWindow;
import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.RetryRule;
import hearback.telephony.flow.AllowedNumbers;
import hearback.telephony.flow.Callbacks;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.DoNotCall;
import hearback.telephony.flow.GuardedRules;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.Pace;
import hearback.telephony.flow.PlanCallback;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.RetryRules;
import hearback.telephony.flow.RingCustomer;
import hearback.telephony.flow.RunDueCallbacks;
import hearback.telephony.flow.SettleAttempt;
import hearback.telephony.flow.SettleAttempts;
import hearback.telephony.flow.SweepUnknownAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One process that rings customers, in the telecom profile, with everything around it in the test's hand.
public final class CallbackNode {
    public static final ServerName MAIN = new ServerName("main");
    public static final Duration RING_TIME = Duration.ofSeconds(35);
    public static final Duration UNKNOWN_LIMIT = Duration.ofMinutes(10);
    public static final CallingHours HOURS = new CallingHours(
            ZoneId.of("Asia/Shanghai"), List.of(QuietWindow.parse("20:00-08:00"), QuietWindow.parse("12:00-14:30")));
    public static final RetryRule RULE = new RetryRule(
            3,
            Duration.ofDays(2),
            Duration.ofHours(3),
            RING_TIME,
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            HOURS);

    private final Callbacks callbacks;
    private final RunDueCallbacks runDue;
    private final RingCustomer ring;
    private final SettleAttempts follower;
    private final SweepUnknownAttempts sweep;
    private final Set<LegId> channels = new HashSet<>();

    public CallbackNode(long fence, PlanStore plans, Dialer dialer, Calls calls, InstantSource time) {
        this(fence, plans, DoNotCall.NO_LIST, dialer, calls, time);
    }

    public CallbackNode(
            long fence, PlanStore plans, DoNotCall doNotCall, Dialer dialer, Calls calls, InstantSource time) {
        var allowed = new AllowedNumbers(List.of("+86"));
        RetryRules rules = new GuardedRules(_ -> RULE, plans);
        var settle = new SettleAttempt(plans, rules, allowed, time);
        var held = new LineLease.Held(MAIN, fence, Instant.MAX);
        callbacks = new PlanCallback(plans, rules, allowed, doNotCall, () -> {}, time);
        ring = new RingCustomer(plans, dialer, settle, allowed, doNotCall, rules, time);
        runDue = new RunDueCallbacks(
                plans,
                rules,
                () -> Optional.of(held),
                ring,
                new PlanStore.Limits(20, 10),
                new Pace(1_000),
                time,
                (_, work) -> work.run());
        follower = new SettleAttempts(plans, settle, time);
        sweep = new SweepUnknownAttempts(
                plans,
                () -> Optional.of(held),
                new SweepUnknownAttempts.Proof(calls, () -> Set.copyOf(channels), follower),
                settle,
                SweepUnknownAttempts.Patience.of(RING_TIME, UNKNOWN_LIMIT),
                time);
    }

    public Callbacks callbacks() {
        return callbacks;
    }

    /// Rings what is due.
    public int run() {
        return runDue.runOnce().handedOn();
    }

    public int sweep() {
        return sweep.runOnce();
    }

    public SettleAttempts follower() {
        return follower;
    }

    /// Goes on with an attempt that was claimed before, as a thread does that was frozen in between.
    public void ring(Attempt attempt) {
        ring.ring(new PlanStore.Claimed(attempt, Optional.empty(), CallbackReason.REPLY));
    }

    /// What the server lists when it is asked.
    public Set<LegId> channels() {
        return channels;
    }
}
