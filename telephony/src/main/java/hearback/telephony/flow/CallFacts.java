package hearback.telephony.flow;

/// Offered: follow what is concluded about calls.
public interface CallFacts {
    /// Tells this follower every fact from its own place on, at least once, the facts of one call in the order in
    /// which they were stored. The place is kept under the name and outlives the process; a new name starts at the
    /// beginning. A follower that throws is told the same facts again, later.
    void follow(String name, CallFollower follower);
}
