package hearback.config;

import java.time.Duration;
import java.util.List;

/// How customers are rung back. How often, how far apart and in which hours is their profile's to say ([Retry]).
///
/// @param ringTime how long a customer's phone rings
/// @param ownFailureWait wait after a failure on our side, which does not count
/// @param batch due plans claimed at once
/// @param liveAttempts attempts under way on one server at most
/// @param callsPerSecond begun on one server within any second at most (CPS)
/// @param callsToANumberInDay that may ring one number within any 24 hours, whatever for; zero: any number
/// @param callsToANumberInMonth the same within any 30 days
/// @param queue into which the dialplan leads who has answered: its agents take callbacks
/// @param dialLevel callbacks in the air for each free agent; 0: agents are not looked at
/// @param abandonedPercent of the customers who answered, at most so many may be without an agent for two seconds
/// @param abandonedOver the time that is looked at for it
/// @param unknownLimit an attempt of which nothing is proven by then counts as dialled
/// @param afterAbandonedCall whether a caller who gave up in the queue is rung back by itself
/// @param abandonedCallWait least time from his hanging up to our ringing him
/// @param allowedPrefixes only numbers that begin so are ever dialled: the guard against toll fraud
public record CallbackSettings(
        Duration ringTime,
        Duration ownFailureWait,
        int batch,
        int liveAttempts,
        int callsPerSecond,
        int callsToANumberInDay,
        int callsToANumberInMonth,
        String queue,
        double dialLevel,
        int abandonedPercent,
        Duration abandonedOver,
        Duration unknownLimit,
        boolean afterAbandonedCall,
        Duration abandonedCallWait,
        List<String> allowedPrefixes) {
    private static final double MOST_OVERDIALLED = 5;
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    public CallbackSettings {
        allowedPrefixes = List.copyOf(allowedPrefixes);
        new Checks()
                .that(ringTime.toSeconds() >= 5 && ringTime.toSeconds() <= 300, "ring-time", "must be 5 s to 5 m")
                .longerThanZero("own-failure-wait", ownFailureWait)
                .between("batch", batch, 1, 10_000)
                .between("live-attempts", liveAttempts, 1, 10_000)
                .between("calls-per-second", callsPerSecond, 1, 1_000)
                .between("calls-to-a-number-in-24-h", callsToANumberInDay, 0, 1_000)
                .between("calls-to-a-number-in-30-days", callsToANumberInMonth, 0, 10_000)
                .oneLine("queue", queue)
                .that(dialLevel >= 0 && dialLevel <= MOST_OVERDIALLED, "dial-level", "must be 0 to 5")
                .between("abandoned-percent", abandonedPercent, 1, 100)
                .longerThanZero("abandoned-over", abandonedOver)
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
                .that(!allowedPrefixes.isEmpty(), "allowed-prefixes", "must not be empty: nobody could be rung")
                .done();
    }
}
