package hearback.telephony.callback;

/// What a callback is for.
public enum CallbackReason {
    /// The customer gave up in the queue.
    ABANDONED_CALL,
    /// The answer to the complaint.
    REPLY,
    /// The survey after the answer (回访).
    FOLLOW_UP,
    /// A time was promised to the customer: the first attempt is made then, whatever times he likes best.
    PROMISED,
    /// The survey after the answer, asked by a machine: whoever answers is connected with the questions and no
    /// agent (S1-50, S1-51).
    SURVEY
}
