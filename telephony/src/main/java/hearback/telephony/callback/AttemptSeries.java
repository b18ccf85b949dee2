package hearback.telephony.callback;

import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the attempts so far come to under a rule.
///
/// @param attempts all of them, settled, in order
/// @param opener the first failure on the customer's side: it opens the window and does not count
/// @param counted the further failures on the customer's side that kept spacing and hours, in the window or not
record AttemptSeries(RetryRule rule, List<Past> attempts, Optional<Past> opener, List<Past> counted) {
    /// One attempt that is over.
    record Past(int ordinal, Instant startedAt, Instant endedAt, AttemptOutcome outcome) {
        boolean isCustomersFailure() {
            return outcome.side() == Side.CUSTOMER;
        }

        boolean isOf(Kind kind) {
            return outcome instanceof NotReached failure && failure.kind() == kind;
        }

        /// Whether the network or the customer let us know something of the number: an answer does, too, even
        /// one to which no agent came.
        boolean tellsOfTheNumber() {
            return isCustomersFailure()
                    || (outcome instanceof LineFailed failure
                            && (failure.fault() == Fault.NO_AGENT || failure.fault() == Fault.NO_SURVEY));
        }
    }

    static AttemptSeries of(RetryRule rule, List<Attempt> attempts) {
        var past = attempts.stream().map(AttemptSeries::past).toList();
        var counted = new ArrayList<Past>();
        Optional<Past> opener = Optional.empty();
        Optional<Instant> lastRang = Optional.empty();
        for (Past one : past) {
            if (one.isCustomersFailure() && opener.isEmpty()) {
                opener = Optional.of(one);
            } else if (one.isCustomersFailure() && keepsRule(rule, one, lastRang)) {
                counted.add(one);
            }
            if (one.outcome().mayHaveRung()) {
                lastRang = Optional.of(later(lastRang, one.endedAt()));
            }
        }
        return new AttemptSeries(rule, past, opener, List.copyOf(counted));
    }

    /// The attempt from whose end the spacing is counted.
    Optional<Past> lastThatMayHaveRung() {
        return attempts.stream()
                .filter(one -> one.outcome().mayHaveRung())
                .reduce((one, other) -> other.endedAt().isBefore(one.endedAt()) ? one : other);
    }

    Optional<Instant> windowEnd() {
        return opener.map(first -> first.startedAt().plus(rule.window()));
    }

    long countedInWindow() {
        return windowEnd()
                .map(end -> counted.stream()
                        .filter(one -> !one.startedAt().isAfter(end))
                        .count())
                .orElse(0L);
    }

    boolean isFull() {
        return opener.isPresent() && counted.size() >= rule.furtherAttempts();
    }

    /// Two equal results on different days of the customer's, and nothing in between that shows there is somebody
    /// (faults.md 2.6, row 404).
    boolean saysUnknownOnTwoDays() {
        var telling = attempts.stream().filter(Past::tellsOfTheNumber).toList().reversed();
        return telling.stream()
                        .takeWhile(one -> one.isOf(Kind.NUMBER_UNKNOWN))
                        .map(one -> one.startedAt().atZone(rule.hours().zone()).toLocalDate())
                        .distinct()
                        .count()
                > 1;
    }

    long ownFailures() {
        return attempts.stream()
                .filter(one -> one.outcome().side() == Side.OURS)
                .count();
    }

    private static boolean keepsRule(RetryRule rule, Past one, Optional<Instant> lastRang) {
        boolean spaced = lastRang.filter(end -> one.startedAt().isBefore(end.plus(rule.gap())))
                .isEmpty();
        return spaced && rule.hours().isOpenAt(one.startedAt());
    }

    private static Instant later(Optional<Instant> one, Instant other) {
        return one.filter(other::isBefore).orElse(other);
    }

    private static Past past(Attempt attempt) {
        return switch (attempt.state()) {
            case AttemptState.Settled(AttemptOutcome outcome, Instant endedAt) ->
                new Past(attempt.ordinal(), attempt.startedAt(), endedAt, outcome);
            case AttemptState.Committed _, AttemptState.Released _, AttemptState.Unknown _ ->
                throw new IllegalStateException(
                        "attempt " + attempt.id() + " is live: nothing is decided before it ends");
        };
    }
}
