package hearback.telephony.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks for numbers of certain prefixes that found nobody. Each passes over all others who are due: while many wait
/// for one trunk, it must not be made again and again for another.
final class VainLooks {
    /// So many times as long as it took it is not made again: at most a twentieth of the time goes into them.
    /// Source: ours; with 200,000 others due such a look took 50 ms.
    private static final int REST = 20;

    /// But no longer than this: what took long may have waited for something else. Source: ours.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Map<List<String>, Instant> restUntil = new HashMap<>();

    boolean rests(List<String> prefixes, Instant now) {
        return restUntil.getOrDefault(prefixes, Instant.MIN).isAfter(now);
    }

    /// Notes a look that found so many; one for any number passes over nobody.
    void found(List<String> prefixes, int many, Instant began, Instant ended) {
        if (many == 0 && !prefixes.isEmpty()) {
            var rest = Duration.between(began, ended).multipliedBy(REST);
            restUntil.put(prefixes, ended.plus(rest.compareTo(LONGEST) < 0 ? rest : LONGEST));
        } else {
            restUntil.remove(prefixes);
        }
    }
}
