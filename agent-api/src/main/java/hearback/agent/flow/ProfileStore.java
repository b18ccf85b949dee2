package hearback.agent.flow;

import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.ProfileText;
import hearback.agent.profile.PutIn;
import hearback.agent.profile.Switch;
import hearback.agent.profile.Switched;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Needed: keeps profiles and which hotline goes by which. Only grows; one writer at a time.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked.
public interface ProfileStore {
    /// The same put in again is the same.
    PutIn put(ProfileText text, Instant at, String who);

    Optional<KeptProfile> find(ProfileVersion version);

    /// Those after this place, in their order; 0: all.
    List<KeptProfile> keptAfter(long place);

    /// Those after this place, in their order; 0: all. Each names a version that [#keptAfter], asked later, has.
    List<Switch> switchesAfter(long place);

    /// Tickets that are not accepted yet go by it at once, and their limits are counted again.
    ///
    /// @return [Switched.Done], [Switched.Already] or [Switched.NoSuchVersion]
    Switched change(Switch.Wish wish);

    /// Only when nobody ever chose for this hotline.
    ///
    /// @return whether it was so
    boolean begin(Switch.Wish wish);
}
