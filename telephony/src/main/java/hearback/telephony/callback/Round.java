package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptOutcome.Side;
import hearback.telephony.callback.AttemptSeries.Past;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The last round of a callback's numbers, and how it goes on. Two numbers of a customer that are dialled one after the
/// other are one attempt: it begins with the first dial and is over with the last (regulation S0-40, b.2).
///
/// It goes on after a failure on the customer's side, at once and at a number that was not rung in it. What failed on
/// our side and rang nobody is dialled again in it. Nobody waits within a round: a number that may not be rung at
/// that moment is passed over, and a round in which none may is over.
///
/// @param dials each begun less than the gap after the end of what rang before, in order; of other callbacks, too
record Round(AttemptSeries series, List<Past> dials) {
    static Round last(AttemptSeries series) {
        return new Round(series, series.lastRound());
    }

    /// The number that goes on with it then; empty when it is over.
    ///
    /// @param at not before the end of its last dial
    Optional<PhoneNumber.Known> next(Instant at) {
        var last = series.lastOwn().filter(dials::contains);
        if (last.isEmpty() || !isUnderWay(last.get()) || !series.rule().hours().isOpenAt(at)) {
            return Optional.empty();
        }
        var rang = dials.stream().filter(one -> one.outcome().mayHaveRung()).toList();
        boolean isLate = rang.stream()
                .allMatch(one -> !at.isBefore(one.endedAt().plus(series.rule().gap())));
        return isLate
                ? Optional.empty()
                : series.inTurn().stream()
                        .filter(number -> !numbers(rang).contains(number) && mayBeRung(number, at))
                        .findFirst();
    }

    private boolean isUnderWay(Past last) {
        boolean isRepeated =
                last.outcome().side() == Side.OURS && !last.outcome().mayHaveRung();
        return last.isCustomersFailure()
                || (isRepeated && dials.stream().anyMatch(one -> one.isOwn() && one.isCustomersFailure()));
    }

    private boolean mayBeRung(PhoneNumber.Known number, Instant at) {
        return series.rule()
                .ceilings()
                .open(series.dialled(), number)
                .filter(at::isBefore)
                .isEmpty();
    }

    private static Set<PhoneNumber.Known> numbers(List<Past> dials) {
        return dials.stream().map(Past::number).collect(Collectors.toSet());
    }
}
