package hearback.agent.sql;

import hearback.telephony.call.CallId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The calls that were linked here last: whoever asks for one of them again will find it linked. Others may be so too.
final class LastCalls {
    private static final int MOST = 10_000;

    private final Map<CallId, Boolean> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Boolean> eldest) {
            return size() > MOST;
        }
    };

    boolean holdsAll(Collection<CallId> asked) {
        synchronized (calls) {
            return calls.keySet().containsAll(asked);
        }
    }

    void add(Collection<CallId> linked) {
        synchronized (calls) {
            linked.forEach(call -> calls.put(call, true));
        }
    }
}
