package hearback.line;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was started one after the other. All of it ends, the last one first, whatever goes wrong with the others.
final class Started implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T kept(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception | Error failed) {
                first = first == null ? new IllegalStateException(failed) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
