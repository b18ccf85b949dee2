package hearback.telephony.judge;

import hearback.telephony.judge.OneAttempt.Start;
import hearback.telephony.judge.PlanJudge.Rules;
import hearback.telephony.judge.PlanJudge.Said;
import hearback.telephony.judge.PlanJudge.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known of a callback, as the floor has it.
///
/// @param counted further failures on the customer's side
/// @param windowEnd empty until the first failure on the customer's side
/// @param inTime how many of those that are counted
/// @param isFull whether as many are counted as were promised
/// @param one the attempt that was begun last
record Looked(
        Rules rules,
        Known known,
        List<Tried> counted,
        Optional<Long> windowEnd,
        long inTime,
        boolean isFull,
        Numbers numbers,
        OneAttempt one) {
    static Looked at(Known known, Rules rules, WallClock clock) {
        var counted = counted(known, rules, clock);
        var windowEnd = opener(known.series()).map(first -> first.start() + rules.window());
        long inTime = counted.stream()
                .filter(one -> one.start() <= windowEnd.orElse(Long.MIN_VALUE))
                .count();
        boolean isFull = windowEnd.isPresent() && counted.size() >= rules.furtherAttempts();
        var numbers = Numbers.of(known, clock);
        return new Looked(
                rules,
                known,
                counted,
                windowEnd,
                inTime,
                isFull,
                numbers,
                new OneAttempt(rules, clock, known, numbers));
    }

    static Optional<Tried> opener(List<Tried> series) {
        return series.stream().filter(Tried::isCustomersFailure).findFirst();
    }

    /// The further failures on the customer's side that were spaced and in allowed hours.
    private static List<Tried> counted(Known known, Rules rules, WallClock clock) {
        var counted = new ArrayList<Tried>();
        var all = known.leftAloneAfter();
        boolean opened = false;
        for (int place = 0; place < all.size(); place++) {
            var one = all.get(place);
            if (!one.isCustomersFailure() || !known.series().contains(one)) {
                continue;
            }
            boolean spaced = PlanJudge.rangUntil(all.subList(0, place))
                    .filter(end -> one.start() < end + rules.leaveAlone())
                    .isEmpty();
            if (opened && spaced && clock.mayRing(one.start())) {
                counted.add(one);
            }
            opened = true;
        }
        return counted;
    }

    List<Integer> inTurn() {
        return numbers.inTurn(known);
    }

    /// Whether as many as are promised fit when the next attempt starts then; before the window is open: should
    /// that attempt fail and open it.
    boolean isFloorKept(Start next, Room room) {
        return windowEnd
                        .map(end -> inTime + room.count(next, numbers.left(), end, known.rang()))
                        .orElseGet(() -> (long) room.afterFirst(next, numbers.left(), known.rang()))
                >= rules.furtherAttempts();
    }

    /// Whether they fit when the present attempt goes on there.
    boolean isKeptByTheSame(Start same, Room room) {
        int further = room.afterSame(same, numbers.left(), windowEnd.orElseThrow(), known.rang());
        return inTime + further >= rules.furtherAttempts();
    }

    boolean isKept(Said.DialAt dial, Room room) {
        boolean goesOn = dial.isTheSame() && windowEnd.isPresent();
        return goesOn ? isKeptByTheSame(dial.start(), room) : isFloorKept(dial.start(), room);
    }
}
