package hearback.telephony.callback;

/// Why a callback is no longer dialled. Only [#REACHED] and [#CONTACTED] mean that the customer was spoken to.
public enum CloseReason {
    REACHED,
    /// The customer was spoken to in another call: he rang us, or we rang him for another callback.
    CONTACTED,
    /// The floor of attempts was made without contact: a person decides (UNREACHABLE, regulation a.4).
    UNREACHABLE,
    /// The network announced that there is no such number, or said so by its code on two different days: a person
    /// decides.
    NUMBER_UNKNOWN,
    /// The network said that the customer has another number now: a person asks for it.
    NUMBER_CHANGED,
    /// A survey was spoken to him and he answered none of it: a person asks.
    NOTHING_PRESSED,
    /// None of the customer's numbers may be dialled, by the settings or the do-not-call list: a person decides.
    NOT_ALLOWED,
    /// The asker took the wish back.
    WITHDRAWN
}
