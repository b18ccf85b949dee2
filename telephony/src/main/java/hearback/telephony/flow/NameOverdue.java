package hearback.telephony.flow;

import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.Overdue;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says of callbacks that are due and cannot be begun when that costs them their floor: a problem with its reason,
/// while a supervisor can still do something about it. Safe to run on every node.
public final class NameOverdue {
    private static final Logger log = LoggerFactory.getLogger(NameOverdue.class);
    /// What is due is begun within moments when there is room for it.
    private static final Duration WAITED = Duration.ofMinutes(1);
    /// Those whose floor would be lost first; while they can keep it, so can the others.
    private static final int LOOKED_AT = 200;

    private final PlanStore plans;
    private final RetryRules rules;
    private final NextMoves moves;
    private final InstantSource time;

    /// Where every number may be dialled.
    public NameOverdue(PlanStore plans, RetryRules rules, InstantSource time) {
        this(plans, rules, AllowedNumbers.ALL, time);
    }

    /// @param allowed others of a customer are passed over
    public NameOverdue(PlanStore plans, RetryRules rules, AllowedNumbers allowed, InstantSource time) {
        this.plans = plans;
        this.rules = rules;
        this.moves = new NextMoves(plans, rules, allowed);
        this.time = time;
    }

    /// @return of how many a problem was named
    /// @throws StoreUnavailable when the store could not be asked: the next run goes on
    public int runOnce() {
        int named = 0;
        for (CallbackPlan plan : plans.overdue(time.instant().minus(WAITED), LOOKED_AT)) {
            named += isNamed(plan) ? 1 : 0;
        }
        return named;
    }

    private boolean isNamed(CallbackPlan plan) {
        if (!(plan.state() instanceof CallbackState.Planned planned)) {
            return false;
        }
        var now = time.instant();
        var named = Overdue.named(rules.of(plan.profile()), planned, moves.after(plan, now), now)
                .filter(move -> plans.replan(plan, move, now));
        named.ifPresent(move -> log.warn(
                "callback not begun in time callback={}: {}",
                plan.request().id(),
                move.problem().orElseThrow()));
        return named.isPresent();
    }
}
