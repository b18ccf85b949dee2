package hearback.telephony.flow;

import hearback.telephony.call.LegId;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which of two legs is older, by their Uniqueids: `<epoch seconds>.<counter>`. An id that somebody chose says
/// nothing of its age; it counts as the older one, since whoever chooses ids does so for the first leg of a call.
final class LegAge {
    private static final Pattern MADE = Pattern.compile("([0-9]{1,12})\\.([0-9]{1,18})");

    static final Comparator<LegId> OLDEST_FIRST = Comparator.comparingLong((LegId leg) -> part(leg, 1))
            .thenComparingLong(leg -> part(leg, 2))
            .thenComparing(LegId::uniqueid);

    private LegAge() {}

    private static long part(LegId leg, int group) {
        Matcher made = MADE.matcher(leg.uniqueid());
        return made.matches() ? Long.parseLong(made.group(group)) : -1;
    }
}
