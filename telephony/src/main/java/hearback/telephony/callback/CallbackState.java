package hearback.telephony.callback;

import java.time.Instant;

/// Where a callback stands.
public sealed interface CallbackState {
    /// @param why in words, with the rule: evidence for whoever asks why then
    record Planned(Instant dueAt, String why) implements CallbackState {}

    /// An attempt is live.
    record Dialling() implements CallbackState {}

    record Closed(CloseReason reason, Instant at) implements CallbackState {}
}
