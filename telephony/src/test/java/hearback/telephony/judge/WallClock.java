package hearback.telephony.judge;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// What the customer's clock shows, and whether he may be rung then. Times are microseconds since 1970.
///
/// Naive on purpose: nothing is computed ahead. Whether it is allowed is looked up by turning one instant into the time
/// on the wall; the next allowed time is found by asking so at every minute in turn (every second when a window does
/// not begin and end at whole minutes); what was walked once is not walked again. Offsets are taken to be whole
/// minutes, as all have been since 1972.
final class WallClock {
    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final int SECONDS_OF_A_DAY = 24 * 60 * 60;

    private final ZoneRules rules;
    private final int[] from;
    private final int[] to;
    private final long step;
    private final List<Walked> walkedBefore = new ArrayList<>();

    /// A quiet window as it is read on the wall: the start inside, the end not; it may run over midnight.
    record Quiet(LocalTime from, LocalTime to) {
        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    WallClock(String zone, List<Quiet> quiet) {
        rules = ZoneId.of(zone).getRules();
        from = quiet.stream().mapToInt(one -> one.from().toSecondOfDay()).toArray();
        to = quiet.stream().mapToInt(one -> one.to().toSecondOfDay()).toArray();
        step = quiet.stream()
                        .allMatch(one -> one.from().getSecond() == 0 && one.to().getSecond() == 0)
                ? MINUTE
                : SECOND;
    }

    boolean mayRing(long at) {
        long second = Math.floorDiv(at, SECOND);
        int offset = rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        int shown = (int) Math.floorMod(second + offset, (long) SECONDS_OF_A_DAY);
        for (int window = 0; window < from.length; window++) {
            boolean overMidnight = to[window] < from[window];
            boolean quiet = overMidnight
                    ? shown >= from[window] || shown < to[window]
                    : shown >= from[window] && shown < to[window];
            if (quiet) {
                return false;
            }
        }
        return true;
    }

    /// The first allowed time, this one or later.
    long firstAllowed(long at) {
        if (mayRing(at)) {
            return at;
        }
        long first = (Math.floorDiv(at, step) + 1) * step;
        for (Walked quiet : walkedBefore) {
            if (quiet.from <= first && first < quiet.until) {
                return quiet.until;
            }
        }
        long walked = first;
        while (!mayRing(walked)) {
            walked += step;
            if (walked - at > 10 * DAY) {
                throw new IllegalStateException("nobody may be rung for ten days");
            }
        }
        walkedBefore.add(new Walked(first, walked));
        return walked;
    }

    /// Quiet at every step of it, and no longer at its end.
    private record Walked(long from, long until) {}
}
