package hearback.telephony.callback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When dials that may have rung began, each in order.
///
/// @param number those of one number
/// @param household those of its household, at whatever number; empty: it belongs to none
record Dialled(List<Instant> number, Optional<List<Instant>> household) {
    /// One more, which rings both.
    Dialled and(Instant start) {
        return new Dialled(with(number, start), household.map(some -> with(some, start)));
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
