package hearback.config.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When customers may be rung, and the time that counts: every day but the closed ones, outside the quiet windows, by
/// the wall clock of one zone. Open stretches hold their start and not their end.
///
/// On the days a clock is changed it holds what the wall clock says at each instant: a quiet window inside a skipped
/// hour does not happen, one inside a doubled hour happens twice.
///
/// Example: Shanghai, quiet 20:00-08:00 and 12:00-14:30. Two hours counted from Monday 19:10 are over on Tuesday 09:10.
///
/// Source: regulation S0-36, table b.1.
///
/// @param zone the customer's
/// @param quiet in any order; they do not overlap, and leave something of the day
/// @param closed whole days on which nobody is rung
public record CallingHours(ZoneId zone, List<QuietWindow> quiet, ClosedDays closed) {
    private static final long NANOS_OF_A_DAY = Duration.ofDays(1).toNanos();

    /// @throws IllegalArgumentException naming everything that is wrong
    public CallingHours {
        quiet = List.copyOf(quiet);
        var problems = problems(quiet);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /// Open on every day.
    public CallingHours(ZoneId zone, List<QuietWindow> quiet) {
        this(zone, quiet, ClosedDays.NONE);
    }

    /// What forbids these windows, each in words; empty when nothing does.
    public static List<String> problems(List<QuietWindow> quiet) {
        var found = new ArrayList<String>();
        for (int one = 0; one < quiet.size(); one++) {
            for (int two = one + 1; two < quiet.size(); two++) {
                if (quiet.get(one).overlaps(quiet.get(two))) {
                    found.add(quiet.get(one) + " and " + quiet.get(two) + " overlap: write them as one");
                }
            }
        }
        if (!quiet.isEmpty() && edges(quiet).allMatch(edge -> isQuiet(quiet, edge))) {
            found.add("leaves no minute of the day in which anybody may be rung");
        }
        return found;
    }

    public boolean isOpenAt(Instant at) {
        return quietAt(at).isEmpty() && closedAt(at).isEmpty();
    }

    /// Why nobody is rung on the day of this instant; empty when only the hour may forbid it.
    public Optional<ClosedDays.Closed> closedAt(Instant at) {
        return closed.areNone() ? Optional.empty() : closed.on(LocalDate.ofInstant(at, zone));
    }

    /// The same hours of every ordinary week: without holidays.
    public CallingHours everyWeek() {
        return new CallingHours(zone, quiet, closed.everyWeek());
    }

    /// The window that forbids this instant.
    public Optional<QuietWindow> quietAt(Instant at) {
        var time = LocalTime.ofInstant(at, zone);
        for (QuietWindow window : quiet) {
            if (window.contains(time)) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    /// The first open instant at or after this one.
    public Instant nextOpening(Instant from) {
        var at = from;
        while (!isOpenAt(at)) {
            at = nextChange(at);
        }
        return at;
    }

    /// When so much open time has passed since the start: the earliest such instant, which may be the end of an
    /// open stretch. Nothing counted is over at the start.
    public Instant after(Instant start, Duration counted) {
        if (counted.isNegative()) {
            throw new IllegalArgumentException("time cannot be counted backwards: " + counted);
        }
        return counted.isZero()
                ? start
                : new TimeCount(ruler()).run(start, counted).due();
    }

    /// How much open time lies between the two; zero when `to` is not after `from`.
    public Duration openBetween(Instant from, Instant to) {
        return new TimeCount(ruler()).between(from, to);
    }

    /// Open time counts.
    Ruler ruler() {
        return at -> closedAt(at)
                .map(day -> Ruler.Piece.skipped(nextChange(at), day.why(), day.name()))
                .or(() -> quietAt(at)
                        .map(window ->
                                Ruler.Piece.skipped(nextChange(at), Counted.Why.EXCLUDED_WINDOW, window.toString())))
                .orElseGet(() -> Ruler.Piece.counted(nextChange(at)));
    }

    /// The first instant after this one at which a window or a closed day may begin or end: the next edge by the
    /// wall clock, or the moment the wall clock itself is changed. [Instant#MAX] when nothing ever changes.
    private Instant nextChange(Instant at) {
        if (quiet.isEmpty() && closed.areNone()) {
            return Instant.MAX;
        }
        long now = LocalTime.ofInstant(at, zone).toNanoOfDay();
        long ahead = closed.areNone() ? NANOS_OF_A_DAY : until(LocalTime.MIDNIGHT, now);
        for (QuietWindow window : quiet) {
            ahead = Math.min(ahead, Math.min(until(window.from(), now), until(window.to(), now)));
        }
        var edge = at.plusNanos(ahead);
        var shift = zone.getRules().nextTransition(at);
        return shift != null && shift.getInstant().isBefore(edge) ? shift.getInstant() : edge;
    }

    /// Always something: an edge that is now comes again tomorrow.
    private static long until(LocalTime edge, long now) {
        return Math.floorMod(edge.toNanoOfDay() - now - 1, NANOS_OF_A_DAY) + 1;
    }

    private static Stream<LocalTime> edges(List<QuietWindow> quiet) {
        return quiet.stream().flatMap(window -> Stream.of(window.from(), window.to()));
    }

    private static boolean isQuiet(List<QuietWindow> quiet, LocalTime time) {
        return quiet.stream().anyMatch(window -> window.contains(time));
    }
}
