package hearback.agent.flow;

import hearback.agent.life.LineFact;
import hearback.telephony.callback.CallbackId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Needed: callbacks that ended without contact and belong to no ticket, each a supervisor's task until he has decided
/// (a.4: never silently closed).
///
/// Every method throws [hearback.telephony.flow.StoreUnavailable] when the database could not be asked; asking again is
/// safe.
public interface UnreachedStore {
    /// Adds the task; a callback is one, however often it is told, and stays as it was told first.
    void add(Unreached unreached);

    Optional<Unreached> find(CallbackId callback);

    /// Those nobody has decided about yet, the last closed first.
    ///
    /// @param before only those closed before this one, when not empty: the cursor
    List<Unreached> open(Optional<CallbackId> before, int limit);

    /// Takes the decision, unless one was taken before.
    ///
    /// @return false when it was decided about before, or is no task: nothing changed
    boolean decide(CallbackId callback, Decided decided);

    /// @param why in words, as the callback's last decision has it
    /// @param since when it was closed
    /// @param decided empty: it is still to be done
    record Unreached(
            CallbackId callback, LineFact.Hindrance hindrance, String why, Instant since, Optional<Decided> decided) {}

    /// @param words what was done, and why that is enough
    record Decided(String by, String words, Instant at) {}
}
