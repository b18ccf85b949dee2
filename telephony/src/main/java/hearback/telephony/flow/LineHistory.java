package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Needed: what is remembered of how a line was heard, over restarts and from node to node.
public interface LineHistory {
    /// Nothing said up to this instant was missed, apart from the gaps; empty when the server was never heard.
    ///
    /// @throws StoreUnavailable when the store could not be asked
    Optional<Heard> lastHeard(ServerName server);

    /// Does nothing when another has the lease by now: what he read stays.
    ///
    /// @param booted the start of the server in its own words; empty when it never told
    ///
    /// @throws StoreUnavailable when it was not, or not certainly, committed
    void heard(LineLease.Held held, Instant until, String booted);

    /// Opens a gap; one that is open already for this server stays, and begins at the earlier of the two instants.
    ///
    /// @throws StoreUnavailable when it was not, or not certainly, committed
    void open(ServerName server, Instant since, String reason);

    /// Gives the open gap of this server a better reason; does nothing when there is none.
    ///
    /// @throws StoreUnavailable when it was not, or not certainly, committed
    void explain(ServerName server, String reason);

    /// Closes the open gap of this server; does nothing when there is none.
    ///
    /// @throws StoreUnavailable when it was not, or not certainly, committed
    void close(ServerName server, Instant until, int callsRepaired);

    /// Newest first.
    ///
    /// @throws StoreUnavailable when the store could not be asked
    List<LineStates.Gap> newest(int limit);

    /// The gap of this server that began at this instant.
    ///
    /// @throws StoreUnavailable when the store could not be asked
    Optional<LineStates.Gap> find(ServerName server, Instant from);

    record Heard(Instant until, String booted) {}
}
