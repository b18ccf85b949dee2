package hearback.telephony.call;

/// What a finished call came to.
public enum CallResult {
    /// Customer and agent heard each other.
    ANSWERED,
    /// The customer rang off before an agent took the call (in the queue, or before it).
    ABANDONED,
    /// Outbound: the customer did not answer, or the network did not let us through.
    NOT_REACHED,
    /// Outbound: the customer answered and no agent came.
    ANSWERED_WITHOUT_AGENT,
    /// Outbound: a machine answered in the customer's place, and was hung up.
    ANSWERING_MACHINE,
    /// Outbound: the customer answered a question of a spoken survey; an agent has no part in it.
    SURVEYED
}
