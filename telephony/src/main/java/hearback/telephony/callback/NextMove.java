package hearback.telephony.callback;

import java.time.Instant;
import java.util.Optional;

/// What to do with a callback next. Deciding it is pure; doing it is not its business.
public sealed interface NextMove {
    /// @param why in words, with the rule: "3 h after the end of attempt 2, lunch not allowed until 14:30"
    /// @param problem why the floor can no longer be kept, in words; empty while it can
    record DialAt(Instant at, String why, Optional<String> problem) implements NextMove {}

    record Close(CloseReason reason, String why) implements NextMove {}
}
