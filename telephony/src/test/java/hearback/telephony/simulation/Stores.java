package hearback.telephony.simulation;

import hearback.telephony.flow.CallLog;
import hearback.telephony.flow.CallReader;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.FollowerPlaces;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What the nodes share and what outlives them. Empty at the beginning of each world.
interface Stores {
    PlanStore plans();

    CallLog log();

    Calls calls();

    LineHistory history();

    FollowerPlaces places();

    HoldStore holds();

    /// @param owner one run of one process
    LineLease lease(String owner, InstantSource time);

    /// Leases that hold now hold that much longer.
    void skip(Duration length);

    /// Makes them for a world.
    interface Maker {
        Stores empty(Supplier<Instant> now, CallReader reader);
    }
}
