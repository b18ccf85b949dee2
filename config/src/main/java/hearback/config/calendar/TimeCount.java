package hearback.config.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Counts lengths of time along a ruler.
record TimeCount(Ruler ruler) {
    /// The first distance looked back for a length of time; doubled until enough of it counts.
    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(1);

    /// @param due the earliest instant by which so much time counted; it may be the end of a counted stretch
    record Run(Instant due, List<Counted.Skipped> skipped) {}

    /// @throws IllegalArgumentException when time is suspended without end
    Run run(Instant start, Duration length) {
        var skipped = new SkippedLog();
        var at = start;
        var left = length;
        while (true) {
            var piece = ruler.at(at);
            if (piece.counts()) {
                if (piece.until().equals(Instant.MAX) || !at.plus(left).isAfter(piece.until())) {
                    return new Run(at.plus(left), skipped.stretches());
                }
                left = left.minus(Duration.between(at, piece.until()));
            } else {
                skipped.add(at, finite(piece.until()), piece.skipped().orElseThrow());
            }
            at = piece.until();
        }
    }

    /// How much counts between the two; zero when `to` is not after `from`.
    Duration between(Instant from, Instant to) {
        var sum = Duration.ZERO;
        var at = from;
        while (at.isBefore(to)) {
            var piece = ruler.at(at).noLongerThan(to);
            if (piece.counts()) {
                sum = sum.plus(Duration.between(at, piece.until()));
            }
            at = piece.until();
        }
        return sum;
    }

    /// The latest instant from which so much still counts until the limit.
    Instant latestBefore(Instant limit, Duration length) {
        var back = length.plus(FIRST_LOOK_BACK);
        while (between(limit.minus(back), limit).compareTo(length) < 0) {
            back = back.multipliedBy(2);
        }
        var from = limit.minus(back);
        var spare = between(from, limit).minus(length);
        var at = run(from, spare).due();
        var piece = ruler.at(at);
        while (!piece.counts()) {
            at = piece.until();
            piece = ruler.at(at);
        }
        return at;
    }

    private static Instant finite(Instant until) {
        if (until.equals(Instant.MAX)) {
            throw new IllegalArgumentException("suspended without end: nothing is ever due");
        }
        return until;
    }
}
