package hearback.config.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Suspended stretches in order, with those that meet made one.
record Suspensions(List<Stretch> stretches) {
    static final Suspensions NONE = new Suspensions(List.of());

    Suspensions {
        stretches = List.copyOf(stretches);
    }

    static Suspensions of(List<Stretch> told) {
        var merged = new ArrayList<Stretch>();
        told.stream()
                .filter(stretch -> stretch.from().isBefore(stretch.until()))
                .sorted(Comparator.comparing(Stretch::from))
                .forEach(stretch -> {
                    if (!merged.isEmpty()
                            && !stretch.from().isAfter(merged.getLast().until())) {
                        var last = merged.removeLast();
                        merged.add(new Stretch(last.from(), latest(last.until(), stretch.until())));
                    } else {
                        merged.add(stretch);
                    }
                });
        return new Suspensions(merged);
    }

    Optional<Stretch> at(Instant at) {
        return stretches.stream().filter(stretch -> stretch.contains(at)).findFirst();
    }

    /// When the next one begins.
    Instant nextAfter(Instant at) {
        return stretches.stream()
                .map(Stretch::from)
                .filter(from -> from.isAfter(at))
                .findFirst()
                .orElse(Instant.MAX);
    }

    /// Whether all of it is suspended.
    boolean cover(Stretch whole) {
        return stretches.stream()
                .anyMatch(stretch -> !stretch.from().isAfter(whole.from())
                        && !stretch.until().isBefore(whole.until()));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
