package hearback.telephony.flow;

import hearback.telephony.call.LegId;
import java.util.Set;

/// Needed: what a server says is alive right now.
public interface LiveLegs {
    /// Every channel of the server, ours or not. Source: `CoreShowChannels`.
    ///
    /// @throws LineDown when the list did not come, or not whole, in time
    Set<LegId> legs();
}
