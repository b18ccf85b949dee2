package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import java.time.Instant;

/// One try to reach a customer. Evidence: never deleted, settled once.
///
/// @param ordinal counts from 1 within its callback
/// @param fence of the line lease under which it was committed; a later owner has a higher one
/// @param startedAt when it was committed; the start of the attempt for the 48 hours
public record Attempt(
        AttemptId id,
        CallbackId callback,
        int ordinal,
        PhoneNumber.Known number,
        ServerName server,
        long fence,
        Instant startedAt,
        AttemptState state) {

    /// The same attempt, over.
    public Attempt settled(AttemptOutcome outcome, Instant endedAt) {
        return new Attempt(
                id, callback, ordinal, number, server, fence, startedAt, new AttemptState.Settled(outcome, endedAt));
    }
}
