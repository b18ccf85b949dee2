package hearback.telephony.callback;

import java.time.Duration;
import java.time.Instant;

/// When the next attempt should begin at the latest. Who is due is dialled in this order: where there are more of
/// them than can be dialled at once, those go first whose floor would be lost first (decision 0013, faults.md case
/// 46).
///
/// Quiet hours are not looked at: it orders those who are due, whether the floor can be kept is said by [FloorCheck].
public final class Deadline {
    private Deadline() {}

    /// Of the first attempt: when it was asked for, so that nobody waits for a first word behind those who had one.
    public static Instant first(CallbackRequest request) {
        return request.notBefore();
    }

    /// After the attempts so far, all of which are settled: the end of the window, less what those after the next
    /// one need; before the first failure on the customer's side as for the first.
    public static Instant after(RetryRule rule, CallbackPlan plan, NumberHistory number) {
        return after(rule, plan, AttemptSeries.of(rule, plan.request(), plan.attempts(), plan.createdAt(), number));
    }

    /// As above; but what goes on within the same attempt, at another number, should at once.
    public static Instant after(RetryRule rule, CallbackPlan plan, NumberHistory number, NextMove next) {
        var series = AttemptSeries.of(rule, plan.request(), plan.attempts(), plan.createdAt(), number);
        return next instanceof NextMove.DialAt dial
                        && dial.number().isPresent()
                        && Round.last(series).next(dial.at()).equals(dial.number())
                ? dial.at()
                : after(rule, plan, series);
    }

    private static Instant after(RetryRule rule, CallbackPlan plan, AttemptSeries series) {
        int others = Math.max(0, rule.furtherAttempts() - series.counted().size() - 1);
        return series.windowEnd()
                .map(end -> end.minus(eachTakes(rule).multipliedBy(others)))
                .orElseGet(() -> first(plan.request()));
    }

    private static Duration eachTakes(RetryRule rule) {
        return rule.ringTime().plus(rule.gap());
    }
}
