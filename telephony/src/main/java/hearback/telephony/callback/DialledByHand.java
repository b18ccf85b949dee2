package hearback.telephony.callback;

import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Instant;

/// A call by an agent's own hand that may have rung a customer's telephone. For every callback of that number it is
/// what an attempt of another callback is: it leaves the number alone for the gap, counts for the ceilings, and where
/// it failed on the customer's side, in allowed hours and spaced, for the floor.
///
/// How long an agent let it ring is not proven: who hung up himself was cut off by us, which does not count.
///
/// Source: regulation b.2 (a manual call counts and moves the next slot), S0-38 (an attempt is kept whoever dialled).
///
/// @param startedAt when the agent dialled, by our own time
/// @param endedAt the end of the customer's leg, from which the gap is counted
/// @param spokenToSince whether the customer was spoken to after it ended: then it holds nobody off any more
public record DialledByHand(
        CallId call,
        PhoneNumber.Known number,
        Instant startedAt,
        Instant endedAt,
        AttemptOutcome outcome,
        boolean spokenToSince) {
    public DialledByHand {
        if (!outcome.mayHaveRung()) {
            throw new IllegalArgumentException("call " + call + " rang nobody: " + outcome);
        }
    }

    /// Whether the number is left alone because of it.
    boolean isInVain() {
        return !spokenToSince && !(outcome instanceof Reached);
    }

    /// The same, once the customer was spoken to.
    public DialledByHand spokenTo() {
        return new DialledByHand(call, number, startedAt, endedAt, outcome, true);
    }
}
