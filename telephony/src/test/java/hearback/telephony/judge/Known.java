package hearback.telephony.judge;

import hearback.telephony.judge.PlanJudge.Tried;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known when a move is made; times are microseconds.
///
/// @param notBefore the earliest that was asked for
/// @param plannedAt when the callback was
/// @param tried for this callback, in order
/// @param others that rang the same numbers for other callbacks
/// @param spokenTo when the customer was last spoken to meanwhile
/// @param leftAloneAfter all after which the numbers are left alone, in the order in which they began
/// @param series those of them that count for the floor of this callback: its own, and what rang the number in vain
///     since it was planned
/// @param ofHousehold that rang other numbers of its household
/// @param rang what may have rung a number or its household, whatever came of it
/// @param phones whose numbers they are
record Known(
        long notBefore,
        long plannedAt,
        long now,
        List<Tried> tried,
        List<Tried> others,
        Optional<Long> spokenTo,
        List<Tried> leftAloneAfter,
        List<Tried> series,
        List<Tried> ofHousehold,
        Rang rang,
        Phones phones) {
    /// Nobody else of its household was rung.
    static Known of(
            long notBefore, long plannedAt, long now, List<Tried> tried, List<Tried> others, Optional<Long> spokenTo) {
        return of(notBefore, plannedAt, now, tried, others, spokenTo, List.of(), Phones.ONE);
    }

    static Known of(
            long notBefore,
            long plannedAt,
            long now,
            List<Tried> tried,
            List<Tried> others,
            Optional<Long> spokenTo,
            List<Tried> ofHousehold,
            Phones phones) {
        var inVain = others.stream()
                .filter(one -> one.happened().mayHaveRung && one.happened() != Happened.REACHED)
                .filter(one -> spokenTo.isEmpty() || one.end() > spokenTo.get())
                .toList();
        return new Known(
                notBefore,
                plannedAt,
                now,
                tried,
                others,
                spokenTo,
                inOrder(Stream.concat(tried.stream(), inVain.stream())),
                inOrder(Stream.concat(tried.stream(), inVain.stream().filter(one -> one.start() >= plannedAt))),
                ofHousehold,
                Rang.of(
                        Stream.concat(tried.stream(), others.stream()),
                        mayHaveRung(Stream.concat(tried.stream(), ofHousehold.stream()))),
                phones);
    }

    private static List<Long> mayHaveRung(Stream<Tried> some) {
        return some.filter(one -> one.happened().mayHaveRung).map(Tried::start).toList();
    }

    private static List<Tried> inOrder(Stream<Tried> some) {
        return some.sorted(Comparator.comparingLong(Tried::start)).toList();
    }
}
