package hearback.telephony.judge;

import hearback.telephony.judge.Happened.Whose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says of one move of the planner which rules it breaks. Shares no code with it: plain numbers in, words out. Times
/// and lengths are microseconds.
///
/// Whether the floor can still be kept is found by placing attempts one after the other, each as early as it may be
/// and ringing its full time. No other choice has room for more: whoever starts an attempt later may start the ones
/// after it no earlier.
///
/// Source: regulation S0-36, S0-38, S0-39 in the reading of b.2 and b.3; faults.md 2.5 and 2.6.
final class PlanJudge {
    private final Rules rules;
    private final WallClock clock;
    /// The same hours without days off: what they are to blame for is told apart by it.
    private final WallClock everyDay;

    /// @param leaveAlone from the end of an attempt that may have rung to the next
    /// @param ownFailureWait after a failure on our side
    record Rules(
            String zone,
            List<WallClock.Quiet> quiet,
            WallClock.DaysOff daysOff,
            int furtherAttempts,
            long window,
            long leaveAlone,
            long ringTime,
            long ownFailureWait) {}

    /// One attempt that is over.
    record Tried(long start, long end, Happened happened) {
        boolean isCustomersFailure() {
            return happened.whose == Whose.CUSTOMERS;
        }
    }

    /// What the planner said.
    sealed interface Said {
        String why();

        record DialAt(long at, String why, Optional<String> problem) implements Said {}

        record Closed(Ending ending, String why) implements Said {}
    }

    /// How a series may end by what was tried; the names are the planner's.
    enum Ending {
        REACHED,
        NUMBER_CHANGED,
        NUMBER_UNKNOWN,
        UNREACHABLE,
        /// Any other: never right in a series that only attempts have moved.
        ANOTHER
    }

    PlanJudge(Rules rules) {
        this.rules = rules;
        this.clock = new WallClock(rules.zone(), rules.quiet(), rules.daysOff());
        this.everyDay = new WallClock(rules.zone(), rules.quiet(), WallClock.DaysOff.NONE);
    }

    /// @param notBefore the earliest that was asked for
    /// @return every rule that is broken; none when all is well
    List<String> broken(long notBefore, long now, List<Tried> tried, Said said) {
        var broken = new ArrayList<String>();
        if (said.why().isBlank()) {
            broken.add("gives no reason");
        }
        var endings = endings(tried);
        switch (said) {
            case Said.Closed(Ending ending, String why) -> {
                if (!endings.contains(ending)) {
                    broken.add(
                            "closed as " + ending + " after " + counted(tried).size() + " of " + rules.furtherAttempts()
                                    + " counted attempts; right would be " + endings);
                } else if (ending == Ending.UNREACHABLE) {
                    judgeUnreachable(why, tried, broken);
                }
            }
            case Said.DialAt dial -> {
                if (endings.isEmpty()) {
                    judge(dial, notBefore, now, tried, broken);
                } else {
                    broken.add("goes on although it is over: " + endings);
                }
            }
        }
        return broken;
    }

    /// The reason is evidence: it says how many were in time when not all were.
    private void judgeUnreachable(String why, List<Tried> tried, List<String> broken) {
        long inTime = inTime(tried);
        boolean saysSo = why.contains("only " + inTime + " of them within");
        if (inTime < rules.furtherAttempts() ? !saysSo : why.contains("only")) {
            broken.add("closed with the wrong reason, " + inTime + " of " + rules.furtherAttempts() + " were in time: "
                    + why);
        }
    }

    private void judge(Said.DialAt dial, long notBefore, long now, List<Tried> tried, List<String> broken) {
        long at = dial.at();
        if (!clock.mayRing(at)) {
            broken.add("rings in quiet hours");
        }
        if (at < now) {
            broken.add("lies in the past");
        }
        if (at < notBefore) {
            broken.add("is sooner than asked for");
        }
        long spaced = rangUntil(tried).map(end -> end + rules.leaveAlone()).orElse(Long.MIN_VALUE);
        if (at < spaced) {
            broken.add("is " + seconds(spaced - at) + " s too soon after an attempt that may have rung");
        }
        // Our clock may have been set back meanwhile: now can be before that end.
        long ownFailure = ownFailureUntil(tried).orElse(Long.MIN_VALUE);
        if (at < ownFailure) {
            broken.add("begins before the last attempt was over");
        }
        long base = Math.max(Math.max(spaced, ownFailure), Math.max(now, notBefore));
        long soonest = clock.firstAllowed(base);
        long patient = ownFailureUntil(tried)
                .map(end -> clock.firstAllowed(Math.max(soonest, end + rules.ownFailureWait())))
                .orElse(soonest);
        boolean kept = isFloorKept(at, tried, clock);
        if (at > patient) {
            broken.add("is " + seconds(at - patient) + " s later than any rule asks for");
        }
        boolean floorNeedsIt = opener(tried).isPresent() && kept && !isFloorKept(patient, tried, clock);
        if (at >= soonest && at < patient && !floorNeedsIt) {
            broken.add("is " + seconds(patient - at) + " s too soon after a failure of ours, and no floor needs it");
        }
        if (!kept && at > soonest && opener(tried).isPresent() && isFloorKept(soonest, tried, clock)) {
            broken.add("gives the floor away, which a start " + seconds(at - soonest) + " s sooner would keep");
        }
        if (kept && dial.problem().isPresent()) {
            broken.add("names a problem where the floor can be kept: "
                    + dial.problem().get());
        }
        if (!kept && dial.problem().filter(words -> !words.isBlank()).isEmpty()) {
            broken.add("names no problem although the floor cannot be kept");
        }
        judgeDaysOff(dial, base, tried, broken);
    }

