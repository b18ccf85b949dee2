package hearback.telephony.flow;

import java.util.List;
import java.util.concurrent.Executors;

/// Who does pieces of work that do not depend on each other. A simulation, which has all threads in its hand, has one.
interface Hands {
    /// One after the other.
    Hands ONE = work -> work.forEach(Runnable::run);

    /// All at once: what they ask of the store goes together.
    Hands MANY = work -> {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            work.forEach(threads::execute);
        }
    };

    /// Returns when all is done.
    ///
    /// @param work throws nothing
    void all(List<Runnable> work);
}
