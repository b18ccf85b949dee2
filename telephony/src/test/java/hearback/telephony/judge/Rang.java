package hearback.telephony.judge;

import hearback.telephony.judge.PlanJudge.Tried;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// When anything began that may have rung one of the numbers, and their household, whatever came of it.
///
/// @param numbers by the place of the number in its callback
/// @param household at whatever number; without any where the callback names none
record Rang(Map<Integer, List<Long>> numbers, List<Long> household) {
    static final Rang NEVER = new Rang(Map.of(), List.of());

    static Rang number(List<Long> at) {
        return new Rang(Map.of(0, at), List.of());
    }

    static Rang of(Stream<Tried> some, List<Long> household) {
        var rang = new Rang(Map.of(), household);
        for (Tried one : some.toList()) {
            rang = one.happened().mayHaveRung ? rang.with(one.number(), one.start()) : rang;
        }
        return rang;
    }

    List<Long> number(int place) {
        return numbers.getOrDefault(place, List.of());
    }

    /// Once more, which rings the number and the household.
    Rang and(int number, long at) {
        var more = new ArrayList<>(household);
        more.add(at);
        return new Rang(with(number, at).numbers(), more);
    }

    private Rang with(int number, long at) {
        var more = new ArrayList<>(number(number));
        more.add(at);
        var all = new HashMap<>(numbers);
        all.put(number, more);
        return new Rang(all, household);
    }
}
