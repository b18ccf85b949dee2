package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Needed: where pauses and the do-not-call list are kept. What is committed here is obeyed by every node from then on:
/// [PlanStore#release] looks at it in its own statement.
///
/// Every method throws [StoreUnavailable] when it was not, or not certainly, done; asking again is safe.
public interface HoldStore extends DoNotCall {
    /// Keeps the pause, unless one of this scope stands already.
    ///
    /// @param hotlines those it concerns, when its scope is a hotline or a queue
    /// @return the one that stands now
    Pause pause(Pause wanted, Set<String> hotlines);

    /// Ends the pause of this scope; empty when none stands.
    Optional<Pause> resume(PauseScope scope, String who, Instant now);

    /// Those that stand, the oldest first.
    List<Pause> pauses(Instant now);

    /// Keeps the listing, unless the number is listed already.
    ///
    /// @return the one that stands now
    Listing list(Listing wanted);

    /// Takes the number off; empty when it is not listed.
    Optional<Listing> unlist(PhoneNumber.Known number, String who, Instant now);

    /// Those that stand, the newest first.
    ///
    /// @param before only those listed before this one, when not empty: the cursor
    List<Listing> listed(Optional<UUID> before, Instant now, int limit);
}
