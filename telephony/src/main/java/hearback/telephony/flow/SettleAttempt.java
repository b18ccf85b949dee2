package hearback.telephony.flow;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.NextMove;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what an attempt came to and what follows from it, once, both together.
public final class SettleAttempt {
    private static final Logger log = LoggerFactory.getLogger(SettleAttempt.class);

    private final PlanStore plans;
    private final NextMoves moves;
    private final ReplanOthers others;
    private final InstantSource time;

    public SettleAttempt(PlanStore plans, RetryRules rules, InstantSource time) {
        this.plans = plans;
        this.moves = new NextMoves(plans, rules);
        this.others = new ReplanOthers(plans, moves, time);
        this.time = time;
    }

    /// The other callbacks of the number are moved, too; also when it was settled before, as whoever did it may
    /// have died in between.
    ///
    /// @param endedAt the end of the attempt, from which spacing is counted
    /// @return false when there is no such attempt or it was settled before
    public boolean settle(AttemptId id, AttemptOutcome outcome, Instant endedAt) {
        return plans.inTheAir(id)
                .map(plan -> settle(plan, id, outcome, endedAt))
                .orElse(false);
    }

    /// As above.
    ///
    /// @param plan as it was just now: a live attempt has none after it
    boolean settle(CallbackPlan plan, AttemptId id, AttemptOutcome outcome, Instant endedAt) {
        boolean settled = false;
        // Whoever comes to wait meanwhile is not released too soon ([NumberStore#guard]).
        boolean othersWait = true;
        if (isLive(plan, id)) {
            var now = time.instant();
            var next = moves.due(plan.settled(id, outcome, endedAt), now);
            settled = plans.settle(id, outcome, endedAt, next.move(), next.deadline(), now);
            tell(settled, plan, id, outcome, next.move());
            othersWait = !settled || next.othersWait();
        }
        if (othersWait && outcome.mayHaveRung()) {
            others.after(plan);
        }
        return settled;
    }

    /// Keeps a call by hand, and moves the callbacks that wait for its number: doing it twice is doing it once.
    void byHand(DialledByHand call) {
        plans.keep(call);
        others.after(call.number());
    }

    /// As [#settle], for an attempt that was never released, and certainly never will be once this returns true.
    public boolean takeBack(AttemptId id, AttemptOutcome outcome) {
        return plans.inTheAir(id)
                .filter(plan -> isLive(plan, id))
                .map(plan -> {
                    var now = time.instant();
                    var next = moves.due(plan.settled(id, outcome, now), now);
                    boolean taken = plans.takeBack(id, outcome, next.move(), next.deadline(), now);
                    return tell(taken, plan, id, outcome, next.move());
                })
                .orElse(false);
    }

    /// Takes back an attempt whose number may not be dialled, and ends the series: a person decides. Where the
    /// customer has another number that may be, that one is next.
    public void refuse(AttemptId id, AttemptOutcome outcome) {
        refuse(id, outcome, "the number may not be dialled any more");
    }

    /// As above.
    ///
    /// @param why in words
    public void refuse(AttemptId id, AttemptOutcome outcome, String why) {
        plans.findByAttempt(id).ifPresent(plan -> {
            var now = time.instant();
            var next = atAnother(plan, id, outcome, now)
                    .orElseGet(() -> new NextMoves.Due(new NextMove.Close(CloseReason.NOT_ALLOWED, why), now, false));
            boolean settled = plans.takeBack(id, outcome, next.move(), next.deadline(), now);
            tell(settled, plan, id, outcome, next.move());
        });
    }

    private Optional<NextMoves.Due> atAnother(CallbackPlan plan, AttemptId id, AttemptOutcome outcome, Instant now) {
        if (plan.request().otherNumbers().isEmpty() || !isLive(plan, id)) {
            return Optional.empty();
        }
        var next = moves.due(plan.settled(id, outcome, now), now);
        boolean isAtAnother = next.move() instanceof NextMove.DialAt dial
                && dial.number().isPresent()
                && !dial.number().equals(plan.numberOf(id));
        return isAtAnother ? Optional.of(next) : Optional.empty();
    }

    /// Takes back an attempt that was never released, because of what will soon be over: its callback is looked at
    /// again then.
    ///
    /// @return false when it is committed no more: nothing changed
    public boolean putOff(AttemptId id, AttemptOutcome outcome, Duration wait, String why) {
        return plans.findByAttempt(id)
                .filter(plan -> isLive(plan, id))
                .map(plan -> {
                    var now = time.instant();
                    var next = new NextMove.DialAt(now.plus(wait), why, plan.problem());
                    return tell(plans.takeBack(id, outcome, next, now), plan, id, outcome, next);
                })
                .orElse(false);
    }

    private static boolean isLive(CallbackPlan plan, AttemptId id) {
        return plan.attempts().stream()
                .anyMatch(one -> one.id().equals(id) && !(one.state() instanceof AttemptState.Settled));
    }

    private static boolean tell(
            boolean settled, CallbackPlan plan, AttemptId id, AttemptOutcome outcome, NextMove next) {
        if (settled) {
            log.info(
                    "attempt settled callback={} attempt={} outcome={} next={}",
                    plan.request().id(),
                    id,
                    outcome,
                    next);
        }
        return settled;
    }
}
