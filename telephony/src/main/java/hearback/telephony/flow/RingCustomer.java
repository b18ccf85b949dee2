package hearback.telephony.flow;

import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one committed attempt to the line: looks once more, releases it, sends it.
///
/// Whatever dies in between, the customer is dialled at most once: before the release nothing can have been sent, after
/// it nobody sends it again (decision 0004).
public final class RingCustomer {
    /// A release that was asked for longer ago says nothing any more. Far shorter than what others wait before they
    /// count a released attempt as dialled: a ring time and some more.
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(RingCustomer.class);

    /// A customer who is ringing us is asked after again then: he has been spoken to, or has given up.
    static final Duration CALLING_WAIT = Duration.ofMinutes(1);

    private final PlanStore plans;
    private final Dialer dialer;
    private final SettleAttempt settle;
    private final AllowedNumbers allowed;
    private final DoNotCall doNotCall;
    private final RetryRules rules;
    private final InstantSource time;
    private final Duration agentRings;

    public RingCustomer(
            PlanStore plans,
            Dialer dialer,
            SettleAttempt settle,
            AllowedNumbers allowed,
            RetryRules rules,
            InstantSource time) {
        this(plans, dialer, settle, allowed, DoNotCall.NO_LIST, rules, time);
    }

    /// @param doNotCall says why a number is held up
    public RingCustomer(
            PlanStore plans,
            Dialer dialer,
            SettleAttempt settle,
            AllowedNumbers allowed,
            DoNotCall doNotCall,
            RetryRules rules,
            InstantSource time) {
        this(plans, dialer, settle, allowed, doNotCall, rules, time, Duration.ZERO);
    }

    private RingCustomer(
            PlanStore plans,
            Dialer dialer,
            SettleAttempt settle,
            AllowedNumbers allowed,
            DoNotCall doNotCall,
            RetryRules rules,
            InstantSource time,
            Duration agentRings) {
        this.doNotCall = doNotCall;
        this.plans = plans;
        this.dialer = dialer;
        this.settle = settle;
        this.allowed = allowed;
        this.rules = rules;
        this.time = time;
        this.agentRings = agentRings;
    }

    /// The same, where an agent is rung for so long before the customer is.
    public RingCustomer afterAgents(Duration rings) {
        return new RingCustomer(plans, dialer, settle, allowed, doNotCall, rules, time, rings);
    }

    /// Never throws for what the line or the store does: what could not be finished is found by the sweep.
    public void ring(PlanStore.Claimed claimed) {
        release(claimed).ifPresent(Runnable::run);
    }

    /// As [#ring], in two: what is returned sends it, at its moment. Released a little before that, it is dialled
    /// at it. Empty when it must not be dialled.
    Optional<Runnable> release(PlanStore.Claimed claimed) {
        var attempt = claimed.attempt();
        var began = time.instant();
        var at = began.isBefore(attempt.startedAt()) ? attempt.startedAt() : began;
        return unlessAway(attempt, () -> {
            if (!allowed.allows(attempt.number())) {
                settle.refuse(attempt.id(), failed(Fault.TAKEN_BACK), "the number " + allowed.words());
            } else if (!mayRing(claimed, at)) {
                settle.takeBack(attempt.id(), failed(Fault.TAKEN_BACK));
            } else if (plans.release(attempt.id(), at)) {
                return Optional.of(() -> released(claimed, began));
            } else {
                notReleased(attempt);
            }
            return Optional.empty();
        });
    }

    private static Optional<Runnable> unlessAway(Attempt attempt, Supplier<Optional<Runnable>> work) {
        try {
            return work.get();
        } catch (StoreUnavailable away) {
            log.warn("attempt={} left as it is: {}", attempt.id(), away.getMessage());
            return Optional.empty();
        }
    }

    /// Whenever in that time the agent answers, the customer is rung.
    private boolean mayRing(PlanStore.Claimed claimed, Instant now) {
        var hours = rules.of(claimed.profile()).hours();
        var last = claimed.attempt().id().isAgentFirst() ? now.plus(agentRings) : now;
        return hours.isOpenAt(now) && hours.isOpenAt(last);
    }

    private void notReleased(Attempt attempt) {
        var held = plans.heldUp(attempt.id(), time.instant());
        log.warn(
                "attempt not released callback={} attempt={} held up={}",
                attempt.callback(),
                attempt.id(),
                held.map(PlanStore.HeldUp::name).orElse("no"));
        // Of no hold: the fence is old, the callback was closed meanwhile, or somebody took the attempt back.
        switch (held.orElse(PlanStore.HeldUp.PAUSED)) {
            case LISTED ->
                settle.refuse(
                        attempt.id(),
                        failed(Fault.TAKEN_BACK),
                        doNotCall
                                .listed(attempt.number(), time.instant())
                                .map(HoldCallbacks::words)
                                .orElse("the number was on the do-not-call list"));
            case CALLING ->
                settle.putOff(
                        attempt.id(),
                        failed(Fault.TAKEN_BACK),
                        CALLING_WAIT,
                        "the customer is ringing us himself; looked at again in a minute");
            case PAUSED -> settle.takeBack(attempt.id(), failed(Fault.TAKEN_BACK));
        }
    }

    private void send(PlanStore.Claimed claimed) {
        var attempt = claimed.attempt();
        Dialer.Sent sent;
        try {
            sent = switch (claimed.reason()) {
                case SURVEY -> dialer.survey(attempt.id(), attempt.number());
                case ABANDONED_CALL, REPLY, FOLLOW_UP, PROMISED -> dialer.dial(attempt.id(), attempt.number());
            };
        } catch (LineDown down) {
            log.warn("attempt not sent attempt={}: {}", attempt.id(), down.getMessage());
            settle.settle(attempt.id(), failed(Fault.NOT_SENT), time.instant());
            return;
        }
        switch (sent) {
            case Dialer.Sent.Queued _ ->
                log.info(
                        "dialled callback={} attempt={} number={} server={} trunk={}",
                        attempt.callback(),
                        attempt.id(),
                        attempt.number(),
                        attempt.server(),
                        attempt.trunk());
            case Dialer.Sent.Refused(String message) -> {
                log.warn("dial refused attempt={}: {}", attempt.id(), message);
                settle.settle(attempt.id(), failed(Fault.NOT_SENT), time.instant());
            }
            case Dialer.Sent.NoAgent _ -> {
                log.info("nobody rung attempt={}: no agent is free any more", attempt.id());
                settle.settle(attempt.id(), failed(Fault.AGENT_ABSENT), time.instant());
            }
            case Dialer.Sent.NotKnown _ -> {
                log.warn("not known whether dialled attempt={}", attempt.id());
                plans.markUnknown(attempt.id(), time.instant());
            }
        }
    }

    /// Whoever stood still meanwhile cannot know what holds now: the line may be another's, the customer may count
    /// as dialled, or want no call any more (faults.md 2.5 rule 6).
    private void released(PlanStore.Claimed claimed, Instant askedFor) {
        var attempt = claimed.attempt();
        var _ = unlessAway(attempt, () -> {
            var passed = Duration.between(askedFor, time.instant());
            if (passed.compareTo(FRESH) < 0) {
                send(claimed);
            } else {
                log.warn(
                        "attempt not sent attempt={}: its release was asked for {} ms ago",
                        attempt.id(),
                        passed.toMillis());
                settle.settle(attempt.id(), failed(Fault.TAKEN_BACK), time.instant());
            }
            return Optional.empty();
        });
    }

    private static AttemptOutcome failed(Fault fault) {
        return new AttemptOutcome.LineFailed(fault, HangupCause.NOT_SAID);
    }
}
