package hearback.telephony.flow;

import hearback.telephony.call.Lines;
import java.time.Duration;

/// What tracking is set to.
///
/// @param lines which calls are ours
/// @param settleAfter all legs gone and nothing heard for so long: the call is over
/// @param unreadLimit a call that ended in a gap waits for so long for a journal that cannot be read
/// @param buffer signals kept while they cannot be stored
/// @param patience how long a round waits for something to be heard
public record TrackRules(Lines lines, Duration settleAfter, Duration unreadLimit, int buffer, Duration patience) {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    public TrackRules(Lines lines, Duration settleAfter, Duration unreadLimit, int buffer) {
        this(lines, settleAfter, unreadLimit, buffer, PATIENCE);
    }
}
