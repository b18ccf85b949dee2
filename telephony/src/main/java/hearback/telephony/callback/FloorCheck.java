package hearback.telephony.callback;

import java.time.Instant;
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
            var dials = Dials.of(series).with(next);
            var after = dials.next();
            var further = dials.late(after.late()).fitting(after.at(), end, rule.furtherAttempts());
            return further.fit() >= rule.furtherAttempts()
                    ? Optional.empty()
                    : Optional.of("should this attempt fail, only " + further.fit() + " of " + rule.furtherAttempts()
                            + " further attempts fit into " + Wording.length(rule.window())
                            + " within the allowed hours" + closedDays(next, end) + ceilings(further.dials()));
        });
    }

    /// Whether the floor is kept when the next attempt starts then, and even when it starts a whole gap later: then
    /// a
    /// wish may be kept. Before the first failure neither says the other: a later window may lie better.
    boolean hasRoomToSpare(Instant next) {
        var rule = series.rule();
        return problem(next).isEmpty()
                && problem(rule.hours().nextOpening(next.plus(rule.gap()))).isEmpty();
    }

    private Optional<String> known(Instant next, Instant windowEnd) {
        var rule = series.rule();
        int missing = rule.furtherAttempts() - series.counted().size();
        var further = Dials.of(series).fitting(next, windowEnd, missing);
        long kept = series.countedInWindow() + further.fit();
        if (kept >= rule.furtherAttempts()) {
            return Optional.empty();
        }
        var words = new Wording(rule.hours());
        var opened = series.opener().map(AttemptSeries.Past::startedAt).orElse(next);
        var because = series.ownFailures() == 0 ? "" : "; attempts that failed on our side: " + series.ownFailures();
        return Optional.of("only " + kept + " of " + rule.furtherAttempts() + " further attempts fit before "
                + words.moment(windowEnd) + ", " + Wording.length(rule.window())
                + " after the first failure: the next is "
                + words.moment(next) + closedDays(opened, windowEnd)
                + ceilings(further.dials()) + because);
    }

    /// A holiday is told as one of the reasons.
    private String closedDays(Instant from, Instant to) {
        return new Wording(series.rule().hours())
                .days(from, to).stream().map("; %s"::formatted).collect(Collectors.joining());
    }

    private String ceilings(Dials dials) {
        return dials.atCeiling() ? "; " + series.rule().ceilings().told(series.dialled()) : "";
    }

    /// Those that were made and those that are thought of.
    ///
    /// @param last that was thought of
    /// @param atCeiling whether a ceiling made one of them late
    private record Dials(RetryRule rule, Dialled dialled, Instant last, boolean atCeiling) {
        static Dials of(AttemptSeries series) {
            return new Dials(series.rule(), series.dialled(), Instant.EPOCH, false);
        }

        /// As many as begin before the end, the first of them then.
        Further fitting(Instant first, Instant windowEnd, int most) {
            var dials = late(isAtCeiling(first));
            long fit = 0;
            var at = first;
            while (fit < most && !at.isAfter(windowEnd)) {
                dials = dials.add(at);
                fit++;
                var next = dials.next();
                dials = dials.late(next.late());
                at = next.at();
            }
            return new Further(dials, fit);
        }

        /// The earliest start after the last one, which rings for its whole time.
        Next next() {
            var spaced = last.plus(rule.ringTime()).plus(rule.gap());
            var open = rule.ceilings().open(dialled).filter(spaced::isBefore);
            return new Next(rule.hours().nextOpening(open.orElse(spaced)), open.isPresent());
        }

        /// One more, which may itself be late because of a ceiling.
        Dials with(Instant start) {
            return late(isAtCeiling(start)).add(start);
        }

        Dials late(boolean because) {
            return new Dials(rule, dialled, last, atCeiling || because);
        }

        private boolean isAtCeiling(Instant start) {
            return rule.ceilings()
                    .open(dialled)
                    .filter(open -> rule.hours().nextOpening(open).equals(start))
                    .isPresent();
        }

        private Dials add(Instant start) {
            return new Dials(rule, dialled.and(start), start, atCeiling);
        }
    }

    /// @param late because of a ceiling
    private record Next(Instant at, boolean late) {}

    /// @param fit how many of them
    private record Further(Dials dials, long fit) {}
}
