package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// The wish to ring a customer.
///
/// @param id chosen by the asker so that asking twice is asking once: derive it from what caused the wish
/// @param notBefore the earliest first attempt; for an abandoned call when it was abandoned, as the rule knows how
///     long to wait from there; kept to the microsecond, as the database does, so that the same wish asked again is
///     equal
/// @param bestTimes at which the customer would like to be rung
/// @param household that the numbers belong to
/// @param otherNumbers of the same customer, dialled right after the first where that fails, in this order: together
///     they are one attempt (regulation S0-40, b.2)
public record CallbackRequest(
        CallbackId id,
        CallbackSubject subject,
        PhoneNumber.Known number,
        CallbackReason reason,
        Instant notBefore,
        BestTimes bestTimes,
        Household household,
        List<PhoneNumber.Known> otherNumbers) {
    /// More than anybody has; each is one more call to the same person. Source: ours.
    public static final int MOST_OTHER_NUMBERS = 5;

    private static final List<String> PLACES = List.of("first", "second", "third", "fourth", "fifth", "sixth");

    /// Of one number.
    public CallbackRequest(
            CallbackId id,
            CallbackSubject subject,
            PhoneNumber.Known number,
            CallbackReason reason,
            Instant notBefore,
            BestTimes bestTimes,
            Household household) {
        this(id, subject, number, reason, notBefore, bestTimes, household, List.of());
    }

    /// At any time, of nobody's household.
    public CallbackRequest(
            CallbackId id,
            CallbackSubject subject,
            PhoneNumber.Known number,
            CallbackReason reason,
            Instant notBefore) {
        this(id, subject, number, reason, notBefore, BestTimes.ANY, Household.NONE);
    }

    public CallbackRequest {
        notBefore = notBefore.truncatedTo(ChronoUnit.MICROS);
        otherNumbers = List.copyOf(otherNumbers);
        if (otherNumbers.size() > MOST_OTHER_NUMBERS) {
            throw new IllegalArgumentException("more than " + MOST_OTHER_NUMBERS + " other numbers");
        }
        if (otherNumbers.contains(number) || new HashSet<>(otherNumbers).size() < otherNumbers.size()) {
            throw new IllegalArgumentException("the same number twice");
        }
    }

    /// The same wish, of a customer who also has these numbers.
    public CallbackRequest alsoAt(List<PhoneNumber.Known> others) {
        return new CallbackRequest(id, subject, number, reason, notBefore, bestTimes, household, others);
    }

    /// Which of them this is, in words: `second`.
    public String placeOf(PhoneNumber.Known one) {
        return PLACES.get(numbers().indexOf(one));
    }

    /// All of them, the first first.
    public List<PhoneNumber.Known> numbers() {
        return otherNumbers.isEmpty()
                ? List.of(number)
                : Stream.concat(Stream.of(number), otherNumbers.stream()).toList();
    }
}
