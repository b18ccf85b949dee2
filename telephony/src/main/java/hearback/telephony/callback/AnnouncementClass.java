package hearback.telephony.callback;

/// What an announcement says of the customer's telephone.
///
/// Source: faults.md 2.6 (the classes of voice services in China); the glossary for their names there.
public enum AnnouncementClass {
    /// 忙, in a call.
    BUSY,
    /// 关机.
    SWITCHED_OFF,
    /// 停机: the customer's contract rests, mostly for an unpaid bill.
    SUSPENDED,
    /// 不在服务区.
    OUT_OF_AREA,
    /// 空号: no such number.
    EMPTY_NUMBER,
    /// 改号: the customer has another number now.
    NUMBER_CHANGED,
    /// 呼入限制: the number takes no incoming calls.
    BARRED,
    /// 无人接听.
    NO_ANSWER,
    /// 网络忙: not the customer's telephone but the way to it.
    NETWORK_BUSY,
    /// A machine answered in the customer's place.
    ANSWERING_MACHINE,
    /// Something was said, and nobody knows what.
    UNRECOGNISED;

    /// Whether the network says so before any answer.
    public boolean isHeard() {
        return this != ANSWERING_MACHINE && this != UNRECOGNISED;
    }
}
