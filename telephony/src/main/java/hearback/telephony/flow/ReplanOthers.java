package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.NextMove;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// After a number was rung for one callback, or by hand, moves the others that wait for it or for its household: the
/// one contact was for all of them (faults.md case 38).
///
/// Doing it twice is doing it once. Should it never be done, because the process died, the store releases none of them
/// too soon after another ([NumberStore#guard]); of a call by hand whoever follows the calls is told again.
final class ReplanOthers {
    private static final Logger log = LoggerFactory.getLogger(ReplanOthers.class);

    /// No callback has it (RFC 9562: the nil UUID).
    private static final CallbackId NOBODYS = new CallbackId(new UUID(0, 0));

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
        replan(others(rung.request()));
    }

    /// @param rung by hand
    void after(PhoneNumber.Known rung) {
        var waiting = plans.planned(rung, NOBODYS);
        var all = byId(waiting.stream());
        waiting.stream()
                .map(plan -> plan.request().household())
                .filter(household -> !household.isNone())
                .distinct()
                .forEach(household -> all.putAll(byId(plans.planned(household, NOBODYS).stream())));
        replan(all.values());
    }

    private void replan(Collection<CallbackPlan> others) {
        for (CallbackPlan other : others) {
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
        var ofNumbers = rung.numbers().stream().flatMap(number -> plans.planned(number, rung.id()).stream());
        var ofHousehold = rung.household().isNone()
                ? Stream.<CallbackPlan>empty()
                : plans.planned(rung.household(), rung.id()).stream();
        return byId(Stream.concat(ofNumbers, ofHousehold)).values();
    }

    /// Each once, in order.
    private static Map<CallbackId, CallbackPlan> byId(Stream<CallbackPlan> some) {
        return some.collect(Collectors.toMap(
                plan -> plan.request().id(), Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }

    /// One that is due and waits for a line keeps its place.
    private static boolean isNews(CallbackPlan plan, NextMove.DialAt move, Instant now) {
        return plan.state() instanceof CallbackState.Planned planned
                && (!plan.problem().equals(move.problem())
                        || !move.number().orElse(plan.inTurn()).equals(plan.inTurn())
                        || (move.at().isAfter(now) && !move.at().equals(planned.dueAt())));
    }
}
