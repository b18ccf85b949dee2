package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import java.time.Instant;
import java.util.Optional;

/// Needed: who may listen to a server and dial through it. One node at a time; time is the store's own.
public interface LineLease {
    /// Takes the lease when it is free or ran out, or renews it when it is ours. Empty while another node has it.
    ///
    /// @throws StoreUnavailable when the store could not be asked; a lease held before runs on until its end
    default Optional<Held> hold(ServerName server) {
        return hold(server, Optional.empty());
    }

    /// As [#hold], for one who had it: when nobody else had it since, he goes on under the fence he had, even after
    /// its end. So a store that was away for longer than the lease ends no tenure.
    ///
    /// @param mine what was given last
    /// @throws StoreUnavailable as above
    Optional<Held> hold(ServerName server, Optional<Held> mine);

    /// Gives the lease back, so that another node need not wait for its end.
    ///
    /// @throws StoreUnavailable when the store could not be asked; the lease runs out by itself then
    void release(Held held);

    /// The right to act for one server.
    ///
    /// @param fence grows with every new owner of the server's lease; the store refuses what comes under an older
    /// one
    /// @param until when it ends unless renewed, by the clock of this process, taken before the store was asked:
    ///     the end we believe in is never later than the store's
    record Held(ServerName server, long fence, Instant until) {}
}
