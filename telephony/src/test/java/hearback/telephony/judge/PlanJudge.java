package hearback.telephony.judge;

import hearback.telephony.judge.Happened.Whose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says of one move of the planner which rules it breaks. Shares no code with it: plain numbers in, words out. Times
/// and lengths are microseconds.
///
/// Whether the floor can still be kept is found by placing attempts one after the other, each as early as it may be
/// and ringing its full time ([Room]).
///
/// Source: regulation S0-36, S0-38, S0-39 in the reading of b.2 and b.3; faults.md 2.5, 2.6, 3.3 and case 38.
final class PlanJudge {
    private final Rules rules;
    private final WallClock clock;
    private final Room room;
    /// The same rules without days off, and without ceilings: what these are to blame for is told apart by them.
    private final Room onEveryDay;
    private final Room withoutCeilings;

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
            long ownFailureWait,
            Most most,
            Wishes wishes) {}

    /// How often one number, and one household, may be rung; zero: as often as one likes.
    ///
    /// @param ofHouseholdIn24Hours at whatever number
    record Most(int in24Hours, int in30Days, int ofHouseholdIn24Hours) {
        static final Most NO_MATTER = new Most(0, 0);

        Most(int in24Hours, int in30Days) {
            this(in24Hours, in30Days, 0);
        }
    }

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
        this.room = new Room(rules, clock, rules.most());
        this.withoutCeilings = new Room(rules, clock, Most.NO_MATTER);
        this.onEveryDay =
                new Room(rules, new WallClock(rules.zone(), rules.quiet(), WallClock.DaysOff.NONE), rules.most());
    }

    /// @return every rule that is broken; none when all is well
    List<String> broken(Known known, Said said) {
        var broken = new ArrayList<String>();
        if (said.why().isBlank()) {
            broken.add("gives no reason");
        }
        var looked = look(known);
        var endings = endings(looked);
        switch (said) {
            case Said.Closed(Ending ending, String why) -> {
                if (!endings.contains(ending)) {
                    broken.add(
                            "closed as " + ending + " after " + looked.counted().size() + " of "
                                    + rules.furtherAttempts() + " counted attempts; right would be " + endings);
                } else if (ending == Ending.UNREACHABLE) {
                    judgeUnreachable(why, looked, broken);
                }
            }
            case Said.DialAt dial -> {
                if (endings.isEmpty()) {
                    judge(dial, looked, broken);
                } else {
                    broken.add("goes on although it is over: " + endings);
                }
            }
        }
        return broken;
    }

    /// The reason is evidence: it says how many were in time when not all were.
    private void judgeUnreachable(String why, Looked looked, List<String> broken) {
        long inTime = looked.inTime();
        boolean saysSo = why.contains("only " + inTime + " of them within");
        if (inTime < rules.furtherAttempts() ? !saysSo : why.contains("only")) {
            broken.add("closed with the wrong reason, " + inTime + " of " + rules.furtherAttempts() + " were in time: "
                    + why);
        }
    }

    private void judge(Said.DialAt dial, Looked looked, List<String> broken) {
        long at = dial.at();
        if (!clock.mayRing(at)) {
            broken.add("rings in quiet hours");
        }
        if (at < looked.known().now()) {
            broken.add("lies in the past");
        }
        if (at < looked.known().notBefore()) {
            broken.add("is sooner than asked for");
        }
        long spaced = rangUntil(looked.known().leftAloneAfter())
                .map(end -> end + rules.leaveAlone())
                .orElse(Long.MIN_VALUE);
        if (at < spaced) {
            broken.add("is " + seconds(spaced - at) + " s too soon after an attempt that may have rung");
        }
        long allowed = Room.allowed(rules.most(), looked.known().rang());
        if (at < allowed) {
            broken.add("rings the number " + seconds(allowed - at) + " s too soon for the ceilings");
        }
        // Our clock may have been set back meanwhile: now can be before that end.
        long ownFailure = ownFailureUntil(looked.known().tried()).orElse(Long.MIN_VALUE);
        if (at < ownFailure) {
            broken.add("begins before the last attempt was over");
        }
        long withoutCeiling = Collections.max(
                List.of(spaced, ownFailure, looked.known().now(), looked.known().notBefore()));
        long base = Math.max(withoutCeiling, allowed);
        judgeTimeliness(dial, base, looked, broken);
        judgeDaysOff(dial, base, looked, broken);
        judgeCeilings(dial, withoutCeiling, looked, broken);
    }

    private void judgeTimeliness(Said.DialAt dial, long base, Looked looked, List<String> broken) {
        long at = dial.at();
        long soonest = clock.firstAllowed(base);
        long patient = ownFailureUntil(looked.known().tried())
                .map(end -> clock.firstAllowed(Math.max(soonest, end + rules.ownFailureWait())))
                .orElse(soonest);
        boolean kept = isFloorKept(at, looked, room);
        boolean isOpen = looked.windowEnd().isPresent();
        var wish = wished(patient, looked);
        if (at > patient && at != wish.at()) {
            broken.add("is " + seconds(at - patient) + " s later than any rule asks for");
        }
        if (at == wish.at()
                && wish.says().stream().anyMatch(words -> !dial.why().contains(words))) {
            broken.add((at > patient
                            ? "does not say for which wish it was put off: "
                            : "does not say which wish it leaves: ")
                    + dial.why());
        }
        if (at == patient && wish.at() > patient) {
            broken.add(wish.left());
        }
        boolean floorNeedsIt = isOpen && kept && !isFloorKept(patient, looked, room);
        if (at >= soonest && at < patient && !floorNeedsIt) {
            broken.add("is " + seconds(patient - at) + " s too soon after a failure of ours, and no floor needs it");
        }
        if (!kept && at > soonest && isOpen && isFloorKept(soonest, looked, room)) {
            broken.add("gives the floor away, which a start " + seconds(at - soonest) + " s sooner would keep");
        }
        if (kept && dial.problem().isPresent()) {
            broken.add("names a problem where the floor can be kept: "
                    + dial.problem().get());
        }
        if (!kept && dial.problem().filter(words -> !words.isBlank()).isEmpty()) {
            broken.add("names no problem although the floor cannot be kept");
        }
    }

    private Wished wished(long patient, Looked looked) {
        return new Wished.Search(
                        rules.wishes(),
                        clock,
                        looked.known(),
                        looked.windowEnd().isPresent(),
                        at -> hasRoomToSpare(at, looked))
                .from(patient);
    }

    /// Then, and even if it were a whole pause later.
    private boolean hasRoomToSpare(long at, Looked looked) {
        return isFloorKept(at, looked, room) && isFloorKept(clock.firstAllowed(at + rules.leaveAlone()), looked, room);
    }

    /// Who waits for days off, or loses the floor to them, is told so.
    private void judgeDaysOff(Said.DialAt dial, long base, Looked looked, List<String> broken) {
        if (rules.daysOff().areNone()) {
            return;
        }
        long patient = ownFailureUntil(looked.known().tried())
                .map(end -> Math.max(base, end + rules.ownFailureWait()))
                .orElse(base);
        long soonest = Math.min(dial.at(), clock.firstAllowed(patient));
        if (soonest > onEveryDay.clock().firstAllowed(patient) && !namesDaysOff(dial.why())) {
            broken.add("does not say for which day off it waits: " + dial.why());
        }
        boolean toBlame = !isFloorKept(dial.at(), looked, room) && isFloorKept(dial.at(), looked, onEveryDay);
        if (toBlame && dial.problem().filter(words -> !namesDaysOff(words)).isPresent()) {
            broken.add("does not say that days off cost the floor: " + dial.problem());
        }
    }

    private static boolean namesDaysOff(String words) {
        return words.contains("holiday") || words.contains("no working day");
    }

    /// Who waits for a ceiling, or loses the floor to it, is told so.
    private void judgeCeilings(Said.DialAt dial, long withoutCeiling, Looked looked, List<String> broken) {
        if (rules.most().equals(Most.NO_MATTER)) {
            return;
        }
        long patient = ownFailureUntil(looked.known().tried())
                .map(end -> Math.max(withoutCeiling, end + rules.ownFailureWait()))
                .orElse(withoutCeiling);
        long free = clock.firstAllowed(patient);
        long bound = clock.firstAllowed(
                Math.max(patient, Room.allowed(rules.most(), looked.known().rang())));
        if (Math.min(dial.at(), bound) > free && !dial.why().contains("at most")) {
            broken.add("does not say for which ceiling it waits: " + dial.why());
        }
        boolean isForHousehold =
                Room.allowedByHousehold(rules.most(), looked.known().rang()) == bound
                        && bound > withoutHousehold(patient, looked);
        if (dial.at() >= bound && isForHousehold && !dial.why().contains("to this household")) {
            broken.add("does not say that it waits for the household: " + dial.why());
        }
        boolean toBlame = !isFloorKept(dial.at(), looked, room)
                && isFloorKept(Math.min(free, dial.at()), looked, withoutCeilings);
        if (toBlame
                && dial.problem().filter(words -> !words.contains("at most")).isPresent()) {
            broken.add("does not say that a ceiling costs the floor: " + dial.problem());
        }
    }

    private long withoutHousehold(long patient, Looked looked) {
        var most = new Most(rules.most().in24Hours(), rules.most().in30Days());
        return clock.firstAllowed(
                Math.max(patient, Room.allowed(most, looked.known().rang())));
    }

    /// All endings that what was tried gives a right to; none while it has to go on.
    private Set<Ending> endings(Looked looked) {
        var known = looked.known();
        var series = known.series();
        var endings = EnumSet.noneOf(Ending.class);
        if (known.tried().stream().anyMatch(one -> one.happened() == Happened.REACHED)) {
            endings.add(Ending.REACHED);
        }
        if (series.stream().anyMatch(one -> one.happened() == Happened.NUMBER_CHANGED)) {
            endings.add(Ending.NUMBER_CHANGED);
        }
        if (isUnknownForSure(series)) {
            endings.add(Ending.NUMBER_UNKNOWN);
        }
        if (looked.windowEnd().isPresent() && looked.counted().size() >= rules.furtherAttempts()) {
            endings.add(Ending.UNREACHABLE);
        }
        return endings;
    }

    /// Two different days by the customer's calendar, or once in plain words, and since then nothing that shows
    /// there is such
    /// a number: neither another failure on his side nor an answer.
    private boolean isUnknownForSure(List<Tried> series) {
        var days = new ArrayList<LocalDate>();
        boolean announced = false;
        for (Tried one : series) {
            boolean saysSo = one.happened() == Happened.NUMBER_UNKNOWN;
            boolean announcesSo = one.happened() == Happened.EMPTY_NUMBER_ANNOUNCED;
            if (saysSo || announcesSo) {
                days.add(clock.day(one.start()));
                announced = announced || announcesSo;
            } else if (one.isCustomersFailure() || one.happened() == Happened.NO_AGENT) {
                days.clear();
                announced = false;
            }
        }
        return announced || days.stream().distinct().count() > 1;
    }

    static Optional<Tried> opener(List<Tried> series) {
        return series.stream().filter(Tried::isCustomersFailure).findFirst();
    }

    /// The further failures on the customer's side that were spaced and in allowed hours.
    List<Tried> counted(Known known) {
        var counted = new ArrayList<Tried>();
        var all = known.leftAloneAfter();
        boolean opened = false;
        for (int place = 0; place < all.size(); place++) {
            var one = all.get(place);
            if (!one.isCustomersFailure() || !known.series().contains(one)) {
                continue;
            }
            boolean spaced = rangUntil(all.subList(0, place))
                    .filter(end -> one.start() < end + rules.leaveAlone())
                    .isEmpty();
            if (opened && spaced && clock.mayRing(one.start())) {
                counted.add(one);
            }
            opened = true;
        }
        return counted;
    }

    /// Whether as many as are promised fit when the next attempt starts then; before the window is open: should
    /// that attempt fail and open it.
    private boolean isFloorKept(long next, Looked looked, Room room) {
        var rang = looked.known().rang();
        return looked.windowEnd()
                        .map(end -> looked.inTime() + room.count(next, end, rang))
                        .orElseGet(() -> (long) room.afterFirst(next, rang))
                >= rules.furtherAttempts();
    }

    private Looked look(Known known) {
        var counted = counted(known);
        var windowEnd = opener(known.series()).map(first -> first.start() + rules.window());
        long inTime = counted.stream()
                .filter(one -> one.start() <= windowEnd.orElse(Long.MIN_VALUE))
                .count();
        return new Looked(known, counted, windowEnd, inTime);
    }

    /// @param windowEnd empty until the first failure on the customer's side
    /// @param inTime how many of those that are counted
    private record Looked(Known known, List<Tried> counted, Optional<Long> windowEnd, long inTime) {}

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
