package hearback.telephony.callback;

import hearback.telephony.call.CallRecord;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Instant;
import java.util.Optional;

/// What an attempt at a survey came to. It has no agent, so an answer that no agent took is no failure of ours: the
/// customer was reached when he answered at least one question. What he left open counts as not answered.
///
/// Whoever answered the phone and pressed nothing was not reached by the machine: he may be a mailbox, or somebody
/// who does not want to talk with one. He is not rung by it again. The follow-up stays owed: its method, time and
/// person are to be written down (S1-48), and only a person can ask why and whether he wants to hear from us (S1-37).
///
/// Source: ours, after S1-37 and S1-48; everything else as [OutcomeRule].
public final class SurveyRule {
    private SurveyRule() {}

    /// Where nothing is known of an announcement.
    public static AttemptOutcome of(CallRecord call, Instant committedAt) {
        return of(call, committedAt, Optional.empty());
    }

    /// @param call outbound, over, of a callback that is a survey
    /// @param committedAt when its attempt was, by our own time
    /// @param heard what was announced before any answer
    public static AttemptOutcome of(CallRecord call, Instant committedAt, Optional<Announcement> heard) {
        if (call.isSurveyed()) {
            return new Reached();
        }
        AttemptOutcome outcome = OutcomeRule.of(call, committedAt, heard);
        if (!(outcome instanceof LineFailed failed && failed.fault() == Fault.NO_AGENT)) {
            return outcome;
        }
        // The dialplan records before it says its first word; where it did not, nobody was asked anything.
        boolean wasAsked = !call.recordings().isEmpty() || !call.survey().isEmpty();
        return wasAsked
                ? new NotReached(Kind.NOTHING_PRESSED, failed.cause())
                : new LineFailed(Fault.NO_SURVEY, failed.cause());
    }
}
