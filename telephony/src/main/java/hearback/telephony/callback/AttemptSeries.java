package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the attempts so far come to under a rule: the callback's own, and what rang the same numbers for other
/// callbacks or by an agent's hand.
///
/// What begins less than the gap after the end of what rang before belongs to the same round ([Round]) and counts
/// with it as one attempt: as the first of the customer's failures in it does, if that counts.
///
/// @param numbers of the callback that may still be rung, in order; all of them when none may
/// @param areAllDead whether the network let us know of each that the customer is not there
/// @param attempts that were made for this callback or served it, settled, in the order in which they began
/// @param holdOff those after which the number is left alone: the attempts, and what rang it before the callback was
///     planned
/// @param opener the first failure on the customer's side: it opens the window and does not count
/// @param counted the further failures on the customer's side that kept spacing and hours, in the window or not
/// @param dialled when every dial that may have rung the number or its household began, whatever it was for
record AttemptSeries(
        RetryRule rule,
        List<PhoneNumber.Known> numbers,
        boolean areAllDead,
        List<Past> attempts,
        List<Past> holdOff,
        Optional<Past> opener,
        List<Past> counted,
        Dialled dialled) {
    /// Who dialled.
    sealed interface Dialler {
        record ThisCallback() implements Dialler {}

        record AnotherCallback(CallbackId id) implements Dialler {}

        /// Who rang the customer by hand.
        record AnAgent() implements Dialler {}
    }

    /// One attempt that is over.
    ///
    /// @param ordinal among those of its callback; zero: dialled by hand
    record Past(
            Dialler by,
            int ordinal,
            PhoneNumber.Known number,
            Instant startedAt,
            Instant endedAt,
            AttemptOutcome outcome) {
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

        /// Whether it was made for this callback.
        boolean isOwn() {
            return by instanceof Dialler.ThisCallback;
        }

        /// Whether it was made for the callback that was planned then, or rang its number since.
        boolean serves(Instant plannedAt) {
            return isOwn() || !startedAt.isBefore(plannedAt);
        }

        /// `attempt 2`, `attempt 1 of callback ... to the same number`, `a call by hand`.
        String named() {
            return switch (by) {
                case Dialler.ThisCallback() -> "attempt " + ordinal;
                case Dialler.AnotherCallback(CallbackId id) ->
                    "attempt " + ordinal + " of callback " + id + " to the same number";
                case Dialler.AnAgent() -> "a call by hand";
            };
        }
    }

    /// @param plannedAt when the callback was: what rang the number from then on serves it
    static AttemptSeries of(
            RetryRule rule, CallbackRequest request, List<Attempt> own, Instant plannedAt, NumberHistory number) {
        var mine =
                own.stream().map(one -> past(one, new Dialler.ThisCallback())).toList();
        var others = number.attempts().stream()
                .map(one -> past(one, new Dialler.AnotherCallback(one.callback())))
                .toList();
        var between = others.stream()
                .filter(one -> one.outcome().mayHaveRung() && !(one.outcome() instanceof Reached))
                .filter(one -> number.spokenTo()
                        .filter(at -> !at.isBefore(one.endedAt()))
                        .isEmpty());
        var byHand = number.byHand().stream().filter(DialledByHand::isInVain).map(AttemptSeries::past);
        var holdOff = inOrder(Stream.of(mine.stream(), between, byHand).flatMap(Function.identity()));
        var attempts = holdOff.stream().filter(one -> one.serves(plannedAt)).toList();
        var all = Stream.of(
                mine, others, number.byHand().stream().map(AttemptSeries::past).toList());
        var starts = inOrder(all.flatMap(List::stream)).stream()
                .filter(one -> one.outcome().mayHaveRung())
                .collect(Collectors.groupingBy(
                        Past::number, Collectors.mapping(Past::startedAt, Collectors.toUnmodifiableList())));
        var live = request.numbers().stream()
                .filter(one -> !isDead(one, attempts, rule))
                .toList();
        return new AttemptSeries(
                        rule,
                        leftOf(request.numbers(), live, number),
                        live.isEmpty(),
                        attempts,
                        holdOff,
                        Optional.empty(),
                        List.of(),
                        new Dialled(starts, household(mine, number)))
                .counting(plannedAt);
    }

    private static List<PhoneNumber.Known> leftOf(
            List<PhoneNumber.Known> all, List<PhoneNumber.Known> live, NumberHistory number) {
        var free = number.barred().isEmpty()
                ? live
                : live.stream().filter(one -> !number.barred().contains(one)).toList();
        return !free.isEmpty() ? free : live.isEmpty() ? all : live;
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

    private AttemptSeries counting(Instant plannedAt) {
        var further = new ArrayList<Past>();
        Optional<Past> first = Optional.empty();
        Optional<Instant> lastRang = Optional.empty();
        for (Past one : holdOff) {
            boolean counts = one.isCustomersFailure() && one.serves(plannedAt);
            if (counts && first.isEmpty()) {
                first = Optional.of(one);
            } else if (counts && isSpaced(one, lastRang) && rule.hours().isOpenAt(one.startedAt())) {
                further.add(one);
            }
            if (one.outcome().mayHaveRung()) {
                lastRang = Optional.of(later(lastRang, one.endedAt()));
            }
        }
        return new AttemptSeries(rule, numbers, areAllDead, attempts, holdOff, first, List.copyOf(further), dialled);
    }

    /// What was dialled since a gap without any was over: the last round, in the order in which it began.
    List<Past> lastRound() {
        var round = new ArrayList<Past>();
        Optional<Instant> lastRang = Optional.empty();
        for (Past one : holdOff) {
            if (isSpaced(one, lastRang)) {
                round.clear();
            }
            round.add(one);
            if (one.outcome().mayHaveRung()) {
                lastRang = Optional.of(later(lastRang, one.endedAt()));
            }
        }
        return List.copyOf(round);
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
                .filter(Past::isOwn)
                .reduce((one, other) -> other.ordinal() > one.ordinal() ? other : one);
    }

    /// The numbers that may be rung, in the order in which they are in turn: what failed on our side is tried again
    /// where it failed, if it may be.
    List<PhoneNumber.Known> inTurn() {
        if (numbers.size() == 1) {
            return numbers;
        }
        var failed = lastOwn()
                .filter(one -> one.outcome().side() == Side.OURS)
                .map(Past::number)
                .filter(numbers::contains);
        return Stream.concat(failed.stream(), numbers.stream()).distinct().toList();
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

    private static boolean isDead(PhoneNumber.Known number, List<Past> attempts, RetryRule rule) {
        var at = attempts.stream().filter(one -> one.number().equals(number)).toList();
        return at.stream().anyMatch(one -> one.isOf(Kind.NUMBER_CHANGED))
                || saysUnknownOnTwoDays(at, rule)
                || announcesUnknown(at);
    }

    /// Two equal results on different days of the customer's, and nothing in between that shows there is somebody
    /// (faults.md 2.6, row 404).
    private static boolean saysUnknownOnTwoDays(List<Past> attempts, RetryRule rule) {
        return unknownSince(attempts)
                        .map(one -> one.startedAt().atZone(rule.hours().zone()).toLocalDate())
                        .distinct()
                        .count()
                > 1;
    }

    /// The network announced it (faults.md 2.6 (b)), and nothing since shows that there is somebody.
    private static boolean announcesUnknown(List<Past> attempts) {
        return unknownSince(attempts)
                .anyMatch(one -> one.outcome() instanceof NotReached failure && failure.isAnnouncedUnknown());
    }

    private static Stream<Past> unknownSince(List<Past> attempts) {
        return attempts.stream().filter(Past::tellsOfTheNumber).toList().reversed().stream()
                .takeWhile(one -> one.isOf(Kind.NUMBER_UNKNOWN));
    }

    /// Whether one of its numbers was announced to be none, and nothing since shows that there is somebody.
    boolean isAnnouncedUnknown() {
        return attempts.stream().collect(Collectors.groupingBy(Past::number)).values().stream()
                .anyMatch(AttemptSeries::announcesUnknown);
    }

    long ownFailures() {
        return attempts.stream()
                .filter(one -> one.outcome().side() == Side.OURS)
                .count();
    }

    private boolean isSpaced(Past one, Optional<Instant> lastRang) {
        return lastRang.filter(end -> one.startedAt().isBefore(end.plus(rule.gap())))
                .isEmpty();
    }

    private static Instant later(Optional<Instant> one, Instant other) {
        return one.filter(other::isBefore).orElse(other);
    }

    private static List<Past> inOrder(Stream<Past> some) {
        return some.sorted(Comparator.comparing(Past::startedAt)).toList();
    }

    private static Past past(DialledByHand call) {
        return new Past(new Dialler.AnAgent(), 0, call.number(), call.startedAt(), call.endedAt(), call.outcome());
    }

    private static Past past(Attempt attempt, Dialler by) {
        return switch (attempt.state()) {
            case AttemptState.Settled(AttemptOutcome outcome, Instant endedAt) ->
                new Past(by, attempt.ordinal(), attempt.number(), attempt.startedAt(), endedAt, outcome);
            case AttemptState.Committed _, AttemptState.Released _, AttemptState.Unknown _ ->
                throw new IllegalStateException(
                        "attempt " + attempt.id() + " is live: nothing is decided before it ends");
        };
    }
}