    /// Who waits for days off, or loses the floor to them, is told so.
    private void judgeDaysOff(Said.DialAt dial, long base, List<Tried> tried, List<String> broken) {
        if (rules.daysOff().areNone()) {
            return;
        }
        long onEveryDay = everyDay.firstAllowed(base);
        if (dial.at() > onEveryDay && dial.at() == clock.firstAllowed(onEveryDay) && !namesDaysOff(dial.why())) {
            broken.add("does not say for which day off it waits: " + dial.why());
        }
        boolean toBlame = !isFloorKept(dial.at(), tried, clock) && isFloorKept(dial.at(), tried, everyDay);
        if (toBlame && dial.problem().filter(words -> !namesDaysOff(words)).isPresent()) {
            broken.add("does not say that days off cost the floor: " + dial.problem());
        }
    }

    private static boolean namesDaysOff(String words) {
        return words.contains("holiday") || words.contains("no working day");
    }

    /// All endings that what was tried gives a right to; none while it has to go on.
    private Set<Ending> endings(List<Tried> tried) {
        var endings = EnumSet.noneOf(Ending.class);
        if (tried.stream().anyMatch(one -> one.happened() == Happened.REACHED)) {
            endings.add(Ending.REACHED);
        }
        if (tried.stream().anyMatch(one -> one.happened() == Happened.NUMBER_CHANGED)) {
            endings.add(Ending.NUMBER_CHANGED);
        }
        if (isUnknownOnTwoDays(tried)) {
            endings.add(Ending.NUMBER_UNKNOWN);
        }
        if (opener(tried).isPresent() && counted(tried).size() >= rules.furtherAttempts()) {
            endings.add(Ending.UNREACHABLE);
        }
        return endings;
    }

    /// Two different days by the customer's calendar, and in between nothing that shows there is such a number:
    /// neither another failure on his side nor an answer.
    private boolean isUnknownOnTwoDays(List<Tried> tried) {
        var days = new ArrayList<LocalDate>();
        for (Tried one : tried) {
            if (one.happened() == Happened.NUMBER_UNKNOWN) {
                days.add(clock.day(one.start()));
            } else if (one.isCustomersFailure() || one.happened() == Happened.NO_AGENT) {
                days.clear();
            }
        }
        return days.stream().distinct().count() > 1;
    }

    static Optional<Tried> opener(List<Tried> tried) {
        return tried.stream().filter(Tried::isCustomersFailure).findFirst();
    }

    /// The further failures on the customer's side that were spaced and in allowed hours.
    List<Tried> counted(List<Tried> tried) {
        var counted = new ArrayList<Tried>();
        boolean opened = false;
        for (int place = 0; place < tried.size(); place++) {
            var one = tried.get(place);
            boolean spaced = rangUntil(tried.subList(0, place))
                    .filter(end -> one.start() < end + rules.leaveAlone())
                    .isEmpty();
            if (opened && one.isCustomersFailure() && spaced && clock.mayRing(one.start())) {
                counted.add(one);
            }
            opened |= one.isCustomersFailure();
        }
        return counted;
    }

    /// Whether as many as are promised fit when the next attempt starts then; before the window is open: should
    /// that attempt fail and open it.
    private boolean isFloorKept(long next, List<Tried> tried, WallClock hours) {
        if (opener(tried).isEmpty()) {
            return room(next + rules.ringTime() + rules.leaveAlone(), next + rules.window(), hours)
                    >= rules.furtherAttempts();
        }
        long windowEnd = opener(tried).get().start() + rules.window();
        return inTime(tried) + room(next, windowEnd, hours) >= rules.furtherAttempts();
    }

    private long inTime(List<Tried> tried) {
        long windowEnd =
                opener(tried).map(first -> first.start() + rules.window()).orElse(Long.MIN_VALUE);
        return counted(tried).stream().filter(one -> one.start() <= windowEnd).count();
    }

    /// For how many attempts there is room, up to the promised number; the end of the window is inside it.
    int room(long from, long windowEnd) {
        return room(from, windowEnd, clock);
    }

    private int room(long from, long windowEnd, WallClock hours) {
        int placed = 0;
        long at = from;
        while (placed < rules.furtherAttempts() && at <= windowEnd) {
            at = hours.firstAllowed(at);
            if (at <= windowEnd) {
                placed++;
            }
            at += rules.ringTime() + rules.leaveAlone();
        }
        return placed;
    }

    private static Optional<Long> rangUntil(List<Tried> tried) {
        return tried.stream()
                .filter(one -> one.happened().mayHaveRung)
                .map(Tried::end)
                .max(Long::compare);
    }

    private static Optional<Long> ownFailureUntil(List<Tried> tried) {
        return tried.isEmpty() || !tried.getLast().happened().isOursToWaitFor()
                ? Optional.empty()
                : Optional.of(tried.getLast().end());
    }

    private static String seconds(long micros) {
        return Double.toString((double) micros / WallClock.SECOND);
    }
}
