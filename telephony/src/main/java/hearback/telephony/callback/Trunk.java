package hearback.telephony.callback;

import hearback.telephony.call.TrunkName;
import java.util.List;

/// What one way out of a server takes, as its operator says.
///
/// @param prefixes only numbers that begin so go through it; empty: all
/// @param priority the smallest is preferred
/// @param callsPerSecond begun within any second at most
/// @param liveAttempts under way at most
public record Trunk(TrunkName name, List<String> prefixes, int priority, int callsPerSecond, int liveAttempts) {
    public Trunk {
        prefixes = List.copyOf(prefixes);
    }
}
