package hearback.telephony.call;

/// Who rang whom.
public enum Direction {
    /// The customer rang a hotline.
    INBOUND,
    /// We rang the customer: the first leg is a callback attempt, or the phone of an agent who dialled by hand.
    OUTBOUND
}
