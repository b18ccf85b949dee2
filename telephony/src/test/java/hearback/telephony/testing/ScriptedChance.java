package hearback.telephony.testing;

import java.util.random.RandomGenerator;

/// Chance that says what the test wrote down, over and over.
public final class ScriptedChance implements RandomGenerator {
    private final double[] draws;
    private int next;

    /// @param draws each 0 ≤ draw < 1; none: always 0
    public ScriptedChance(double... draws) {
        this.draws = draws.length == 0 ? new double[] {0} : draws.clone();
    }

    @Override
    public synchronized double nextDouble() {
        return draws[next++ % draws.length];
    }

    @Override
    public synchronized long nextLong() {
        return (long) (nextDouble() * Long.MAX_VALUE);
    }
}
