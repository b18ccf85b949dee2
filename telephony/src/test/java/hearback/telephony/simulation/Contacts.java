package hearback.telephony.simulation;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.CallbackPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who was spoken to and from when on the engine has to know it: he is not rung for what was asked for before.
final class Contacts {
    /// What is heard as it happens is known at once: the way of the news, and what was in the air.
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    /// What nobody heard is found out by so long after the end.
    private static final Duration NOTICED = Duration.ofMinutes(15);
    /// After a blow connections, leases and loops come back.
    private static final Duration RECOVERED = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofHours(1);
    /// Two nodes' readings of the database's clock, and the way of the wish.
    private static final Duration BEFORE = Duration.ofSeconds(1);

    /// Blows by which somebody may not hear, or may not be able to write down what he heard.
    private static final Set<Blow> DEAFEN =
            EnumSet.of(Blow.KILL, Blow.FREEZE, Blow.STORE_CUT, Blow.LINE_CUT, Blow.SERVER_CRASH);

    private final List<Ledger.Spoken> spoken;
    private final List<Blows.Strike> deafened;
    /// All numbers of the callback that a channel was for, by the channel's name; and of those that have a number.
    private final Map<String, Set<String>> numbersOf = new HashMap<>();
    private final Map<String, Set<String>> together = new HashMap<>();

    Contacts(World.Outcome world) {
        spoken = world.ledger().spoken();
        for (CallbackPlan plan : world.plans()) {
            var numbers = numbers(plan);
            plan.attempts().forEach(attempt -> numbersOf.put(CallbackJudge.channel(attempt), numbers));
            numbers.forEach(
                    one -> together.computeIfAbsent(one, _ -> new HashSet<>()).addAll(numbers));
        }
        deafened = world.strikes().stream()
                .filter(strike -> DEAFEN.contains(strike.blow()))
                .toList();
    }

    /// Of this callback's customer, since it was asked for.
    Stream<Ledger.Spoken> since(CallbackPlan plan) {
        return of(plan).filter(
                        one -> one.at().isAfter(plan.createdAt().plus(BEFORE).plus(notTold(one))));
    }

    /// When a customer rings us at a server whose clock is an hour behind and more, that looks like news that come
    /// late.
    private static Duration notTold(Ledger.Spoken one) {
        return one.dial().isEmpty() && one.behind().compareTo(LATE) >= 0 ? one.behind() : Duration.ZERO;
    }

    /// With this callback's customer there was one that can have been meant by its closing.
    boolean mayHaveClosed(CallbackPlan plan) {
        return of(plan).anyMatch(one -> one.at().plus(BEFORE).isAfter(plan.createdAt()));
    }

    /// At one of its numbers, or for another callback that has one of them.
    private Stream<Ledger.Spoken> of(CallbackPlan plan) {
        var numbers = numbers(plan);
        return spoken.stream()
                .filter(one -> numbers.contains(one.number())
                        || one.dial().stream()
                                .flatMap(dial -> numbersOf.getOrDefault(dial.channel, Set.of()).stream())
                                .anyMatch(numbers::contains));
    }

    static Set<String> numbers(CallbackPlan plan) {
        return plan.request().numbers().stream().map(PhoneNumber.Known::e164).collect(Collectors.toSet());
    }

    /// At this number, or at another one of the same customer.
    boolean isSpokenTo(String number, Instant from, Instant until) {
        var numbers = together.getOrDefault(number, Set.of(number));
        return spoken.stream()
                .anyMatch(one -> numbers.contains(one.number())
                        && !one.at().isBefore(from)
                        && one.at().isBefore(until));
    }

    /// From then on it is known; empty when something struck and nobody can be told of it.
    Optional<Instant> knownFrom(Ledger.Spoken contact) {
        if (deafened.stream().noneMatch(strike -> isNear(strike, contact))) {
            return Optional.of(contact.at().plus(AT_ONCE));
        }
        var end = contact.dial().flatMap(rang -> rang.until).orElse(contact.at());
        return contact.isUntold() ? Optional.empty() : Optional.of(end.plus(NOTICED));
    }

    private static boolean isNear(Blows.Strike strike, Ledger.Spoken contact) {
        return strike.from().isBefore(contact.at().plus(NOTICED))
                && strike.until().plus(RECOVERED).isAfter(contact.from());
    }
}
