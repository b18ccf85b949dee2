package hearback.telephony.callback;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the promised number of further attempts still fits into the window, each taking its full ring time.
///
/// Source: regulation b.2, feasibility.
record FloorCheck(AttemptSeries series) {
    /// Why the floor is not kept when the next attempt starts then, in words; empty when it is.
    Optional<String> problem(Instant next) {
        var rule = series.rule();
        return series.windowEnd().map(end -> known(next, end)).orElseGet(() -> {
            long fit = fitting(after(next), next.plus(rule.window()), rule.furtherAttempts());
            return fit >= rule.furtherAttempts()
                    ? Optional.empty()
                    : Optional.of("should this attempt fail, only " + fit + " of " + rule.furtherAttempts()
                            + " further attempts fit into " + Wording.length(rule.window())
                            + " within the allowed hours" + closedDays(next, next.plus(rule.window())));
        });
    }

    private Optional<String> known(Instant next, Instant windowEnd) {
        var rule = series.rule();
        int missing = rule.furtherAttempts() - series.counted().size();
        long kept = series.countedInWindow() + fitting(next, windowEnd, missing);
        if (kept >= rule.furtherAttempts()) {
            return Optional.empty();
        }
        var words = new Wording(rule.hours());
        var opened = series.opener().map(AttemptSeries.Past::startedAt).orElse(next);
        var because = series.ownFailures() == 0 ? "" : "; attempts that failed on our side: " + series.ownFailures();
        return Optional.of("only " + kept + " of " + rule.furtherAttempts() + " further attempts fit before "
                + words.moment(windowEnd) + ", " + Wording.length(rule.window())
                + " after the first failure: the next is "
                + words.moment(next) + closedDays(opened, windowEnd) + because);
    }

    /// A holiday is told as one of the reasons.
    private String closedDays(Instant from, Instant to) {
        return new Wording(series.rule().hours())
                .days(from, to).stream().map("; %s"::formatted).collect(Collectors.joining());
    }

    private long fitting(Instant first, Instant windowEnd, int most) {
        long fit = 0;
        for (var at = first; fit < most && !at.isAfter(windowEnd); at = after(at)) {
            fit++;
        }
        return fit;
    }

    /// The earliest start after an attempt that rings for its whole time.
    private Instant after(Instant attempt) {
        var rule = series.rule();
        return rule.hours().nextOpening(attempt.plus(rule.ringTime()).plus(rule.gap()));
    }
}
