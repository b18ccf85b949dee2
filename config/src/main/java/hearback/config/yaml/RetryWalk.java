package hearback.config.yaml;

import hearback.config.calendar.CallingHours;
import hearback.config.profile.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Proves that a retry rule can be kept in its own hours, or finds the first minute after which it cannot: walks
/// every minute of an ordinary week, and of the weeks in which clocks are changed, at which a first attempt may fail,
/// and takes the earliest further attempts there are (b.2), of a household that is rung for nothing else. Holidays
/// are left out: a long one may cost the floor of those who were first tried before it, which their plan says when it
/// comes to that; a weekly day off costs it every week.
record RetryWalk(Retry retry) {
    /// A Monday; the year is of no matter but for the days on which clocks are changed.
    private static final Instant SOME_MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    private static final int NO_CEILING = 0;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration YEAR = Duration.ofDays(366);
    /// An attempt takes less; the gap is counted from its end.
    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    /// @param first a first attempt that fails then
    /// @param fit leaves room for so many further ones
    /// @param ofHours whether the hours are to blame
    /// @param ofCeiling whether the ceiling of a household is; both are where neither is alone
    record Shortage(Instant first, int fit, boolean ofHours, boolean ofCeiling) {}

    Optional<Shortage> firstShortage() {
        CallingHours hours = retry.hours().everyWeek();
        List<Instant> weeks = new ArrayList<>(List.of(SOME_MONDAY));
        weeks.addAll(weeksOfChange(retry.hours().zone()));
        for (Instant week : weeks) {
            for (Instant first = week; first.isBefore(week.plus(WEEK)); first = first.plus(Duration.ofMinutes(1))) {
                if (hours.isOpenAt(first)
                        && furtherAfter(first, hours, retry.callsToAHouseholdInDay()) < retry.furtherAttempts()) {
                    return Optional.of(shortage(first, hours));
                }
            }
        }
        return Optional.empty();
    }

    private Shortage shortage(Instant first, CallingHours hours) {
        int ceiling = retry.callsToAHouseholdInDay();
        var everyHour = new CallingHours(hours.zone(), List.of());
        boolean withoutHours = furtherAfter(first, everyHour, ceiling) >= retry.furtherAttempts();
        boolean withoutCeiling = furtherAfter(first, hours, NO_CEILING) >= retry.furtherAttempts();
        return new Shortage(
                first,
                furtherAfter(first, hours, ceiling),
                ceiling == NO_CEILING || withoutHours || !withoutCeiling,
                ceiling != NO_CEILING && (withoutCeiling || !withoutHours));
    }

    /// @param most calls to a household in a day
    private int furtherAfter(Instant first, CallingHours hours, int most) {
        Instant end = first.plus(retry.window());
        List<Instant> made = new ArrayList<>(List.of(first));
        while (made.size() <= retry.furtherAttempts()) {
            Instant spaced = made.getLast().plus(ATTEMPT).plus(retry.gap());
            Instant at = hours.nextOpening(
                    ceiling(made, most).filter(spaced::isBefore).orElse(spaced));
            if (at.isAfter(end)) {
                break;
            }
            made.add(at);
        }
        return made.size() - 1;
    }

    /// When a household that was rung so far may be rung again, were it rung for nothing else.
    private static Optional<Instant> ceiling(List<Instant> made, int most) {
        return most != NO_CEILING && made.size() >= most
                ? Optional.of(made.get(made.size() - most).plus(DAY))
                : Optional.empty();
    }

    private static List<Instant> weeksOfChange(ZoneId zone) {
        List<Instant> weeks = new ArrayList<>();
        Instant end = SOME_MONDAY.plus(YEAR);
        Optional<ZoneOffsetTransition> next =
                Optional.ofNullable(zone.getRules().nextTransition(SOME_MONDAY));
        while (next.filter(change -> change.getInstant().isBefore(end)).isPresent()) {
            weeks.add(next.get().getInstant().minus(Duration.ofDays(3)));
            next = Optional.ofNullable(zone.getRules().nextTransition(next.get().getInstant()));
        }
        return weeks;
    }
}
