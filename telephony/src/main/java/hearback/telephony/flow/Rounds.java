package hearback.telephony.flow;

import java.time.Duration;
import java.util.function.IntSupplier;

/// What is to be done over and over, until it is stopped. [Loop] does it on a thread of its own; a simulation, which
/// has all threads and all time in its hand, in its own way.
public interface Rounds {
    void start();

    /// There may be something to do: ends the present rest.
    void nudge();

    /// Ends after the present round; returns when it has.
    void stop();

    /// Who makes them.
    interface Maker {
        /// @param round does what there is to do, once, and says how much it was
        /// @param rest between rounds that had nothing to do
        Rounds of(String name, IntSupplier round, Duration rest);
    }
}
