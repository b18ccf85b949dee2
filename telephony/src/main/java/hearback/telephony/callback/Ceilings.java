package hearback.telephony.callback;

import hearback.telephony.call.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How often one number, and one household, may be rung at most, whatever it is rung for.
///
/// Carriers block who rings one number more often, so these are hard: they go before the floor, which then says what it
/// lost to them. Those of a number are the trunk's, not an institution's, and so stand in the settings and not in a
/// profile: two profiles on one trunk share what the carrier allows. That of a household is the institution's.
///
/// A dial counts from when it began, when the customer's phone may have rung; what failed on our side before that does
/// not, as the platforms count (faults.md 3.3: "system failures not counted").
///
/// Source: faults.md 3.3, China platform practice (3 in 24 h, 10 in 30 days); regulation S3-08, S0-29, table a.4. Of a
/// household: ours.
///
/// @param inDay of a number within any 24 hours; zero: no ceiling
/// @param inMonth of a number within any 30 days; zero: no ceiling
/// @param householdInDay of a household, at whatever number, within any 24 hours; zero: no ceiling
public record Ceilings(int inDay, int inMonth, int householdInDay) {
    public static final Ceilings NONE = new Ceilings(0, 0);

    static final Duration DAY = Duration.ofHours(24);
    static final Duration MONTH = Duration.ofDays(30);

    public Ceilings {
        if (inDay < 0 || inMonth < 0 || householdInDay < 0) {
            throw new IllegalArgumentException("fewer calls than none: " + inDay + " in 24 h, " + inMonth
                    + " in 30 days, " + householdInDay + " to a household");
        }
    }

    /// Of numbers alone.
    public Ceilings(int inDay, int inMonth) {
        this(inDay, inMonth, 0);
    }

    /// What another dial of the number has to wait for; nothing while it keeps all.
    List<Earliest> after(Dialled dialled, PhoneNumber.Known number, Wording words) {
        var earliest = new ArrayList<Earliest>();
        for (Ceiling one : all(dialled, dialled.of(number))) {
            one.open()
                    .ifPresent(open -> earliest.add(new Earliest(
                            open, one.told() + ", " + one.most() + " since " + words.moment(open.minus(one.span())))));
        }
        return earliest;
    }

    /// The first instant at which another dial of the number keeps all; empty while it does at any.
    Optional<Instant> open(Dialled dialled, PhoneNumber.Known number) {
        Optional<Instant> latest = Optional.empty();
        for (Ceiling one : all(dialled, dialled.of(number))) {
            var before = latest;
            latest = one.open()
                    .filter(at -> before.filter(at::isBefore).isEmpty())
                    .or(() -> before);
        }
        return latest;
    }

    /// In words, what is allowed.
    String told(Dialled dialled) {
        return String.join(
                ", ", all(dialled, List.of()).stream().map(Ceiling::told).toList());
    }

    boolean areNone() {
        return inDay == 0 && inMonth == 0 && householdInDay == 0;
    }

    private List<Ceiling> all(Dialled dialled, List<Instant> ofNumber) {
        if (areNone()) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of(
                                new Ceiling(inDay, DAY, "this number in 24 h", ofNumber),
                                new Ceiling(inMonth, MONTH, "this number in 30 days", ofNumber)),
                        dialled.household().stream()
                                .map(starts -> new Ceiling(householdInDay, DAY, "this household in 24 h", starts)))
                .filter(one -> one.most() > 0)
                .toList();
    }

    /// @param starts when those so far began, in order
    private record Ceiling(int most, Duration span, String of, List<Instant> starts) {
        Optional<Instant> open() {
            return starts.size() >= most
                    ? Optional.of(starts.get(starts.size() - most).plus(span))
                    : Optional.empty();
        }

        String told() {
            return "at most " + most + (most == 1 ? " call" : " calls") + " to " + of;
        }
    }
}
