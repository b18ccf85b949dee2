package hearback.telephony.simulation;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/// Everything that happened, in order, as a hash: two runs with the same hash did the same.
final class History {
    /// Of a 64-bit linear congruential generator (Knuth, MMIX): mixes well enough to tell histories apart.
    private static final long FACTOR = 6_364_136_223_846_793_005L;

    private static final long STEP = 1_442_695_040_888_963_407L;

    private final Optional<Consumer<String>> listener;
    private long hash = STEP;
    private long lines;

    /// @param listener is told each line
    History(Optional<Consumer<String>> listener) {
        this.listener = listener;
    }

    void note(Instant at, String who, String what) {
        mix(at.getEpochSecond());
        mix(at.getNano());
        mix(who.hashCode());
        mix(what.hashCode());
        lines++;
        listener.ifPresent(told -> told.accept(at + " " + who + " " + what));
    }

    private void mix(long value) {
        hash = Long.rotateLeft((hash ^ value) * FACTOR + STEP, 23);
    }

    long lines() {
        return lines;
    }

    String hash() {
        return HexFormat.of().toHexDigits(hash);
    }
}
