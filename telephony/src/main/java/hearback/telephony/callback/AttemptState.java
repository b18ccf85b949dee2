package hearback.telephony.callback;

import java.time.Instant;

/// How far an attempt has come. All but [Settled] are *live*: they block any other attempt at the same number.
public sealed interface AttemptState {
    /// Written and committed; nothing was sent. A new owner may take it back safely.
    record Committed() implements AttemptState {}

    /// The fence was checked and the Originate released to the socket: from here on it may have been dialled.
    record Released(Instant at) implements AttemptState {}

    /// Sent or not, we cannot tell: the line or the process died in between. Blocks until proven, or until its
    /// limit.
    record Unknown(Instant since) implements AttemptState {}

    /// @param endedAt the end of the attempt, from which the spacing is counted (regulation b.2)
    record Settled(AttemptOutcome outcome, Instant endedAt) implements AttemptState {}
}
