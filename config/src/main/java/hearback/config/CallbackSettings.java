package hearback.config;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.QuietWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// The rule by which customers are rung back.
///
/// @param furtherAttempts attempts after the first failure on the customer's side (regulation S0-39: at least three)
/// @param window they must lie within this time from the first failure (S0-39: 48 h)
/// @param gap least time from the end of one attempt to the start of the next (S0-39: 3 h)
/// @param zone the customer's, in which `quiet` is read
/// @param quiet when nobody is rung (S0-36); windows do not overlap
/// @param ringTime how long a customer's phone rings
/// @param ownFailureWait wait after a failure on our side, which does not count
/// @param batch due plans claimed at once
/// @param liveAttempts attempts under way on one server at most
/// @param unknownLimit an attempt of which nothing is proven by then counts as dialled
/// @param afterAbandonedCall whether a caller who gave up in the queue is rung back by itself
/// @param abandonedCallWait least time from his hanging up to our ringing him
/// @param allowedPrefixes only numbers that begin so are ever dialled: the guard against toll fraud
public record CallbackSettings(
        int furtherAttempts,
        Duration window,
        Duration gap,
        ZoneId zone,
        List<QuietWindow> quiet,
        Duration ringTime,
        Duration ownFailureWait,
        int batch,
        int liveAttempts,
        Duration unknownLimit,
        boolean afterAbandonedCall,
        Duration abandonedCallWait,
        List<String> allowedPrefixes) {
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    public CallbackSettings {
        quiet = List.copyOf(quiet);
        allowedPrefixes = List.copyOf(allowedPrefixes);
        var checks = new Checks()
                .between("further-attempts", furtherAttempts, 0, 100)
                .longerThanZero("window", window)
                .that(!gap.isNegative(), "gap", "must not be negative")
                .that(ringTime.toSeconds() >= 5 && ringTime.toSeconds() <= 300, "ring-time", "must be 5 s to 5 m")
                .longerThanZero("own-failure-wait", ownFailureWait)
                .between("batch", batch, 1, 10_000)
                .between("live-attempts", liveAttempts, 1, 10_000)
                .that(
                        unknownLimit.compareTo(ringTime) > 0,
                        "unknown-limit",
                        "must be longer than ring-time: an attempt may still be ringing")
                .that(
                        !abandonedCallWait.isNegative() && abandonedCallWait.compareTo(LONGEST_WAIT) <= 0,
                        "abandoned-call-wait",
                        "must be 0 s to 24 h")
                .that(
                        allowedPrefixes.stream().allMatch(prefix -> prefix.matches("\\+[1-9][0-9]{0,14}")),
                        "allowed-prefixes",
                        "must be prefixes as \"+86\": a plus and 1 to 15 digits each")
                .that(!allowedPrefixes.isEmpty(), "allowed-prefixes", "must not be empty: nobody could be rung");
        CallingHours.problems(quiet).forEach(reason -> checks.that(false, "quiet", reason));
        if (checks.passed()) {
            new AttemptRoom(furtherAttempts, window, gap.plus(ringTime), quiet).check(checks);
        }
        checks.done();
    }

    /// When customers may be rung.
    public CallingHours hours() {
        return new CallingHours(zone, quiet);
    }
}
