package hearback.config.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes down what was not counted; what follows without a break and for the same reason is one stretch.
final class SkippedLog {
    private final List<Counted.Skipped> stretches = new ArrayList<>();

    void add(Instant from, Instant until, Ruler.Reason reason) {
        var since = from;
        if (!stretches.isEmpty()) {
            var last = stretches.getLast();
            if (last.until().equals(from)
                    && last.why() == reason.why()
                    && last.detail().equals(reason.detail())) {
                since = stretches.removeLast().from();
            }
        }
        stretches.add(new Counted.Skipped(since, until, reason.why(), reason.detail()));
    }

    List<Counted.Skipped> stretches() {
        return List.copyOf(stretches);
    }
}
