package hearback.telephony.ami;

import hearback.telephony.call.SurveyAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets through the events we use, whole and well-formed, and never more at once than Asterisk-Java's queue holds.
///
/// Why before the library: it drops events silently when its queue of 20,000 is full, its reader dies of a bridge event
/// without an id, and it spends most of its time on events nobody uses (stack.md 3.1; faults.md 2.2).
class EventGate implements BlockGate {
    /// A quarter of the library's queue.
    private static final int MOST_UNDER_WAY = 5_000;

    /// Pings that are under way at once: one every few seconds, and the connection is left long before.
    private static final int MOST_PINGS = 100;

    /// When nothing was delivered for so long, nothing is under way any more, whatever the count says.
    private static final Duration STILL = Duration.ofMillis(500);

    /// Names of Asterisk's own that we do not use are no news; anything else unknown is counted.
    private static final Map<String, Boolean> KNOWN_TO_LIBRARY = new ConcurrentHashMap<>();
    private static final int MOST_NAMES = 1_000;

    /// With the header without which the event is of no use, and would harm the reader.
    private static final Map<String, String> NEEDED = Map.ofEntries(
            Map.entry("Newchannel", "Uniqueid"),
            Map.entry("Newstate", "Uniqueid"),
            Map.entry("DialState", "DestUniqueid"),
            Map.entry("QueueCallerJoin", "Uniqueid"),
            Map.entry("QueueCallerAbandon", "Uniqueid"),
            Map.entry("AgentCalled", "DestUniqueid"),
            Map.entry("AgentConnect", "DestUniqueid"),
            Map.entry("BridgeEnter", "BridgeUniqueid"),
            Map.entry("BridgeLeave", "BridgeUniqueid"),
            Map.entry("VarSet", "Uniqueid"),
            Map.entry("UserEvent", "Uniqueid"),
            Map.entry("OriginateResponse", "Uniqueid"),
            Map.entry("Hangup", "Uniqueid"),
            Map.entry("QueueMember", "Queue"),
            Map.entry("QueueMemberStatus", "Queue"),
            Map.entry("QueueMemberPause", "Queue"),
            Map.entry("QueueMemberAdded", "Queue"),
            Map.entry("QueueMemberRemoved", "Queue"),
            Map.entry("QueueEntry", "Uniqueid"),
            Map.entry("QueueStatusComplete", "Event"),
            Map.entry("FullyBooted", "Event"),
            Map.entry("CoreShowChannel", "Uniqueid"),
            Map.entry("CoreShowChannelsComplete", "Event"));

    private final HearingCounts counts;
    private final long mostUnderWay;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition delivered = lock.newCondition();
    private long handedSum;
    private long deliveredSum;
    private long toldLost;
    /// How many events had been handed over when the answer to each Ping went by; answers may be lost as well.
    private final LinkedHashMap<String, Long> handedAtPing = new LinkedHashMap<>();

    EventGate(HearingCounts counts) {
        this(counts, MOST_UNDER_WAY);
    }

    /// @param mostUnderWay events that were let through and have not come out of the library yet, at most
    EventGate(HearingCounts counts, long mostUnderWay) {
        this.counts = counts;
        this.mostUnderWay = mostUnderWay;
    }

    @Override
    public List<String> through(List<String> block) {
        String first = block.getFirst();
        if (first.startsWith("Event: ")) {
            return event(first.substring("Event: ".length()), block);
        }
        if (first.startsWith("Response: ")) {
            rememberPing(block);
            return block;
        }
        counts.dropped("broken block");
        return List.of();
    }

    private List<String> event(String name, List<String> block) {
        String needed = NEEDED.get(name);
        if (needed == null) {
            if (!isKnown(name)) {
                counts.dropped("unknown " + shortened(name));
            }
            return List.of();
        }
        if (name.equals("VarSet") && !block.contains("Variable: MIXMONITOR_FILENAME")) {
            return List.of();
        }
        if (name.equals("UserEvent") && !block.contains("UserEvent: " + SurveyAnswer.EVENT)) {
            return List.of();
        }
        List<String> once = eachHeaderOnce(block);
        if (!has(once, needed)) {
            counts.dropped("broken " + name);
            return List.of();
        }
        counts.heard();
        awaitRoom();
        return once;
    }

    /// The library makes a list of a header that comes twice and then cannot set it.
    private static List<String> eachHeaderOnce(List<String> block) {
        Set<String> seen = new HashSet<>(block.size() * 2);
        List<String> kept = new ArrayList<>(block.size());
        for (String line : block) {
            int colon = line.indexOf(": ");
            if (colon > 0 && seen.add(line.substring(0, colon).toLowerCase(Locale.ROOT))) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static boolean has(List<String> block, String header) {
        String start = header + ": ";
        return block.stream().anyMatch(line -> line.length() > start.length() && startsWith(line, start));
    }

    private static boolean startsWith(String line, String start) {
        return line.regionMatches(true, 0, start, 0, start.length());
    }

    private static boolean isKnown(String name) {
        if (!name.matches("[A-Za-z]{1,60}")) {
            return false;
        }
        Boolean known = KNOWN_TO_LIBRARY.get(name);
        if (known == null) {
            known = EventGate.class
                            .getClassLoader()
                            .getResource("org/asteriskjava/manager/event/" + name + "Event.class")
                    != null;
            if (KNOWN_TO_LIBRARY.size() < MOST_NAMES) {
                KNOWN_TO_LIBRARY.put(name, known);
            }
        }
        return known;
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60);
    }

    private void awaitRoom() {
        lock.lock();
        try {
            while (handedSum - deliveredSum >= mostUnderWay) {
                long before = deliveredSum;
                if (delivered.awaitNanos(STILL.toNanos()) <= 0 && before == deliveredSum) {
                    break;
                }
            }
            handedSum++;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// One event that was handed to the library has come out of it.
    void delivered() {
        lock.lock();
        try {
            deliveredSum++;
            delivered.signal();
        } finally {
            lock.unlock();
        }
    }

    private void rememberPing(List<String> block) {
        for (String header : block) {
            int id = header.startsWith("ActionID: ") ? header.indexOf("#ping-") : -1;
            if (id > 0) {
                lock.lock();
                try {
                    handedAtPing.put(header.substring(id + 1), handedSum);
                    if (handedAtPing.size() > MOST_PINGS) {
                        handedAtPing.pollFirstEntry();
                    }
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /// The answer to this Ping has come out of the library. It keeps the order, so every event let through before
    /// the answer must have come out too.
    ///
    /// @return events that were lost in the library since this was last asked; empty when nothing can be said
    OptionalLong lostBefore(String pingId) {
        lock.lock();
        try {
            Long handed = handedAtPing.remove(pingId);
            if (handed == null) {
                return OptionalLong.empty();
            }
            long lost = Math.max(0, handed - deliveredSum - toldLost);
            toldLost += lost;
            return OptionalLong.of(lost);
        } finally {
            lock.unlock();
        }
    }
}
