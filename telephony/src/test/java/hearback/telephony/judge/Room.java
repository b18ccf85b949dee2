package hearback.telephony.judge;

import static hearback.telephony.judge.WallClock.DAY;
import static hearback.telephony.judge.WallClock.HOUR;

import hearback.telephony.judge.OneAttempt.Start;
import hearback.telephony.judge.PlanJudge.Most;
import hearback.telephony.judge.PlanJudge.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// For how many attempts there is room: they are placed one after the other, each as early as it may be and ringing its
/// full time, of several numbers the one that may be rung first. No other choice of times has room for more: whoever
/// starts an attempt later may start the ones after it no
/// earlier.
record Room(Rules rules, WallClock clock, Most most) {
    /// Up to the promised number, the first at this time or later; the end of the window is inside it.
    ///
    /// @param before what rang so far
    int count(Start from, List<Integer> numbers, long windowEnd, Rang before) {
        var rang = before;
        int placed = 0;
        var next = new Start(clock.firstAllowed(from.at()), from.number());
        while (placed < rules.furtherAttempts() && next.at() <= windowEnd) {
            placed++;
            rang = rang.and(next.number(), next.at());
            next = next(next.at(), numbers, rang);
        }
        return placed;
    }

    /// As above, of one number.
    int count(long from, long windowEnd, Rang before) {
        return count(new Start(from, 0), List.of(0), windowEnd, before);
    }

    /// For how many in the window that an attempt at this time would open, should it fail.
    int afterFirst(Start first, List<Integer> numbers, Rang before) {
        return afterSame(first, numbers, first.at() + rules.window(), before);
    }

    /// For how many after one that is a part of the attempt before.
    int afterSame(Start same, List<Integer> numbers, long windowEnd, Rang before) {
        var rang = before.and(same.number(), same.at());
        return count(next(same.at(), numbers, rang), numbers, windowEnd, rang);
    }

    /// When and where the next may begin, not sooner than this.
    Start earliest(long from, List<Integer> numbers, Rang rang) {
        Start earliest = new Start(Long.MAX_VALUE, -1);
        for (int number : numbers) {
            long at = clock.firstAllowed(Math.max(from, allowed(most, rang, number)));
            earliest = at < earliest.at() ? new Start(at, number) : earliest;
        }
        return earliest;
    }

    /// Before this the first number may not be rung once more.
    static long allowed(Most most, Rang rang) {
        return allowed(most, rang, 0);
    }

    /// Before this the number may not be rung once more.
    static long allowed(Most most, Rang rang, int number) {
        return Math.max(
                Math.max(
                        allowed(most.in24Hours(), 24 * HOUR, rang.number(number)),
                        allowed(most.in30Days(), 30 * DAY, rang.number(number))),
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
    private Start next(long at, List<Integer> numbers, Rang rang) {
        return earliest(at + rules.ringTime() + rules.leaveAlone(), numbers, rang);
    }
}
