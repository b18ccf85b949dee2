package hearback.telephony.callback;

import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import hearback.telephony.callback.TrunkHealth.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the attempts through one trunk come to much more often all of a sudden: that is the carrier and not the
/// customers.
///
/// Source: faults.md 2.6 (d); the numbers are ours.
///
/// @param comesTo the kind or the fault
/// @param percent of the newest
/// @param percentBefore of those before them
public record CauseShift(String comesTo, int percent, int percentBefore) {
    /// So many of the newest are compared with so many before them. With fewer, chance alone moves a share by as
    /// much.
    static final int NEWEST = 50;

    static final int BEFORE = 150;

    /// So many have to be looked at: those that say nothing of the carrier stand between.
    public static final int LOOKED_AT = 300;

    /// By so many points: with so many attempts more than three standard errors, whatever the share was.
    private static final int POINTS = 30;

    private static final String ANSWERED = "";

    /// The largest one; empty while there is none, or too little is known.
    ///
    /// @param newestFirst what the trunk's last attempts came to
    public static Optional<CauseShift> of(List<Seen> newestFirst) {
        var said = newestFirst.stream()
                .flatMap(seen -> said(seen.outcome()).stream())
                .limit(NEWEST + BEFORE)
                .toList();
        if (said.size() < NEWEST + BEFORE) {
            return Optional.empty();
        }
        var newest = counts(said.stream().limit(NEWEST));
        var before = counts(said.stream().skip(NEWEST));
        return newest.entrySet().stream()
                .filter(one -> !one.getKey().equals(ANSWERED))
                .map(one -> new CauseShift(
                        one.getKey(),
                        percent(one.getValue(), NEWEST),
                        percent(before.getOrDefault(one.getKey(), 0L), BEFORE)))
                .filter(shift -> shift.percent - shift.percentBefore >= POINTS)
                .max(Comparator.comparingInt((CauseShift shift) -> shift.percent - shift.percentBefore)
                        .thenComparing(CauseShift::comesTo));
    }

    /// Empty where neither the network nor the customer had a part in it.
    private static Optional<String> said(AttemptOutcome outcome) {
        return switch (outcome) {
            case Reached _ -> Optional.of(ANSWERED);
            case NotReached not -> Optional.of(not.kind().name());
            case NeverKnown _ -> Optional.empty();
            case LineFailed failed ->
                switch (failed.fault()) {
                    case NO_AGENT, NO_SURVEY -> Optional.of(ANSWERED);
                    case TRUNK_CONGESTED, TRUNK_REFUSED, MEDIA_REFUSED, NUMBER_MALFORMED, FAILED_WHILE_RINGING, OTHER ->
                        Optional.of(failed.fault().name());
                    case AGENT_ABSENT, CUT_OFF, NOT_SENT, NO_CHANNEL, TAKEN_BACK -> Optional.empty();
                };
        };
    }

    private static Map<String, Long> counts(Stream<String> said) {
        return said.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static int percent(long part, int whole) {
        return (int) (100 * part / whole);
    }
}
