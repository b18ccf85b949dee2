package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Needed: what of callbacks is under way and waiting. Each answer is a step along an index, however many wait.
public interface DispatchReader {
    /// Nobody counts further than this to see that it is much.
    int MOST = 10_000;

    /// So long the present rate is looked at.
    Duration LOOKED_BACK = Duration.ofSeconds(10);

    /// Of each rule by which somebody waits.
    List<Waiting> waiting(Instant now);

    /// The pauses that stand of the hotline at which each of these was asked for and of its queue, the oldest
    /// first; none of one that has none.
    Map<CallbackId, List<Pause>> pausesOfHotlines(Collection<CallbackId> callbacks, Instant now);

    /// Attempts at this server that are not settled, by trunk; none of a trunk that has none.
    Map<TrunkName, Long> live(ServerName server);

    /// Attempts through these trunks of the server that were released since then, by trunk; none of one that has
    /// none.
    Map<TrunkName, Long> releasedSince(ServerName server, Collection<TrunkName> trunks, Instant since);

    /// Open callbacks whose floor cannot be kept, at most [#MOST].
    long troubled();

    /// @param due at most [#MOST]
    /// @param paused of these, those whose hotline or queue is paused
    record Waiting(Optional<ProfileVersion> rule, long due, long paused, Instant earliest) {}
}
