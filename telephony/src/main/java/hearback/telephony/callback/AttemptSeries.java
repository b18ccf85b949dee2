package hearback.telephony.callback;

import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import hearback.telephony.callback.AttemptOutcome.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the attempts so far come to under a rule: the callback's own, and those of other callbacks that rang the same
/// number.
///
/// @param attempts that were made for this callback or served it, settled, in the order in which they began
/// @param holdOff those after which the number is left alone: the attempts, and what rang it before the callback was
///     planned
/// @param opener the first failure on the customer's side: it opens the window and does not count
/// @param counted the further failures on the customer's side that kept spacing and hours, in the window or not
/// @param dialled when every dial that may have rung the number or its household began, whatever it was for
record AttemptSeries(
        RetryRule rule,
        List<Past> attempts,
        List<Past> holdOff,
        Optional<Past> opener,
        List<Past> counted,
        Dialled dialled) {
    /// One attempt that is over.
    ///
    /// @param of another callback; empty: of this one
    record Past(Optional<CallbackId> of, int ordinal, Instant startedAt, Instant endedAt, AttemptOutcome outcome) {
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

        /// Whether it was made for the callback that was planned then, or rang its number since.
        boolean serves(Instant plannedAt) {
            return of.isEmpty() || !startedAt.isBefore(plannedAt);
        }

        /// `attempt 2`, `attempt 1 of callback ... to the same number`.
        String named() {
            return "attempt " + ordinal
                    + of.map(" of callback %s to the same number"::formatted).orElse("");
        }
    }

    /// @param plannedAt when the callback was: what rang the number from then on serves it
    static AttemptSeries of(RetryRule rule, List<Attempt> own, Instant plannedAt, NumberHistory number) {
        var mine = own.stream().map(one -> past(one, Optional.empty())).toList();
        var others = number.attempts().stream()
                .map(one -> past(one, Optional.of(one.callback())))
                .toList();
        var between = others.stream()
                .filter(one -> one.outcome().mayHaveRung() && !(one.outcome() instanceof Reached))
                .filter(one -> number.spokenTo()
                        .filter(at -> !at.isBefore(one.endedAt()))
                        .isEmpty())
                .toList();
        var holdOff = inOrder(Stream.concat(mine.stream(), between.stream()));
        var attempts = holdOff.stream().filter(one -> one.serves(plannedAt)).toList();
        var starts = inOrder(Stream.concat(mine.stream(), others.stream())).stream()
                .filter(one -> one.outcome().mayHaveRung())
                .map(Past::startedAt)
                .toList();
        return counting(rule, plannedAt, attempts, holdOff, new Dialled(starts, household(mine, number)));
    }

    private static Optional<List<Instant>> household(List<Past> mine, NumberHistory number) {
        return number.household()
                .map(others -> Stream.concat(
                                mine.stream()
                                        .filter(one -> one.outcome().mayHaveRung())
                                        .map(Past::startedAt),
                                others.stream())
                        .sorted()
                        .toList());
    }

    private static AttemptSeries counting(
            RetryRule rule, Instant plannedAt, List<Past> attempts, List<Past> holdOff, Dialled dialled) {
        var counted = new ArrayList<Past>();
        Optional<Past> opener = Optional.empty();
        Optional<Instant> lastRang = Optional.empty();
        for (Past one : holdOff) {
            boolean counts = one.isCustomersFailure() && one.serves(plannedAt);
            if (counts && opener.isEmpty()) {
                opener = Optional.of(one);
            } else if (counts && keepsRule(rule, one, lastRang)) {
                counted.add(one);
            }
            if (one.outcome().mayHaveRung()) {
                lastRang = Optional.of(later(lastRang, one.endedAt()));
            }
        }
        return new AttemptSeries(rule, attempts, holdOff, opener, List.copyOf(counted), dialled);
    }

    /// The attempt from whose end the spacing is counted.
    Optional<Past> lastThatMayHaveRung() {
        return holdOff.stream()
                .filter(one -> one.outcome().mayHaveRung())
                .reduce((one, other) -> other.endedAt().isBefore(one.endedAt()) ? one : other);
    }

    /// The last attempt that was made for this callback.
    Optional<Past> lastOwn() {
        return attempts.stream()
                .filter(one -> one.of().isEmpty())
                .reduce((one, other) -> other.ordinal() > one.ordinal() ? other : one);
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

    /// The network announced it (faults.md 2.6 (b)), and nothing since shows that there is somebody.
    boolean isAnnouncedUnknown() {
        return attempts.stream().filter(Past::tellsOfTheNumber).toList().reversed().stream()
                .takeWhile(one -> one.isOf(Kind.NUMBER_UNKNOWN))
                .anyMatch(one -> one.outcome() instanceof NotReached failure && failure.isAnnouncedUnknown());
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

    private static List<Past> inOrder(Stream<Past> some) {
        return some.sorted(Comparator.comparing(Past::startedAt)).toList();
    }

    private static Past past(Attempt attempt, Optional<CallbackId> of) {
        return switch (attempt.state()) {
            case AttemptState.Settled(AttemptOutcome outcome, Instant endedAt) ->
                new Past(of, attempt.ordinal(), attempt.startedAt(), endedAt, outcome);
            case AttemptState.Committed _, AttemptState.Released _, AttemptState.Unknown _ ->
                throw new IllegalStateException(
                        "attempt " + attempt.id() + " is live: nothing is decided before it ends");
        };
    }
}
