package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Listing;
import java.time.Instant;
import java.util.Optional;

/// Needed: whether a number must not be rung.
public interface DoNotCall {
    /// Where there is no list.
    DoNotCall NO_LIST = (_, _) -> Optional.empty();

    /// @throws StoreUnavailable when it could not be looked up
    Optional<Listing> listed(PhoneNumber.Known number, Instant now);
}
