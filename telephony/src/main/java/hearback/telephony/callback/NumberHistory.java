package hearback.telephony.callback;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is known of a number beside the attempts of one callback. A person with two tickets has one phone: what rang it
/// for the one ticket also rang it for the other (regulation S0-29; faults.md 3.3 and case 38).
///
/// An attempt that began after a callback was planned serves that callback, too: its failure counts as one of the
/// callback's own. One that began before only holds it off: nobody is rung for a new ticket right after an old one
/// failed.
///
/// @param attempts of other callbacks at the same number, settled, those of the last 30 days and since the callback
///     was planned, in any order
/// @param spokenTo when the customer was last spoken to, as far as the callbacks tell: what rang before holds nobody
///     off any more, and counts for nobody's floor
public record NumberHistory(List<Attempt> attempts, Optional<Instant> spokenTo) {
    /// No other callback ever rang it.
    public static final NumberHistory NONE = new NumberHistory(List.of(), Optional.empty());

    public NumberHistory {
        attempts = attempts.stream()
                .sorted(Comparator.comparing(Attempt::startedAt)
                        .thenComparing(one -> one.id().value()))
                .toList();
    }
}
