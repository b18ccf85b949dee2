package hearback.telephony.callback;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.QuietWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// When in his day a customer would like to be rung, by the wall clock of the rule he is rung by. Only a wish: no
/// promise of the rule is given up for it. Written as `08:00-09:00, 18:00-20:00`.
///
/// Source: ours, after issue 4 (the customer's best time).
///
/// @param windows in the order in which they begin; none: any time is as good
public record BestTimes(List<Window> windows) {
    public static final BestTimes ANY = new BestTimes(List.of());

    /// Who names more of them names none. Source: ours.
    private static final int MOST = 4;

    private static final String BETWEEN = ", ";

    /// @throws IllegalArgumentException when two overlap, or there are too many
    public BestTimes {
        windows = windows.stream().sorted(Comparator.comparing(Window::from)).toList();
        if (windows.size() > MOST) {
            throw new IllegalArgumentException("must be " + MOST + " windows at most");
        }
        for (int place = 0; place + 1 < windows.size(); place++) {
            for (Window later : windows.subList(place + 1, windows.size())) {
                if (windows.get(place).overlaps(later)) {
                    throw new IllegalArgumentException("must not overlap: " + windows.get(place) + ", " + later);
                }
            }
        }
    }

    /// A stretch of the day in whole minutes: the start inside, the end not; it may run over midnight.
    public record Window(LocalTime from, LocalTime to) {
        private static final long MINUTE = Duration.ofMinutes(1).toNanos();

        public Window {
            if (from.equals(to) || from.toNanoOfDay() % MINUTE != 0 || to.toNanoOfDay() % MINUTE != 0) {
                throw new IllegalArgumentException("must be written as 18:00-20:00, is " + from + "-" + to);
            }
        }

        private static Window read(String text) {
            var ends = text.split("-", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException("must be written as 18:00-20:00, is " + text);
            }
            try {
                return new Window(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
            } catch (DateTimeParseException notATime) {
                throw new IllegalArgumentException("must be written as 18:00-20:00, is " + text, notATime);
            }
        }

        private boolean contains(LocalTime time) {
            return new QuietWindow(from, to).contains(time);
        }

        private boolean overlaps(Window other) {
            return contains(other.from) || other.contains(from);
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    /// Windows with commas or blanks between them; an empty text: any time.
    ///
    /// @throws IllegalArgumentException when it is written in another way; the message goes with the name of a
    /// field
    public static BestTimes read(String text) {
        return text.isEmpty()
                ? ANY
                : new BestTimes(Arrays.stream(text.split("[,\\s]+"))
                        .filter(word -> !word.isEmpty())
                        .map(Window::read)
                        .toList());
    }

    /// As it is read.
    public String text() {
        return windows.stream().map(Window::toString).collect(Collectors.joining(BETWEEN));
    }

    boolean areAny() {
        return windows.isEmpty();
    }

    /// The first instant from then on, but none after the last, that is wished for and allowed.
    Optional<Instant> next(Instant from, Instant last, CallingHours allowed) {
        var wished = new CallingHours(allowed.zone(), between());
        var at = allowed.nextOpening(wished.nextOpening(from));
        while (!at.isAfter(last) && !wished.isOpenAt(at)) {
            at = allowed.nextOpening(wished.nextOpening(at));
        }
        return Optional.of(at).filter(found -> !found.isAfter(last));
    }

    /// What is left of the day.
    private List<QuietWindow> between() {
        var between = new ArrayList<QuietWindow>();
        for (int place = 0; place < windows.size(); place++) {
            var from = windows.get(place).to();
            var to = windows.get((place + 1) % windows.size()).from();
            if (!from.equals(to)) {
                between.add(new QuietWindow(from, to));
            }
        }
        return between;
    }
}
