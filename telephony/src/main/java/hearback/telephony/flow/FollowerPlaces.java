package hearback.telephony.flow;

/// Needed: how far each follower has read.
public interface FollowerPlaces {
    /// The place of the last fact this follower has dealt with; 0 for a new name.
    ///
    /// @throws StoreUnavailable when the store could not be asked
    long placeOf(String follower);

    /// Keeps the place; never goes back.
    ///
    /// @throws StoreUnavailable when it was not, or not certainly, committed
    void save(String follower, long place);
}
