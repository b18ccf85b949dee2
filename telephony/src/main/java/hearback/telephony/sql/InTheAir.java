package hearback.telephony.sql;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The callbacks whose first attempt this process committed and has not settled, so that they need not be read again
/// when it is over. What the next move depends on cannot change meanwhile: a callback has one live attempt, and only
/// whoever settles it adds to the past. Whether it is still live is asked when it is settled.
final class InTheAir {
    /// More than any trunk takes; whoever was forgotten is read.
    private static final int MOST = 20_000;

    private final Map<AttemptId, CallbackPlan> plans = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AttemptId, CallbackPlan> eldest) {
            return size() > MOST;
        }
    });

    void committed(Claims.Claimed claimed) {
        if (claimed.attempt().ordinal() == 1) {
            plans.put(claimed.attempt().id(), claimed.plan());
        }
    }

    Optional<CallbackPlan> find(AttemptId id) {
        return Optional.ofNullable(plans.get(id));
    }

    void over(AttemptId id) {
        plans.remove(id);
    }
}
