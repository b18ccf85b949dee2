package hearback.telephony.judge;

import hearback.telephony.judge.Happened.Whose;
import hearback.telephony.judge.PlanJudge.Tried;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Which of a callback's numbers may still be rung: neither those of which the network said that the customer is not
/// there, nor those that are barred, as long as any is left.
///
/// @param left by their places
/// @param areAllGone whether the customer is at none of them
record Numbers(List<Integer> left, boolean areAllGone) {
    static Numbers of(Known known, WallClock clock) {
        var all = IntStream.range(0, known.phones().many()).boxed().toList();
        var there = all.stream()
                .filter(one -> !isChanged(known, one) && !isUnknownForSure(known, one, clock))
                .toList();
        var free = there.stream()
                .filter(one -> !known.phones().barred().contains(one))
                .toList();
        return new Numbers(free.isEmpty() ? (there.isEmpty() ? all : there) : free, there.isEmpty());
    }

    /// In which order they are rung: after a failure of ours the same number comes first.
    List<Integer> inTurn(Known known) {
        if (known.tried().isEmpty() || known.tried().getLast().happened().whose != Whose.OURS) {
            return left;
        }
        int again = known.tried().getLast().number();
        var turn = new ArrayList<>(left);
        if (turn.remove(Integer.valueOf(again))) {
            turn.addFirst(again);
        }
        return turn;
    }

    private static boolean isChanged(Known known, int number) {
        return known.series().stream()
                .anyMatch(one -> one.number() == number && one.happened() == Happened.NUMBER_CHANGED);
    }

    /// Two different days by the customer's calendar, or once in plain words, and since then nothing that shows
    /// there is such a number: neither another failure on his side nor an answer.
    static boolean isUnknownForSure(Known known, int number, WallClock clock) {
        var days = new ArrayList<LocalDate>();
        boolean announced = false;
        for (Tried one : known.series()) {
            if (one.number() != number) {
                continue;
            }
            if (one.happened() == Happened.NUMBER_UNKNOWN) {
                days.add(clock.day(one.start()));
            } else if (one.happened() == Happened.EMPTY_NUMBER_ANNOUNCED) {
                days.add(clock.day(one.start()));
                announced = true;
            } else if (one.isCustomersFailure() || one.happened() == Happened.NO_AGENT) {
                days.clear();
                announced = false;
            }
        }
        return announced || days.stream().distinct().count() > 1;
    }
}
