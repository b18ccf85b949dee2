package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import java.util.Optional;

/// Needed: whom an attempt rang. Asterisk does not say it of an outbound call: its lists show our own number there.
public interface RungNumbers {
    /// Where nobody is ever rung.
    RungNumbers NONE = _ -> Optional.empty();

    /// Empty when there is no such attempt.
    ///
    /// @throws StoreUnavailable when it could not be looked up
    Optional<PhoneNumber.Known> numberOf(AttemptId attempt);
}
