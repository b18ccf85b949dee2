package hearback.telephony.ami;

import java.time.Duration;

/// How long to wait before the next try to connect: doubling from the first wait to the longest, for ever, each
/// shortened by up to half at random, so that many nodes do not come back in step.
///
/// Example: 200 ms and 60 s give 200, 400, 800 ms ... 60 s, 60 s; with a draw of 0.5 a quarter less.
record ReconnectWaits(Duration first, Duration most) {
    /// @param failures in a row before this wait, from 0
    /// @param draw 0 ≤ draw < 1
    Duration after(int failures, double draw) {
        long doubled = first.toMillis() << Math.min(failures, 30);
        long full = doubled <= 0 ? most.toMillis() : Math.min(doubled, most.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(full * (1 - draw / 2))));
    }
}
