package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;

/// Needed: hands one attempt to the line.
public interface Dialer {
    /// Sends the Originate of an attempt that was committed and released. Returns when Asterisk has queued it; that
    /// says nothing of the call: the outcome comes as facts of the call whose first leg is the attempt's.
    ///
    /// @throws LineDown when it is certain that nothing was sent
    /// @return what is certain
    Sent dial(AttemptId attempt, PhoneNumber.Known number);

    /// As [#dial], for a survey: the customer who answers is connected with its questions, and with no agent.
    ///
    /// @throws LineDown when it is certain that nothing was sent
    Sent survey(AttemptId attempt, PhoneNumber.Known number);

    /// What became of the request itself.
    sealed interface Sent {
        record Queued() implements Sent {}

        /// Asterisk said no: nothing was dialled.
        record Refused(String message) implements Sent {}

        /// An agent was to be rung first, and none is free any more: nothing was sent.
        record NoAgent() implements Sent {}

        /// Written, and no answer came, or the line broke: it may have been dialled.
        record NotKnown() implements Sent {}
    }
}
