package hearback.agent.identity;

import java.time.Duration;

/// How long is waited after wrong passwords: nothing after the first few, then `first`, doubled with each further one
/// up to `most`. With 5 free, 1 s and 5 min: after the 6th 1 s, after the 9th 8 s, from the 15th on 5 min.
///
/// Source: NIST SP 800-63B-4 3.2.2 asks for a limit; growing waits rather than a lock, so that a stranger cannot shut
/// anybody out for good (OWASP API2).
///
/// @param free wrong ones that cost nothing
public record GuessLimit(int free, Duration first, Duration most) {
    /// Doubled so often every wait is longer than any `most`.
    private static final int ENOUGH = 40;

    public Duration after(int failures) {
        int beyond = failures - free;
        if (beyond <= 0) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(beyond - 1, ENOUGH));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
