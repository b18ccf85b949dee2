package hearback.agent.flow;

import java.time.Instant;

/// Needed: remembers what was asked under each Idempotency-Key.
public interface AskedStore {
    /// Keeps this when nothing was asked under the key before; gives what stands there then.
    ///
    /// @param who the name of the asker: keys of different people never meet
    /// @param key as the asker chose it
    /// @throws hearback.telephony.flow.StoreUnavailable when it could not be committed
    Asked remember(String who, String key, Asked asked);

    /// @param content names what was asked: equal for equal wishes
    /// @param notBefore settled at the first asking, so that a later asking without a time is the same wish
    record Asked(String content, Instant notBefore, Instant at) {}
}
