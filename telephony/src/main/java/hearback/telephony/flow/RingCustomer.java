package hearback.telephony.flow;

import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one committed attempt to the line: looks once more, releases it, sends it.
///
/// Whatever dies in between, the customer is dialled at most once: before the release nothing can have been sent, after
/// it nobody sends it again (decision 0004).
public final class RingCustomer {
    private static final Logger log = LoggerFactory.getLogger(RingCustomer.class);

    /// From the question whether it may be dialled to the socket; a statement takes milliseconds.
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final PlanStore plans;
    private final Dialer dialer;
    private final SettleAttempt settle;
    private final AllowedNumbers allowed;
    private final RetryRules rules;
    private final InstantSource time;

    public RingCustomer(
            PlanStore plans,
            Dialer dialer,
            SettleAttempt settle,
            AllowedNumbers allowed,
            RetryRules rules,
            InstantSource time) {
        this.plans = plans;
        this.dialer = dialer;
        this.settle = settle;
        this.allowed = allowed;
        this.rules = rules;
        this.time = time;
    }

    /// Never throws for what the line or the store does: what could not be finished is found by the sweep.
    public void ring(PlanStore.Claimed claimed) {
        var attempt = claimed.attempt();
        try {
            if (!allowed.allows(attempt.number())) {
                settle.refuse(attempt.id(), failed(Fault.NOT_SENT));
            } else if (!rules.of(claimed.profile()).hours().isOpenAt(time.instant())) {
                settle.takeBack(attempt.id(), failed(Fault.TAKEN_BACK));
            } else {
                release(attempt);
            }
        } catch (StoreUnavailable away) {
            log.warn("attempt={} left as it is: {}", attempt.id(), away.getMessage());
        }
    }

    /// A process that stood still since it was let go does not dial any more: another may have given the attempt up, and
    /// it may be night.
    private void release(Attempt attempt) {
        var asked = time.instant();
        boolean isReleased = plans.release(attempt.id(), asked);
        if (isReleased && !asked.plus(AT_ONCE).isBefore(time.instant())) {
            send(attempt);
        } else if (isReleased) {
            log.warn("attempt={} released too long ago, not sent", attempt.id());
            settle.settle(attempt.id(), failed(Fault.TAKEN_BACK), time.instant());
        } else {
            // The fence is old, the callback was closed meanwhile, or somebody took the attempt back.
            log.warn("attempt not released callback={} attempt={}", attempt.callback(), attempt.id());
            settle.takeBack(attempt.id(), failed(Fault.TAKEN_BACK));
        }
    }

    private void send(Attempt attempt) {
        Dialer.Sent sent;
        try {
            sent = dialer.dial(attempt.id(), attempt.number());
        } catch (LineDown down) {
            log.warn("attempt not sent attempt={}: {}", attempt.id(), down.getMessage());
            settle.settle(attempt.id(), failed(Fault.NOT_SENT), time.instant());
            return;
        }
        switch (sent) {
            case Dialer.Sent.Queued _ ->
                log.info(
                        "dialled callback={} attempt={} number={} server={}",
                        attempt.callback(),
                        attempt.id(),
                        attempt.number(),
                        attempt.server());
            case Dialer.Sent.Refused(String message) -> {
                log.warn("dial refused attempt={}: {}", attempt.id(), message);
                settle.settle(attempt.id(), failed(Fault.NOT_SENT), time.instant());
            }
            case Dialer.Sent.NotKnown _ -> {
                log.warn("not known whether dialled attempt={}", attempt.id());
                plans.markUnknown(attempt.id(), time.instant());
            }
        }
    }

    private static AttemptOutcome failed(Fault fault) {
        return new AttemptOutcome.LineFailed(fault, HangupCause.NOT_SAID);
    }
}
