package hearback.telephony.flow;

import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// Offered: look calls up.
public interface Calls {
    Optional<Found> find(CallId id);

    /// Newest first.
    ///
    /// @param live only calls that are not over, when true
    /// @param before only calls that started before this one, when not empty: the cursor
    List<Found> list(boolean live, Optional<CallId> before, int limit);

    record Found(CallRecord call, PhoneNumber customer) {}
}
