package hearback.telephony.flow;

import hearback.telephony.call.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Legs that were dialled in vain and whose hang-up was not heard. Asterisk 22 says the same of a channel that the
/// network refused and of one that was never made (OriginateResponse with Reason 0): only the server's list, and that
/// nothing was missed, tell them apart.
final class DoubtedLegs {
    /// The hang-up of a channel that did live comes within milliseconds of the news that dialling failed.
    private static final Duration HANG_UP = Duration.ofSeconds(5);

    private final Map<LegId, Doubt> doubted = new HashMap<>();

    /// @param proven a Ping that was answered later has shown that nothing said before it was missed
    private record Doubt(Instant reportedAt, Instant askAt, boolean proven) {}

    void doubt(LegId leg, Instant now) {
        doubted.putIfAbsent(leg, new Doubt(now, now.plus(HANG_UP), false));
    }

    void onProven() {
        doubted.replaceAll((leg, doubt) -> new Doubt(doubt.reportedAt, doubt.askAt, true));
    }

    /// Forgets the legs that have ended by themselves.
    ///
    /// @return true when the server's list is wanted because of the others
    boolean wantList(Set<LegId> open, Instant now) {
        Set<LegId> ripe = doubted.entrySet().stream()
                .filter(leg -> !leg.getValue().askAt().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        doubted.keySet().removeIf(leg -> ripe.contains(leg) && !open.contains(leg));
        ripe.retainAll(open);
        ripe.forEach(leg -> doubted.computeIfPresent(
                leg, (same, doubt) -> new Doubt(doubt.reportedAt, now.plus(HANG_UP), doubt.proven)));
        return !ripe.isEmpty();
    }

    boolean isEmpty() {
        return doubted.isEmpty();
    }

    /// When it was said that dialling it failed; empty when that is not doubted.
    Optional<Instant> reportedAt(LegId leg) {
        return Optional.ofNullable(doubted.get(leg)).map(Doubt::reportedAt);
    }

    boolean isProven(LegId leg) {
        return Optional.ofNullable(doubted.get(leg)).filter(Doubt::proven).isPresent();
    }

    void forget(Set<LegId> legs) {
        doubted.keySet().removeAll(legs);
    }
}
