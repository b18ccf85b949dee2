package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.ServerName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Needed: where facts are kept. Several calls come in the order in which the first fact of each was stored.
public interface CallLog {
    /// Stores what of these facts is not there yet, in this order, all or nothing, and brings the calls' records up
    /// to date. Storing again changes nothing.
    ///
    /// @return the calls as they stand now, of all facts ever stored
    /// @throws StoreUnavailable when it was not, or not certainly, committed: store the same again
    /// @throws LeaseLost when another has taken the server: nothing was stored
    List<CallRecord> append(LineLease.Held held, List<NewFact> facts);

    /// The facts of every call of this server that is not over.
    ///
    /// @throws StoreUnavailable when the store could not be asked
    Map<CallId, List<CallFact>> open(ServerName server);

    /// The facts of these calls, over or not; calls nobody knows are left out.
    ///
    /// @throws StoreUnavailable when the store could not be asked
    Map<CallId, List<CallFact>> factsOf(Set<CallId> calls);

    /// Facts after this place, the oldest first, each as it was stored.
    ///
    /// @throws StoreUnavailable when the store could not be asked
    List<StoredFact> after(long place, int limit);

    record NewFact(CallId call, CallFact fact) {}

    /// @param place grows in the order of commit, with holes (decision 0003)
    record StoredFact(long place, CallId call, CallFact fact) {}
}
