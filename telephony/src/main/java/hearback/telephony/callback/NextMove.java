package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.Optional;

/// What to do with a callback next. Deciding it is pure; doing it is not its business.
public sealed interface NextMove {
    /// @param why in words, with the rule: "3 h after the end of attempt 2, lunch not allowed until 14:30"
    /// @param problem why the floor can no longer be kept, in words; empty while it can
    /// @param number which of the callback's numbers is in turn then; empty: the one that is
    record DialAt(Instant at, String why, Optional<String> problem, Optional<PhoneNumber.Known> number)
            implements NextMove {
        /// At the number that is in turn.
        public DialAt(Instant at, String why, Optional<String> problem) {
            this(at, why, problem, Optional.empty());
        }
    }

    record Close(CloseReason reason, String why) implements NextMove {}
}
