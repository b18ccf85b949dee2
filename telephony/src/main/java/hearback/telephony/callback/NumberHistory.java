package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is known of the numbers of one callback beside its attempts; mostly that is one number. A person with two
/// tickets has one phone: what rang it for the one ticket also rang it for the other (regulation S0-29; faults.md 3.3
/// and case 38). So did an agent who rang it by hand (regulation b.2: a manual call counts and moves the next slot).
///
/// An attempt that began after a callback was planned serves that callback, too: its failure counts as one of the
/// callback's own. One that began before only holds it off: nobody is rung for a new ticket right after an old one
/// failed. The same goes for a call by hand.
///
/// @param attempts of other callbacks at these numbers, settled, those of the last 30 days and since the callback
///     was planned, in any order
/// @param byHand calls by hand to these numbers, of the same time, in any order
/// @param spokenTo when the customer was last spoken to, as far as the callbacks tell: what they rang before holds
///     nobody off any more, and counts for nobody's floor
/// @param household when dials for other callbacks of its household began that may have rung, at whatever number, those
///     of the last 24 hours and since the callback was planned, in any order; empty: it belongs to none, or its
///     household has no ceiling
/// @param barred those of several numbers that must not be rung now: passed over as long as another is left
public record NumberHistory(
        List<Attempt> attempts,
        List<DialledByHand> byHand,
        Optional<Instant> spokenTo,
        Optional<List<Instant>> household,
        Set<PhoneNumber.Known> barred) {
    /// Nobody else ever rang it.
    public static final NumberHistory NONE = new NumberHistory(List.of(), Optional.empty());

    /// Of no household.
    public NumberHistory(List<Attempt> attempts, List<DialledByHand> byHand, Optional<Instant> spokenTo) {
        this(attempts, byHand, spokenTo, Optional.empty(), Set.of());
    }

    /// As above, where nobody rang by hand.
    public NumberHistory(List<Attempt> attempts, Optional<Instant> spokenTo) {
        this(attempts, List.of(), spokenTo);
    }

    public NumberHistory {
        household = household.map(List::copyOf);
        barred = Set.copyOf(barred);
        byHand = byHand.stream()
                .sorted(Comparator.comparing(DialledByHand::startedAt)
                        .thenComparing(one -> one.call().text()))
                .toList();
        attempts = attempts.stream()
                .sorted(Comparator.comparing(Attempt::startedAt)
                        .thenComparing(one -> one.id().value()))
                .toList();
    }

    /// Of two numbers of one customer, of whose household nothing is known. What rang both holds nobody off only if
    /// the customer was spoken to since then as far as is known of each: the release of an attempt knows no more of
    /// its number.
    public NumberHistory and(NumberHistory other) {
        return new NumberHistory(
                Stream.concat(attempts.stream(), other.attempts().stream()).toList(),
                Stream.concat(byHand.stream(), other.byHand().stream()).toList(),
                spokenToAtBoth(other));
    }

    private Optional<Instant> spokenToAtBoth(NumberHistory other) {
        if (attempts.isEmpty() || other.attempts().isEmpty()) {
            return attempts.isEmpty() ? other.spokenTo() : spokenTo;
        }
        return spokenTo.flatMap(here -> other.spokenTo().map(there -> here.isBefore(there) ? here : there));
    }

    /// The same, with these passed over.
    public NumberHistory passingOver(Set<PhoneNumber.Known> numbers) {
        return new NumberHistory(attempts, byHand, spokenTo, household, numbers);
    }

    /// The same, of a household of which this is known.
    public NumberHistory of(List<Instant> ofHousehold) {
        return new NumberHistory(attempts, byHand, spokenTo, Optional.of(ofHousehold), barred);
    }
}
