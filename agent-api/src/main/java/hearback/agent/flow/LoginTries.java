package hearback.agent.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Needed: who guesses passwords, the same on every node.
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked.
public interface LoginTries {
    /// Counts a try as wrong before anybody knows whether it is, so that many at once are counted too.
    ///
    /// @param name need not be anybody's
    /// @param address from which it comes
    /// @return how long to wait, and then it is not counted
    Optional<Duration> begin(String name, String address, Instant now);

    /// The try was right: what was wrong with this name is forgotten, and this try was none of the address's.
    void succeeded(String name, String address, Instant now);

    /// Forgets what was last tried before this time, and how many they were.
    int forget(Instant before);
}
