package hearback.telephony.ami;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What came from one server since the start: blocks heard, and those of no use by the reason. The names counted are
/// bounded, because a broken server may send any number of them.
public final class HearingCounts {
    private static final int MOST_NAMES = 200;
    private static final String REST = "(others)";

    private final LongAdder logins = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();

    void loggedIn() {
        logins.increment();
    }

    void heard() {
        heard.increment();
    }

    /// @param reason `unknown <name>`, `broken <name>`
    void dropped(String reason) {
        dropped.increment();
        String name = byReason.size() < MOST_NAMES || byReason.containsKey(reason) ? reason : REST;
        byReason.computeIfAbsent(name, none -> new LongAdder()).increment();
    }

    public long logins() {
        return logins.sum();
    }

    /// Events that went on to be translated.
    public long heardSum() {
        return heard.sum();
    }

    /// Events that could not be used: broken or unknown.
    public long droppedSum() {
        return dropped.sum();
    }

    public Map<String, Long> droppedByReason() {
        Map<String, Long> sums = new TreeMap<>();
        byReason.forEach((name, sum) -> sums.put(name, sum.sum()));
        return sums;
    }
}
