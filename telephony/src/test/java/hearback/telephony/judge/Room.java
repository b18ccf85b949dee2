package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;

import hearback.telephony.judge.PlanJudge.Most;
import hearback.telephony.judge.PlanJudge.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// For how many attempts there is room: they are placed one after the other, each as early as it may be and ringing its
/// full time. No other choice has room for more: whoever starts an attempt later may start the ones after it no
/// earlier.
record Room(Rules rules, WallClock clock, Most most) {
    /// Up to the promised number, the first at this time or later; the end of the window is inside it.
    ///
    /// @param before what rang so far
    int count(long from, long windowEnd, Rang before) {
        var rang = before;
        int placed = 0;
        long at = clock.firstAllowed(from);
        while (placed < rules.furtherAttempts() && at <= windowEnd) {
            placed++;
            rang = rang.and(at);
            at = next(at, rang);
        }
        return placed;
    }

    /// For how many in the window that an attempt at this time would open, should it fail.
    int afterFirst(long first, Rang before) {
        var rang = before.and(first);
        return count(next(first, rang), first + rules.window(), rang);
    }

    /// Before this the number may not be rung once more.
    static long allowed(Most most, Rang rang) {
        return Math.max(
                Math.max(
                        allowed(most.in24Hours(), 24 * HOUR, rang.number()),
                        allowed(most.in30Days(), 30 * DAY, rang.number())),
                allowedByHousehold(most, rang));
    }

    static long allowedByHousehold(Most most, Rang rang) {
        return allowed(most.ofHouseholdIn24Hours(), 24 * HOUR, rang.household());
    }

    /// The one that has to be so long ago is the most-th from the end.
    private static long allowed(int most, long span, List<Long> rangAt) {
        if (most == 0 || rangAt.size() < most) {
            return Long.MIN_VALUE;
        }
        var latestFirst = new ArrayList<>(rangAt);
        latestFirst.sort(Collections.reverseOrder());
        return latestFirst.get(most - 1) + span;
    }

    /// @param rang with the one at this time
    private long next(long at, Rang rang) {
        long spaced = at + rules.ringTime() + rules.leaveAlone();
        return clock.firstAllowed(Math.max(spaced, allowed(most, rang)));
    }
}
