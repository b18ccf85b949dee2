package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;

/// Told what is concluded about calls. Must be idempotent: the same news may come twice.
public interface CallFollower {
    void on(CallNews news);

    /// Whether the news of different calls may be told at the same time; those of one call never are, and stay in
    /// order.
    default boolean takesCallsAtOnce() {
        return false;
    }

    /// One stored fact, with the call as it stands now (which may already know more than the fact).
    ///
    /// @param place the fact's place in the stream; grows, with holes
    /// @param customer the customer's number, read from what the network delivered
    record CallNews(long place, CallFact fact, CallRecord call, PhoneNumber customer) {}
}
