package hearback.config.calendar;

import java.time.Instant;
import java.util.Optional;

/// What counts and what does not: tells of any instant, and until when it goes on saying the same. So time is counted
/// in pieces and never minute by minute.
@FunctionalInterface
interface Ruler {
    /// Elapsed time: everything counts.
    Ruler EVERYTHING = _ -> Piece.counted(Instant.MAX);

    Piece at(Instant at);

    /// The same, but what lies in these stretches does not count, and is told as such whatever it was before.
    default Ruler without(Suspensions suspended) {
        return at -> suspended
                .at(at)
                .map(stretch -> Piece.skipped(stretch.until(), Counted.Why.SUSPENDED, ""))
                .orElseGet(() -> at(at).noLongerThan(suspended.nextAfter(at)));
    }

    /// @param until after the instant asked about; what is said holds until then, and perhaps longer
    /// @param skipped empty: it counts
    record Piece(Instant until, Optional<Reason> skipped) {
        static Piece counted(Instant until) {
            return new Piece(until, Optional.empty());
        }

        static Piece skipped(Instant until, Counted.Why why, String detail) {
            return new Piece(until, Optional.of(new Reason(why, detail)));
        }

        boolean counts() {
            return skipped.isEmpty();
        }

        Piece noLongerThan(Instant end) {
            return end.isBefore(until) ? new Piece(end, skipped) : this;
        }
    }

    /// Why something is not counted.
    record Reason(Counted.Why why, String detail) {}
}
