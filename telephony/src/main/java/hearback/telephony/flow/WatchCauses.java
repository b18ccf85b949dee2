package hearback.telephony.flow;

import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.CauseShift;
import hearback.telephony.callback.TrunkHealth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when what the attempts through a trunk come to changes of a sudden; logged once, and shown while it lasts.
public final class WatchCauses {
    private static final Logger log = LoggerFactory.getLogger(WatchCauses.class);

    private final Function<TrunkName, List<TrunkHealth.Seen>> seen;
    private final Map<TrunkName, Optional<CauseShift>> found = new LinkedHashMap<>();

    /// @param trunks of one server
    /// @param seen what the last attempts through a trunk came to, the newest first: [CauseShift#LOOKED_AT] of them
    public WatchCauses(List<TrunkName> trunks, Function<TrunkName, List<TrunkHealth.Seen>> seen) {
        this.seen = seen;
        trunks.forEach(trunk -> found.put(trunk, Optional.empty()));
    }

    /// @return 0: it looks again after its rest
    public int runOnce() {
        for (TrunkName trunk : List.copyOf(found.keySet())) {
            is(trunk, CauseShift.of(seen.apply(trunk)));
        }
        return 0;
    }

    private synchronized void is(TrunkName trunk, Optional<CauseShift> now) {
        var before = found.put(trunk, now);
        now.filter(_ -> before == null || before.isEmpty()).ifPresent(shift -> log.warn(words(trunk, shift)));
    }

    /// In words; empty while nothing has changed.
    public synchronized List<String> problems() {
        return found.entrySet().stream()
                .flatMap(one -> one.getValue().map(shift -> words(one.getKey(), shift)).stream())
                .toList();
    }

    private static String words(TrunkName trunk, CauseShift shift) {
        return "through the trunk " + trunk + " " + shift.percent() + " % of the last attempts came to "
                + shift.comesTo() + ", and " + shift.percentBefore()
                + " % of those before: ask the carrier, as customers do not change so fast";
    }
}
