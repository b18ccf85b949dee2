package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.TrunkName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What one trunk that takes calls can still take now.
///
/// @param prefixes only numbers that begin so go through it; empty: all
/// @param priority the smallest is preferred
/// @param next when its next call may begin; long ago when it was idle
/// @param apart from one of its calls to the next
/// @param places so many calls may be begun
public record Room(TrunkName trunk, List<String> prefixes, int priority, Instant next, Duration apart, int places) {
    /// Before all others: one call finds out whether the trunk takes calls again, and it must get one.
    static final int FINDS_OUT = Integer.MIN_VALUE;

    public Room {
        prefixes = List.copyOf(prefixes);
    }

    /// Of the only trunk there is, whatever its name.
    static Room ofTheOnlyTrunk(int places) {
        return new Room(TrunkName.NOT_SAID, List.of(), 1, Instant.MIN, Duration.ZERO, places);
    }

    boolean serves(PhoneNumber.Known number) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(number.e164()::startsWith);
    }

    /// What is left when so many have been begun through it.
    Room without(int begun) {
        return new Room(trunk, prefixes, priority, next, apart, places - begun);
    }
}
