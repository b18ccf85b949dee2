package hearback.telephony.judge;

import hearback.telephony.judge.Happened.Whose;
import hearback.telephony.judge.OneAttempt.Start;
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
    ///
    /// @param number by its place among those of the callback
    record Tried(long start, long end, Happened happened, int number) {
        /// At the only number, or the first.
        Tried(long start, long end, Happened happened) {
            this(start, end, happened, 0);
        }

        boolean isCustomersFailure() {
            return happened.whose == Whose.CUSTOMERS;
        }
    }

    /// What the planner said.
    sealed interface Said {
        String why();

        /// @param number by its place among those of the callback
        record DialAt(long at, String why, Optional<String> problem, int number) implements Said {
            /// At the only number, or the first.
            DialAt(long at, String why, Optional<String> problem) {
                this(at, why, problem, 0);
            }

            /// Whether it goes on with the attempt that was begun at another number.
            boolean isTheSame() {
                return why.contains("the same attempt");
            }

            Start start() {
                return new Start(at, number);
            }
        }

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
        var looked = Looked.at(known, rules, clock);
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
        if (at < spaced && !dial.isTheSame()) {
            broken.add("is " + seconds(spaced - at) + " s too soon after an attempt that may have rung");
        }
        long allowed = Room.allowed(rules.most(), looked.known().rang(), dial.number());
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
        var right = right(withoutCeiling, looked);
        if (dial.isTheSame()) {
            judgeTheSame(dial, right, looked, broken);
        } else {
            judgeTimeliness(dial, right, looked, broken);
            judgeDaysOff(dial, withoutCeiling, looked, broken);
            judgeCeilings(dial, withoutCeiling, looked, broken);
        }
        judgeFloor(dial, right, looked, broken);
    }

    private Right right(long withoutCeiling, Looked looked) {
        var soonest = earliest(withoutCeiling, looked);
        var patient = ownFailureUntil(looked.known().tried())
                .map(end -> earliest(Math.max(withoutCeiling, end + rules.ownFailureWait()), looked))
                .orElse(soonest);
        var wish = wished(patient, looked);
        boolean isKeptByAnother = looked.isFloorKept(new Start(wish.at(), patient.number()), room);
        var same = looked.one().next();
        boolean isKeptByTheSame =
                same.filter(start -> looked.isKeptByTheSame(start, room)).isPresent();
        boolean goesOn = same.isPresent() && (looked.isFull() || isKeptByTheSame || !isKeptByAnother);
        return new Right(soonest, patient, wish, goesOn, goesOn ? isKeptByTheSame : isKeptByAnother);
    }

    /// @param soonest when and where the next attempt may begin
    /// @param patient the same after the whole of our own wait
    /// @param goesOn whether a further number has to be dialled within the same attempt instead
    /// @param isKept whether the floor is kept by what is right after the whole of our own wait
    private record Right(Start soonest, Start patient, Wished wish, boolean goesOn, boolean isKept) {}

    private Start earliest(long from, Looked looked) {
        return room.earliest(from, looked.inTurn(), looked.known().rang());
    }

    /// No later than at once, at the number in turn, and only where the floor does not need it otherwise.
    private void judgeTheSame(Said.DialAt dial, Right right, Looked looked, List<String> broken) {
        var next = looked.one().next(dial.at());
        if (next.filter(dial.start()::equals).isEmpty()) {
            broken.add("goes on at number " + dial.number() + "; right would be " + next);
            return;
        }
        long patient = looked.one().patient();
        if (dial.at() > patient) {
            broken.add("goes on " + seconds(dial.at() - patient) + " s later than any rule asks for");
        }
        if (dial.at() == patient && !right.goesOn()) {
            broken.add("costs the floor by one more number, which is kept without it");
        }
        boolean floorNeedsIt = !looked.isFull() && !right.isKept() && looked.isKeptByTheSame(dial.start(), room);
        if (dial.at() < patient && !floorNeedsIt) {
            broken.add("goes on " + seconds(patient - dial.at())
                    + " s too soon after a failure of ours, and no floor needs it");
        }
    }

    private void judgeTimeliness(Said.DialAt dial, Right right, Looked looked, List<String> broken) {
        long at = dial.at();
        long patient = right.patient().at();
        var wish = right.wish();
        boolean isOpen = looked.windowEnd().isPresent();
        if (at > patient && at != wish.at()) {
            broken.add("is " + seconds(at - patient) + " s later than any rule asks for");
        }
        if (at >= patient && right.goesOn()) {
            broken.add("does not go on at once at another number, although it could");
        }
        int inTurn = looked.inTurn().stream()
                .filter(number -> Room.allowed(rules.most(), looked.known().rang(), number) <= Math.min(at, patient))
                .findFirst()
                .orElse(dial.number());
        if (dial.number() != inTurn || !looked.inTurn().contains(dial.number())) {
            broken.add("rings number " + dial.number() + " where " + inTurn + " is in turn");
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
        boolean floorNeedsIt = isOpen && looked.isFloorKept(dial.start(), room) && !right.isKept();
        if (at >= right.soonest().at() && at < patient && !floorNeedsIt) {
            broken.add("is " + seconds(patient - at) + " s too soon after a failure of ours, and no floor needs it");
        }
    }

    private void judgeFloor(Said.DialAt dial, Right right, Looked looked, List<String> broken) {
        boolean kept = looked.isKept(dial, room);
        long soonest = right.soonest().at();
        if (!kept && looked.windowEnd().isPresent() && !looked.isFull()) {
            if ((dial.at() > soonest || dial.isTheSame()) && looked.isFloorKept(right.soonest(), room)) {
                broken.add(
                        "gives the floor away, which a start " + seconds(dial.at() - soonest) + " s sooner would keep");
            }
            var same = looked.one().next(looked.one().soonest());
            if (same.filter(start -> looked.isKeptByTheSame(start, room)).isPresent()) {
                broken.add("gives the floor away, which going on at another number would keep");
            }
        }
        if (kept && dial.problem().isPresent()) {
            broken.add("names a problem where the floor can be kept: "
                    + dial.problem().get());
        }
        if (!kept && dial.problem().filter(words -> !words.isBlank()).isEmpty()) {
            broken.add("names no problem although the floor cannot be kept");
        }
    }

    private Wished wished(Start patient, Looked looked) {
        return new Wished.Search(
                        rules.wishes(),
                        clock,
                        looked.known(),
                        looked.windowEnd().isPresent(),
                        at -> hasRoomToSpare(new Start(at, patient.number()), looked))
                .from(patient.at());
    }

    /// Then, and even if it were a whole pause later.
    private boolean hasRoomToSpare(Start start, Looked looked) {
        var later = new Start(clock.firstAllowed(start.at() + rules.leaveAlone()), start.number());
        return looked.isFloorKept(start, room) && looked.isFloorKept(later, room);
    }

    /// Who waits for days off, or loses the floor to them, is told so.
    private void judgeDaysOff(Said.DialAt dial, long withoutCeiling, Looked looked, List<String> broken) {
        if (rules.daysOff().areNone()) {
            return;
        }
        long base = Math.max(
                withoutCeiling, Room.allowed(rules.most(), looked.known().rang(), dial.number()));
        long patient = ownFailureUntil(looked.known().tried())
                .map(end -> Math.max(base, end + rules.ownFailureWait()))
                .orElse(base);
        long soonest = Math.min(dial.at(), clock.firstAllowed(patient));
        if (soonest > onEveryDay.clock().firstAllowed(patient) && !namesDaysOff(dial.why())) {
            broken.add("does not say for which day off it waits: " + dial.why());
        }
        boolean toBlame = !looked.isFloorKept(dial.start(), room) && looked.isFloorKept(dial.start(), onEveryDay);
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
                Math.max(patient, Room.allowed(rules.most(), looked.known().rang(), dial.number())));
        if (Math.min(dial.at(), bound) > free && !dial.why().contains("at most")) {
            broken.add("does not say for which ceiling it waits: " + dial.why());
        }
        boolean isForHousehold =
                Room.allowedByHousehold(rules.most(), looked.known().rang()) == bound
                        && bound > withoutHousehold(new Start(patient, dial.number()), looked);
        if (dial.at() >= bound && isForHousehold && !dial.why().contains("to this household")) {
            broken.add("does not say that it waits for the household: " + dial.why());
        }
        boolean toBlame = !looked.isFloorKept(dial.start(), room)
                && looked.isFloorKept(new Start(Math.min(free, dial.at()), dial.number()), withoutCeilings);
        if (toBlame
                && dial.problem().filter(words -> !words.contains("at most")).isPresent()) {
            broken.add("does not say that a ceiling costs the floor: " + dial.problem());
        }
    }

    private long withoutHousehold(Start patient, Looked looked) {
        var most = new Most(rules.most().in24Hours(), rules.most().in30Days());
        return clock.firstAllowed(
                Math.max(patient.at(), Room.allowed(most, looked.known().rang(), patient.number())));
    }

    /// All endings that what was tried gives a right to; none while it has to go on.
    private Set<Ending> endings(Looked looked) {
        var known = looked.known();
        var series = known.series();
        var endings = EnumSet.noneOf(Ending.class);
        if (known.tried().stream().anyMatch(one -> one.happened() == Happened.REACHED)) {
            endings.add(Ending.REACHED);
        }
        if (looked.numbers().areAllGone()) {
            boolean isChanged = series.stream().anyMatch(one -> one.happened() == Happened.NUMBER_CHANGED);
            endings.add(isChanged ? Ending.NUMBER_CHANGED : Ending.NUMBER_UNKNOWN);
        }
        if (looked.isFull() && looked.one().next().isEmpty()) {
            endings.add(Ending.UNREACHABLE);
        }
        return endings;
    }

    List<Tried> counted(Known known) {
        return Looked.at(known, rules, clock).counted();
    }

    static Optional<Long> rangUntil(List<Tried> tried) {
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
