package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.Listing;
import hearback.telephony.callback.Pause;
import hearback.telephony.callback.PauseScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Offered: say whom not to ring for a while, or not at all.
///
/// Every method throws [StoreUnavailable] when it was not, or not certainly, done; asking again is safe.
public interface CallbackHolds {
    /// From its commit on no dial of this scope is released, by no node; one that is with the line already goes on.
    /// Asking again for a scope that is paused changes nothing.
    ///
    /// @param until it ends by itself then
    /// @return empty when there is no such line, trunk, hotline or queue
    Optional<Paused> pause(PauseScope scope, String reason, String who, Optional<Instant> until);

    /// Ends the pause of this scope; empty when none stands.
    Optional<Pause> resume(PauseScope scope, String who);

    /// Those that stand, the oldest first.
    List<Pause> pauses();

    /// Puts a number on the do-not-call list: its open callbacks end as not allowed, a dial in the air is dropped,
    /// and none is planned while it stands. Asking again for a number that is listed changes nothing of the
    /// listing.
    ///
    /// @param until it ends by itself then
    Listed list(PhoneNumber.Known number, String reason, String who, Optional<Instant> until);

    /// Takes a number off; empty when it is not listed. What was ended stays so.
    Optional<Listing> unlist(PhoneNumber.Known number, String who);

    /// Those that stand, the newest first.
    ///
    /// @param before only those listed before this one, when not empty: the cursor
    List<Listing> listed(Optional<UUID> before, int limit);

    /// @param isNew false when one of this scope stood before
    record Paused(Pause pause, boolean isNew) {}

    /// @param isNew false when the number was listed before
    /// @param ended the callbacks that ended by it
    record Listed(Listing listing, boolean isNew, List<CallbackId> ended) {
        public Listed {
            ended = List.copyOf(ended);
        }
    }
}
