package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When dials that may have rung began, each in order.
///
/// @param numbers those of each number that any rang
/// @param household those of the numbers' household, at whatever number; empty: they belong to none
record Dialled(Map<PhoneNumber.Known, List<Instant>> numbers, Optional<List<Instant>> household) {
    List<Instant> of(PhoneNumber.Known number) {
        return numbers.getOrDefault(number, List.of());
    }

    /// One more, which rings the number and the household.
    Dialled and(PhoneNumber.Known number, Instant start) {
        var more = new HashMap<>(numbers);
        more.put(number, with(of(number), start));
        return new Dialled(more, household.map(some -> with(some, start)));
    }

    private static List<Instant> with(List<Instant> starts, Instant start) {
        var more = new ArrayList<>(starts);
        int place = more.size();
        while (place > 0 && more.get(place - 1).isAfter(start)) {
            place--;
        }
        more.add(place, start);
        return more;
    }
}
