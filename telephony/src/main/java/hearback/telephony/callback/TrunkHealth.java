package hearback.telephony.callback;

import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Whether a server's trunk takes calls, read from what its last attempts came to: the same on every node and after
/// every restart. While it does not, one call at a time finds out whether it does again; everybody else waits, and
/// nobody's attempts are used up (faults.md case 36).
public sealed interface TrunkHealth {
    /// So many in a row mean that it is the trunk. Source: ours.
    int FAILURES = 5;

    /// From the end of one call that finds out to the next. Source: ours.
    Duration PROBED_EVERY = Duration.ofSeconds(30);

    /// How many attempts have to be looked at: those that say nothing stand between.
    int LOOKED_AT = 20;

    /// It takes calls, as far as is known.
    record Works() implements TrunkHealth {}

    /// @param since the end of the first of the failures that were looked at
    /// @param probeAt when the next call may find out
    /// @param fault of the last one
    record Fails(Instant since, Instant probeAt, Fault fault) implements TrunkHealth {}

    /// @param newestFirst what the server's last attempts came to
    static TrunkHealth of(List<Seen> newestFirst) {
        var failures = newestFirst.stream()
                .filter(seen -> seen.says() != Says.NOTHING)
                .takeWhile(seen -> seen.says() == Says.FAILS)
                .toList();
        return failures.size() < FAILURES
                ? new Works()
                : new Fails(
                        failures.getLast().endedAt(),
                        failures.getFirst().endedAt().plus(PROBED_EVERY),
                        failures.getFirst().fault());
    }

    /// One attempt that is over.
    record Seen(AttemptOutcome outcome, Instant endedAt) {
        private Says says() {
            return switch (outcome) {
                case Reached _, NotReached _ -> Says.WORKS;
                case NeverKnown _ -> Says.NOTHING;
                case LineFailed failed -> says(failed.fault());
            };
        }

        private static Says says(Fault fault) {
            return switch (fault) {
                case TRUNK_CONGESTED, TRUNK_REFUSED, NOT_SENT, NO_CHANNEL -> Says.FAILS;
                // Somebody at the far end answered, or found fault with this one call.
                case NO_AGENT, NO_SURVEY, MEDIA_REFUSED, NUMBER_MALFORMED -> Says.WORKS;
                case AGENT_ABSENT, CUT_OFF, FAILED_WHILE_RINGING, TAKEN_BACK, OTHER -> Says.NOTHING;
            };
        }

        private Fault fault() {
            return outcome instanceof LineFailed failed ? failed.fault() : Fault.OTHER;
        }
    }

    /// What one attempt says of the trunk.
    enum Says {
        WORKS,
        FAILS,
        NOTHING
    }
}
