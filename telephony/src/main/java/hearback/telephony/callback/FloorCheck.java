package hearback.telephony.callback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the promised number of further attempts still fits into the window, each taking its full ring time, each as
/// early as gap, hours and ceilings let it: whoever starts one later may start those after it no earlier.
///
/// Source: regulation b.2, feasibility.
record FloorCheck(AttemptSeries series) {
    /// Why the floor is not kept when the next attempt starts then, in words; empty when it is.
    Optional<String> problem(Instant next) {
        var rule = series.rule();
        return series.windowEnd().map(end -> known(next, end)).orElseGet(() -> {
            var end = next.plus(rule.window());
            var dials = new Dials();
            dials.put(next);
            long fit = dials.fitting(dials.next(), end, rule.furtherAttempts());
            return fit >= rule.furtherAttempts()
                    ? Optional.empty()
                    : Optional.of("should this attempt fail, only " + fit + " of " + rule.furtherAttempts()
                            + " further attempts fit into " + Wording.length(rule.window())
                            + " within the allowed hours" + closedDays(next, end) + ceilings(dials));
        });
    }

    private Optional<String> known(Instant next, Instant windowEnd) {
        var rule = series.rule();
        int missing = rule.furtherAttempts() - series.counted().size();
        var dials = new Dials();
        long kept = series.countedInWindow() + dials.fitting(next, windowEnd, missing);
        if (kept >= rule.furtherAttempts()) {
            return Optional.empty();
        }
        var words = new Wording(rule.hours());
        var opened = series.opener().map(AttemptSeries.Past::startedAt).orElse(next);
        var because = series.ownFailures() == 0 ? "" : "; attempts that failed on our side: " + series.ownFailures();
        return Optional.of("only " + kept + " of " + rule.furtherAttempts() + " further attempts fit before "
                + words.moment(windowEnd) + ", " + Wording.length(rule.window())
                + " after the first failure: the next is "
                + words.moment(next) + closedDays(opened, windowEnd) + ceilings(dials) + because);
    }

    /// A holiday is told as one of the reasons.
    private String closedDays(Instant from, Instant to) {
        return new Wording(series.rule().hours())
                .days(from, to).stream().map("; %s"::formatted).collect(Collectors.joining());
    }

    private String ceilings(Dials dials) {
        return dials.atCeiling ? "; " + series.rule().ceilings().told() : "";
    }

    /// Those that were made and those that are thought of.
    private final class Dials {
        private final List<Instant> starts = new ArrayList<>(series.starts());
        private Instant last = Instant.EPOCH;
        private boolean atCeiling;

        /// The next one, which may itself be late because of a ceiling.
        void put(Instant next) {
            atCeiling |= isAtCeiling(next);
            add(next);
        }

        long fitting(Instant first, Instant windowEnd, int most) {
            long fit = 0;
            atCeiling |= isAtCeiling(first);
            for (var at = first; fit < most && !at.isAfter(windowEnd); at = next()) {
                add(at);
                fit++;
            }
            return fit;
        }

        /// The earliest start after the last one, which rings for its whole time.
        Instant next() {
            var spaced = last.plus(rule().ringTime()).plus(rule().gap());
            var open = rule().ceilings().open(starts).filter(spaced::isBefore);
            atCeiling |= open.isPresent();
            return rule().hours().nextOpening(open.orElse(spaced));
        }

        private boolean isAtCeiling(Instant start) {
            return rule().ceilings()
                    .open(starts)
                    .filter(open -> rule().hours().nextOpening(open).equals(start))
                    .isPresent();
        }

        private void add(Instant start) {
            int place = starts.size();
            while (place > 0 && starts.get(place - 1).isAfter(start)) {
                place--;
            }
            starts.add(place, start);
            last = start;
        }
    }

    private RetryRule rule() {
        return series.rule();
    }
}
