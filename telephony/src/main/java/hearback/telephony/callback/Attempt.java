package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import java.time.Instant;

/// One try to reach a customer. Evidence: never deleted, settled once.
///
/// @param ordinal counts from 1 within its callback
/// @param trunk through which it goes
/// @param fence of the line lease under which it was committed; a later owner has a higher one
/// @param startedAt when it was committed; the start of the attempt for the 48 hours
public record Attempt(
        AttemptId id,
        CallbackId callback,
        int ordinal,
        PhoneNumber.Known number,
        ServerName server,
        TrunkName trunk,
        long fence,
        Instant startedAt,
        AttemptState state) {

    /// Through the only trunk there is.
    public Attempt(
            AttemptId id,
            CallbackId callback,
            int ordinal,
            PhoneNumber.Known number,
            ServerName server,
            long fence,
            Instant startedAt,
            AttemptState state) {
        this(id, callback, ordinal, number, server, TrunkName.NOT_SAID, fence, startedAt, state);
    }

    /// The same attempt, over.
    public Attempt settled(AttemptOutcome outcome, Instant endedAt) {
        return is(new AttemptState.Settled(outcome, endedAt));
    }

    /// The same attempt in another state.
    public Attempt is(AttemptState another) {
        return new Attempt(id, callback, ordinal, number, server, trunk, fence, startedAt, another);
    }
}
