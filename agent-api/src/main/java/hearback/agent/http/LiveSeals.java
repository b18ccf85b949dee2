package hearback.agent.http;

import hearback.agent.ticket.Ticket;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.Direction;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whose number is hidden in what is shown live, where there is no time to ask. Learned from the tickets and callbacks
/// that are shown live too; until it is known for whom we ring, he is hidden.
final class LiveSeals {
    private static final int MOST = 20_000;

    private final Map<CallId, Boolean> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Boolean> eldest) {
            return size() > MOST;
        }
    };

    void learn(Ticket ticket) {
        ticket.calls().forEach(linked -> learn(linked.call(), ticket.standing().isSealed()));
    }

    void learn(CallbackPlan callback, boolean isSealed) {
        callback.attempts().forEach(attempt -> learn(CallId.bornOf(attempt.id().leg(attempt.server())), isSealed));
    }

    private void learn(CallId call, boolean isSealed) {
        synchronized (calls) {
            calls.put(call, isSealed);
        }
    }

    boolean hides(CallRecord call) {
        synchronized (calls) {
            Boolean known = calls.get(call.id());
            return known == null
                    ? call.direction() == Direction.OUTBOUND
                            && AttemptId.ofCall(call.id()).isPresent()
                    : known;
        }
    }
}
