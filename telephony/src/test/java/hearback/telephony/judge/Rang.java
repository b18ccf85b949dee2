package hearback.telephony.judge;

import java.util.ArrayList;
import java.util.List;

/// When anything began that may have rung a number, and its household, whatever came of it.
///
/// @param household at whatever number; without any where the callback names none
record Rang(List<Long> number, List<Long> household) {
    static final Rang NEVER = new Rang(List.of(), List.of());

    static Rang number(List<Long> at) {
        return new Rang(at, List.of());
    }

    /// Once more, which rings both.
    Rang and(long at) {
        return new Rang(with(number, at), with(household, at));
    }

    private static List<Long> with(List<Long> some, long at) {
        var more = new ArrayList<>(some);
        more.add(at);
        return more;
    }
}
