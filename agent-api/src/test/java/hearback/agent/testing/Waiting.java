package hearback.agent.testing;

import java.util.function.BooleanSupplier;

/// Waits for what other threads are about to do, without a clock: the test's own time limit ends it.
public final class Waiting {
    private Waiting() {}

    public static void until(BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
