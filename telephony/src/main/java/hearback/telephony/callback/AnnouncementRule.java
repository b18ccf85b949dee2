package hearback.telephony.callback;

import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.util.Optional;

/// What an attempt came to, once it is known what was announced while nobody had answered: the announcement goes
/// before the network's cause when it is sure, and is kept beside it either way.
///
/// Who was spoken to, who answered and who was certainly not rung is not changed by any announcement.
///
/// Source: faults.md 2.6 (a) to (c) and case 42.
final class AnnouncementRule {
    private AnnouncementRule() {}

    /// @param byNetwork what it came to by what the network said
    /// @param mayHaveRung whether his telephone rang before, as far as anybody knows: then the network had room for
    ///     him, whatever it announces, and three hours lie between two rings
    static AttemptOutcome of(AttemptOutcome byNetwork, Announcement heard, boolean mayHaveRung) {
        return switch (byNetwork) {
            case Reached _, NeverKnown _ -> byNetwork;
            case NotReached not -> said(not.cause(), heard, mayHaveRung).orElseGet(() -> not.hearing(heard));
            case LineFailed failed when isCertain(failed.fault()) -> failed;
            case LineFailed failed -> said(failed.cause(), heard, mayHaveRung).orElseGet(() -> failed.hearing(heard));
        };
    }

    /// Somebody answered, or certainly nobody was rung.
    private static boolean isCertain(Fault fault) {
        return switch (fault) {
            case NO_AGENT, NO_SURVEY, AGENT_ABSENT, NOT_SENT, NO_CHANNEL, TAKEN_BACK -> true;
            case TRUNK_CONGESTED,
                    TRUNK_REFUSED,
                    MEDIA_REFUSED,
                    NUMBER_MALFORMED,
                    CUT_OFF,
                    FAILED_WHILE_RINGING,
                    OTHER -> false;
        };
    }

    /// Empty when it does not decide.
    private static Optional<AttemptOutcome> said(HangupCause cause, Announcement heard, boolean mayHaveRung) {
        if (!heard.isSure()) {
            return Optional.empty();
        }
        var because = Optional.of(heard);
        return switch (heard.said()) {
            case BUSY -> Optional.of(new NotReached(Kind.BUSY, cause, because));
            case SWITCHED_OFF -> Optional.of(new NotReached(Kind.SWITCHED_OFF, cause, because));
            case SUSPENDED -> Optional.of(new NotReached(Kind.SUSPENDED, cause, because));
            case OUT_OF_AREA -> Optional.of(new NotReached(Kind.OUT_OF_AREA, cause, because));
            case EMPTY_NUMBER -> Optional.of(new NotReached(Kind.NUMBER_UNKNOWN, cause, because));
            case NUMBER_CHANGED -> Optional.of(new NotReached(Kind.NUMBER_CHANGED, cause, because));
            case BARRED -> Optional.of(new NotReached(Kind.BARRED, cause, because));
            case NO_ANSWER -> Optional.of(new NotReached(Kind.NO_ANSWER, cause, because));
            case NETWORK_BUSY ->
                mayHaveRung ? Optional.empty() : Optional.of(new LineFailed(Fault.TRUNK_CONGESTED, cause, because));
            case ANSWERING_MACHINE -> Optional.of(new NotReached(Kind.ANSWERING_MACHINE, cause, because));
            case UNRECOGNISED -> Optional.empty();
        };
    }
}
