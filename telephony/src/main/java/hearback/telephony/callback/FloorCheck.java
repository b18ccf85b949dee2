package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the promised number of further attempts still fits into the window, each taking its full ring time, each as
/// early as gap, hours and ceilings let it: whoever starts one later may start those after it no earlier. Of several
/// numbers each attempt rings one alone, the one that may be rung first: to ring the others, too, needs room to spare.
///
/// Source: regulation b.2, feasibility.
record FloorCheck(AttemptSeries series) {
    /// Why the floor is not kept when the next attempt starts then at this number, in words; empty when it is.
    Optional<String> problem(Instant next, PhoneNumber.Known number) {
        var rule = series.rule();
        return series.windowEnd()
                .map(end -> known(Dials.of(series), new Next(next, number, false), end))
                .orElseGet(() -> {
                    var end = next.plus(rule.window());
                    var dials = Dials.of(series).with(next, number);
                    var after = dials.next();
                    var further = dials.late(after.late()).fitting(after, end, rule.furtherAttempts());
                    return further.fit() >= rule.furtherAttempts()
                            ? Optional.empty()
                            : Optional.of("should this attempt fail, only " + further.fit() + " of "
                                    + rule.furtherAttempts()
                                    + " further attempts fit into " + Wording.length(rule.window())
                                    + " within the allowed hours" + closedDays(next, end) + ceilings(further.dials()));
                });
    }

    /// Whether the floor is kept when the next attempt starts then, and even when it starts a whole gap later: then
    /// a wish may be kept. Before the first failure neither says the other: a later window may lie better.
    boolean hasRoomToSpare(Instant next, PhoneNumber.Known number) {
        var rule = series.rule();
        return problem(next, number).isEmpty()
                && problem(rule.hours().nextOpening(next.plus(rule.gap())), number)
                        .isEmpty();
    }

    /// Why the floor is not kept when this number is rung then as one more of the same attempt.
    Optional<String> problemOfTheSame(Instant at, PhoneNumber.Known number) {
        var dials = Dials.of(series).with(at, number);
        var next = dials.next();
        return series.windowEnd().flatMap(end -> known(dials.late(next.late()), next, end));
    }

    private Optional<String> known(Dials before, Next next, Instant windowEnd) {
        var rule = series.rule();
        int missing = rule.furtherAttempts() - series.counted().size();
        var further = before.fitting(next, windowEnd, missing);
        long kept = series.countedInWindow() + further.fit();
        if (kept >= rule.furtherAttempts()) {
            return Optional.empty();
        }
        var words = new Wording(rule.hours());
        var opened = series.opener().map(AttemptSeries.Past::startedAt).orElse(next.at());
        var because = series.ownFailures() == 0 ? "" : "; attempts that failed on our side: " + series.ownFailures();
        return Optional.of("only " + kept + " of " + rule.furtherAttempts() + " further attempts fit before "
                + words.moment(windowEnd) + ", " + Wording.length(rule.window())
                + " after the first failure: the next is "
                + words.moment(next.at()) + closedDays(opened, windowEnd)
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
    private record Dials(
            RetryRule rule, List<PhoneNumber.Known> numbers, Dialled dialled, Instant last, boolean atCeiling) {
        static Dials of(AttemptSeries series) {
            return new Dials(series.rule(), series.numbers(), series.dialled(), Instant.EPOCH, false);
        }

        /// As many as begin before the end, this one first.
        Further fitting(Next first, Instant windowEnd, int most) {
            var dials = late(isAtCeiling(first.at(), first.number()));
            long fit = 0;
            var next = first;
            while (fit < most && !next.at().isAfter(windowEnd)) {
                dials = dials.add(next.at(), next.number());
                fit++;
                next = dials.next();
                dials = dials.late(next.late());
            }
            return new Further(dials, fit);
        }

        /// The earliest start after the last one, which rings for its whole time; of several numbers that may
        /// be rung then, at the first.
        Next next() {
            var spaced = last.plus(rule.ringTime()).plus(rule.gap());
            var earliest = next(spaced, numbers.getFirst());
            for (int other = 1; other < numbers.size() && earliest.late(); other++) {
                var another = next(spaced, numbers.get(other));
                earliest = another.at().isBefore(earliest.at()) ? another : earliest;
            }
            return earliest;
        }

        private Next next(Instant spaced, PhoneNumber.Known number) {
            var open = rule.ceilings().open(dialled, number).filter(spaced::isBefore);
            return new Next(rule.hours().nextOpening(open.orElse(spaced)), number, open.isPresent());
        }

        /// One more, which may itself be late because of a ceiling.
        Dials with(Instant start, PhoneNumber.Known number) {
            return late(isAtCeiling(start, number)).add(start, number);
        }

        Dials late(boolean because) {
            return new Dials(rule, numbers, dialled, last, atCeiling || because);
        }

        private boolean isAtCeiling(Instant start, PhoneNumber.Known number) {
            return rule.ceilings()
                    .open(dialled, number)
                    .filter(open -> rule.hours().nextOpening(open).equals(start))
                    .isPresent();
        }

        private Dials add(Instant start, PhoneNumber.Known number) {
            return new Dials(rule, numbers, dialled.and(number, start), start, atCeiling);
        }
    }

    /// @param late because of a ceiling
    private record Next(Instant at, PhoneNumber.Known number, boolean late) {}

    /// @param fit how many of them
    private record Further(Dials dials, long fit) {}
}
