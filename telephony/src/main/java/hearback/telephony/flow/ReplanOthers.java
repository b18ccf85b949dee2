package hearback.telephony.flow;

import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.NextMove;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// After a number was rung for one callback, moves the others that wait for it or for its household: the one contact
/// was for all of them (faults.md case 38).
///
/// Doing it twice is doing it once. Should it never be done, because the process died, the store releases none of them
/// too soon ([NumberStore#guard]).
final class ReplanOthers {
    private static final Logger log = LoggerFactory.getLogger(ReplanOthers.class);

    private final PlanStore plans;
    private final NextMoves moves;
    private final InstantSource time;

    ReplanOthers(PlanStore plans, NextMoves moves, InstantSource time) {
        this.plans = plans;
        this.moves = moves;
        this.time = time;
    }

    /// @param rung for which an attempt is over
    void after(CallbackPlan rung) {
        for (CallbackPlan other : others(rung.request())) {
            var now = time.instant();
            switch (moves.after(other, now)) {
                case NextMove.DialAt move
                when isNews(other, move, now) -> {
                    if (plans.replan(other, move, now)) {
                        log.info(
                                "callback planned anew callback={} due={} why={}",
                                other.request().id(),
                                move.at(),
                                move.why());
                    }
                }
                case NextMove.DialAt _ -> {}
                case NextMove.Close close -> {
                    if (plans.close(other.request().id(), close, now)) {
                        log.info(
                                "callback closed callback={}: {}",
                                other.request().id(),
                                close.why());
                    }
                }
            }
        }
    }

    private Collection<CallbackPlan> others(CallbackRequest rung) {
        var others = new LinkedHashMap<CallbackId, CallbackPlan>();
        rung.numbers()
                .forEach(number -> plans.planned(number, rung.id())
                        .forEach(other -> others.putIfAbsent(other.request().id(), other)));
        if (!rung.household().isNone()) {
            plans.planned(rung.household(), rung.id())
                    .forEach(other -> others.putIfAbsent(other.request().id(), other));
        }
        return others.values();
    }

    /// One that is due and waits for a line keeps its place.
    private static boolean isNews(CallbackPlan plan, NextMove.DialAt move, Instant now) {
        return plan.state() instanceof CallbackState.Planned planned
                && (!plan.problem().equals(move.problem())
                        || !move.number().orElse(plan.inTurn()).equals(plan.inTurn())
                        || (move.at().isAfter(now) && !move.at().equals(planned.dueAt())));
    }
}
