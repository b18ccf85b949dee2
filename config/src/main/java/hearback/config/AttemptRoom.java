package hearback.config;

import hearback.config.calendar.QuietWindow;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/// Whether the promised attempts fit into the hours of a day in which people may be rung, whenever the first one
/// failed. With 3 further attempts, 48 h, 3 h and quiet 20:00-08:00 they always do; with a gap of 15 h they never do.
record AttemptRoom(int furtherAttempts, Duration window, Duration step, List<QuietWindow> quiet) {
    void check(Checks checks) {
        if (furtherAttempts == 0) {
            return;
        }
        var span = " do not fit into the window of " + window.toMinutes() + " min";
        boolean[] open = openMinutes();
        if (step.multipliedBy(furtherAttempts).compareTo(window) > 0) {
            checks.that(
                    false,
                    "gap",
                    furtherAttempts + " attempts with a gap and ringing of " + step.toMinutes() + " min each" + span);
        } else if (firstOpen(open, 0).isEmpty()) {
            // What CallingHours lets pass may still hold no whole minute.
            checks.that(false, "quiet", "leaves no minute of the day in which anybody may be rung");
        } else {
            firstThatDoesNotFit(open)
                    .ifPresent(start -> checks.that(
                            false,
                            "gap",
                            "after a first failure at " + start + " " + furtherAttempts + " further attempts" + span
                                    + " with the quiet hours given"));
        }
    }

    private Optional<LocalTime> firstThatDoesNotFit(boolean[] open) {
        for (int start = 0; start < QuietWindow.MINUTES_OF_A_DAY; start++) {
            if (open[start] && !fitsFrom(start, open)) {
                return Optional.of(LocalTime.ofSecondOfDay(start * 60L));
            }
        }
        return Optional.empty();
    }

    private boolean fitsFrom(int start, boolean[] open) {
        long at = start;
        for (int attempt = 0; attempt < furtherAttempts; attempt++) {
            at = firstOpen(open, at + step.toMinutes()).orElseThrow();
        }
        return at <= start + window.toMinutes();
    }

    private boolean[] openMinutes() {
        var open = new boolean[QuietWindow.MINUTES_OF_A_DAY];
        for (int minute = 0; minute < open.length; minute++) {
            var time = LocalTime.ofSecondOfDay(minute * 60L);
            open[minute] = quiet.stream().noneMatch(window -> window.contains(time));
        }
        return open;
    }

    private static Optional<Long> firstOpen(boolean[] open, long from) {
        for (long minute = from; minute < from + open.length; minute++) {
            if (open[(int) (minute % open.length)]) {
                return Optional.of(minute);
            }
        }
        return Optional.empty();
    }
}
