package hearback.telephony.simulation;

import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.NextMove;
import hearback.telephony.flow.PlanStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an engine could be made to do wrong, to see that the judge finds it.
enum Mistake {
    NONE,
    /// The last look before the socket is left out: fence, state and wish are not asked for.
    LAST_LOOK_LEFT_OUT,
    /// What nobody knows anything of is taken for not dialled.
    UNKNOWN_IS_NOT_DIALLED,
    /// The customer is tried again after ten minutes.
    NO_GAP,
    QUIET_HOURS_IGNORED,
    /// The engine goes by the machine's own clock.
    WALL_CLOCK,
    PACE_IGNORED,
    /// A customer who rang us is rung all the same.
    CONTACT_FORGOTTEN,
    /// An answer to which no agent came counts as the customer's failure.
    NO_AGENT_COUNTS,
    /// One further attempt fewer than promised.
    ONE_TOO_FEW,
    /// The supervisor is told that it is paused, and it is not.
    PAUSE_LOST,
    /// The supervisor is told that the number is listed, and it is not.
    LISTING_LOST,
    CEILING_IGNORED,
    /// When each of a customer's numbers was rung, the first is rung again at once.
    ROUND_WITHOUT_END;

    PlanStore of(Stores stores) {
        return switch (this) {
            case LAST_LOOK_LEFT_OUT, UNKNOWN_IS_NOT_DIALLED, CONTACT_FORGOTTEN, NO_AGENT_COUNTS, ROUND_WITHOUT_END ->
                spoiled(stores.plans());
            case NONE,
                    NO_GAP,
                    QUIET_HOURS_IGNORED,
                    WALL_CLOCK,
                    PACE_IGNORED,
                    ONE_TOO_FEW,
                    PAUSE_LOST,
                    LISTING_LOST,
                    CEILING_IGNORED -> stores.plans();
        };
    }

    private PlanStore spoiled(PlanStore real) {
        return PlanStore.class.cast(Proxy.newProxyInstance(
                PlanStore.class.getClassLoader(), new Class<?>[] {PlanStore.class}, (_, method, values) -> {
                    var called = method.getName();
                    if (this == CONTACT_FORGOTTEN && called.equals("closeAll")) {
                        return List.of();
                    }
                    if (this == LAST_LOOK_LEFT_OUT && called.equals("release")) {
                        var _ = method.invoke(real, values);
                        return true;
                    }
                    if (called.equals("settle")) {
                        spoil(values);
                    }
                    try {
                        return method.invoke(real, values);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    /// @param values of [PlanStore#settle]
    private void spoil(Object[] values) {
        var outcome = values[1];
        if (this == UNKNOWN_IS_NOT_DIALLED && outcome instanceof AttemptOutcome.NeverKnown) {
            var now = (Instant) values[5];
            values[1] = new AttemptOutcome.LineFailed(AttemptOutcome.Fault.NOT_SENT, HangupCause.NOT_SAID);
            values[3] = new NextMove.DialAt(now.plus(Duration.ofMinutes(10)), "not dialled", Optional.empty());
        } else if (this == NO_AGENT_COUNTS
                && outcome instanceof AttemptOutcome.LineFailed failed
                && failed.fault() == AttemptOutcome.Fault.NO_AGENT) {
            values[1] = new AttemptOutcome.NotReached(AttemptOutcome.Kind.NO_ANSWER, failed.cause());
        } else if (this == ROUND_WITHOUT_END
                && outcome instanceof AttemptOutcome.NotReached
                && values[3] instanceof NextMove.DialAt next
                && next.number().isPresent()) {
            values[3] = new NextMove.DialAt((Instant) values[5], next.why(), next.problem(), next.number());
        }
    }
}
