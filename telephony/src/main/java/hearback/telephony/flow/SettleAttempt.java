package hearback.telephony.flow;

import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.NextMove;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what an attempt came to and what follows from it, once, both together.
public final class SettleAttempt {
    private static final Logger log = LoggerFactory.getLogger(SettleAttempt.class);

    private final PlanStore plans;
    private final NextMoves moves;
    private final ReplanOthers others;
    private final InstantSource time;

    /// Where every number may be dialled.
    public SettleAttempt(PlanStore plans, RetryRules rules, InstantSource time) {
        this(plans, rules, AllowedNumbers.ALL, time);
    }

    /// @param allowed others of a customer are passed over
    public SettleAttempt(PlanStore plans, RetryRules rules, AllowedNumbers allowed, InstantSource time) {
        this.plans = plans;
        this.moves = new NextMoves(plans, rules, allowed);
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

    /// Takes back an attempt whose number may not be dialled. Where the customer has another number that may be,
    /// that one is next; where none is left, the series ends: a person decides.
    ///
    /// @param why in words, as the whole reason where this is his only number
    public void refuse(AttemptId id, AttemptOutcome outcome, String why) {
        plans.findByAttempt(id)
                .ifPresent(plan -> plan.attempt(id)
                        .filter(SettleAttempt::isLive)
                        .ifPresent(attempt -> refuse(plan, attempt, outcome, why)));
    }

    private void refuse(CallbackPlan plan, Attempt attempt, AttemptOutcome outcome, String why) {
        var now = time.instant();
        var next = atAnother(plan, attempt, outcome, now)
                .orElseGet(() -> new NextMoves.Due(
                        new NextMove.Close(CloseReason.NOT_ALLOWED, why + othersThan(attempt, plan.request(), now)),
                        now,
                        false));
        boolean settled = plans.takeBack(attempt.id(), outcome, next.move(), next.deadline(), now);
        tell(settled, plan, attempt.id(), outcome, next.move());
    }

    /// Empty when none is left that may be dialled. Who had all the attempts that were promised is unreachable, and
    /// not refused.
    private Optional<NextMoves.Due> atAnother(CallbackPlan plan, Attempt refused, AttemptOutcome outcome, Instant now) {
        if (plan.request().otherNumbers().isEmpty()) {
            return Optional.empty();
        }
        var next = moves.due(plan.settled(refused.id(), outcome, now), Set.of(refused.number()), now);
        return switch (next.move()) {
            case NextMove.DialAt dial when dial.number().equals(Optional.of(refused.number())) -> Optional.empty();
            case NextMove.DialAt _, NextMove.Close _ -> Optional.of(next);
        };
    }

    /// Why none of them is dialled; nothing where there are none.
    private String othersThan(Attempt refused, CallbackRequest request, Instant now) {
        if (request.otherNumbers().isEmpty()) {
            return "";
        }
        var barred = moves.barred(request, now);
        return request.numbers().stream()
                .filter(number -> !number.equals(refused.number()))
                .map(number -> "; the " + request.placeOf(number) + " number "
                        + barred.getOrDefault(number, "is not the customer's, as the network says"))
                .collect(Collectors.joining());
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
        return plan.attempt(id).filter(SettleAttempt::isLive).isPresent();
    }

    private static boolean isLive(Attempt attempt) {
        return !(attempt.state() instanceof AttemptState.Settled);
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
