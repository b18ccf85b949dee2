package hearback.telephony.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/// What the customer was promised, written down a second time: in the judge's words.
record PromisedRule(ZoneId zone, List<Quiet> quiet) {
    static final Duration GAP = Duration.ofHours(3);
    static final Duration WINDOW = Duration.ofDays(2);
    static final int FURTHER = 3;
    /// Whose customers no number of is rung more often than this in 24 hours, whatever it is rung for.
    static final String CEILING_OF = "gas";
    static final int IN_DAY = 3;
    private static final Duration STEP = Duration.ofMinutes(1);

    record Quiet(String from, String to) {}

    static PromisedRule of(String profile) {
        return switch (profile) {
            case "telecom" ->
                new PromisedRule(
                        ZoneId.of("Asia/Shanghai"), List.of(new Quiet("20:00", "08:00"), new Quiet("12:00", "14:30")));
            case "gas" -> new PromisedRule(ZoneId.of("Asia/Kathmandu"), List.of(new Quiet("19:00", "09:30")));
            default -> throw new IllegalArgumentException(profile);
        };
    }

    boolean mayRing(Instant at) {
        int shown = LocalTime.ofInstant(at, zone).toSecondOfDay();
        return quiet.stream().noneMatch(window -> {
            int from = LocalTime.parse(window.from).toSecondOfDay();
            int to = LocalTime.parse(window.to).toSecondOfDay();
            return from < to ? shown >= from && shown < to : shown >= from || shown < to;
        });
    }

    /// @param slack what a clock may be wrong by
    boolean mayRing(Instant at, Duration slack) {
        return mayRing(at) || mayRing(at.minus(slack)) || mayRing(at.plus(slack));
    }

    /// Allowed time between the two, to the minute.
    Duration openBetween(Instant from, Instant to) {
        var open = Duration.ZERO;
        for (var at = from; at.isBefore(to); at = at.plus(STEP)) {
            open = mayRing(at) ? open.plus(STEP) : open;
        }
        return open;
    }
}
