package hearback.telephony.callback;

import hearback.config.calendar.CallingHours;
import hearback.config.profile.Retry;
import java.time.Duration;

/// How often, how far apart and when a customer is tried again, in numbers.
///
/// Example, the telecom profile: 3 further attempts within 48 h of the start of the first failure on the customer's
/// side, each starting 3 h or more after the end of the one before, quiet 20:00-08:00 and 12:00-14:30.
///
/// Source: regulation S0-39 in the careful reading of b.2; S0-36 for the hours.
///
/// @param furtherAttempts after the first failure, which does not count itself
/// @param window from the start of the first failure, its end included
/// @param gap from the end of one attempt to the start of the next, at least
/// @param ringTime the longest that an unanswered attempt takes; only for judging what still fits
/// @param ownFailureWait after a failure on our side; less where the whole of it would cost the floor
/// @param abandonedCallWait from the end of an abandoned call to the first attempt, at least; zero: at once (ours: no
///     regulation names a time)
/// @param ceilings of every number, whatever it is rung for
/// @param spread how further attempts are laid over the day; a wish, for which no floor is given up
public record RetryRule(
        int furtherAttempts,
        Duration window,
        Duration gap,
        Duration ringTime,
        Duration ownFailureWait,
        Duration abandonedCallWait,
        CallingHours hours,
        Ceilings ceilings,
        Retry.Spread spread) {
    /// Without ceilings, as early as may be.
    public RetryRule(
            int furtherAttempts,
            Duration window,
            Duration gap,
            Duration ringTime,
            Duration ownFailureWait,
            Duration abandonedCallWait,
            CallingHours hours) {
        this(
                furtherAttempts,
                window,
                gap,
                ringTime,
                ownFailureWait,
                abandonedCallWait,
                hours,
                Ceilings.NONE,
                Retry.Spread.EARLIEST);
    }

    public RetryRule {
        if (furtherAttempts < 0 || !window.isPositive() || gap.isNegative() || ringTime.isNegative()) {
            throw new IllegalArgumentException("not a retry rule: " + furtherAttempts + " further attempts in " + window
                    + ", gap " + gap + ", ring time " + ringTime);
        }
        if (!ownFailureWait.isPositive()) {
            throw new IllegalArgumentException("own failures would be repeated without a pause");
        }
        if (abandonedCallWait.isNegative()) {
            throw new IllegalArgumentException("rung back before the call was abandoned: " + abandonedCallWait);
        }
    }
}
