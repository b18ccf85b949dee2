package hearback.telephony.callback;

import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.AgentFirst;
import hearback.telephony.call.CallRecord.CustomerEnd;
import hearback.telephony.call.CallRecord.LegClosed;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.LegState;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.NeverKnown;
import hearback.telephony.callback.AttemptOutcome.NotReached;
import hearback.telephony.callback.AttemptOutcome.Reached;
import java.time.Instant;
import java.util.Optional;

/// What an attempt came to, read from the record of its call.
///
/// What is certain goes first: who was spoken to was reached; who answered was not unreachable; a time-out of ours
/// (`Reason` 3) hides whatever code the hang-up carries, because Asterisk writes 480 there by itself. Only then the SIP
/// status (`TechCause`), and the Q.850 cause when there is none.
///
/// Source: faults.md 2.6 and case 43; telephony facts for `Reason` and the state at the hang-up.
public final class OutcomeRule {
    /// `Reason` of OriginateResponse: the ring time was over.
    private static final int TIMED_OUT = 3;
    private static final int BUSY = 5;
    private static final int CONGESTION = 8;

    /// With this cause the shipped dialplan hangs the agent's telephone up when there was nobody to send the call
    /// to.
    private static final int NOBODY_TO_SEND_TO = 34;

    private OutcomeRule() {}

    /// As below, once it is known what was announced before any answer.
    ///
    /// @param heard empty: nothing, or nobody listened
    public static AttemptOutcome of(CallRecord call, Instant committedAt, Optional<Announcement> heard) {
        var byNetwork = of(call, committedAt);
        boolean mayHaveRung = call.customerEnd().rang() || !call.missed().isEmpty();
        return heard.map(it -> AnnouncementRule.of(byNetwork, it, mayHaveRung)).orElse(byNetwork);
    }

    /// @param call outbound, and over
    /// @param committedAt when its attempt was, by our own time
    public static AttemptOutcome of(CallRecord call, Instant committedAt) {
        if (call.answeredAt().isPresent()) {
            return new Reached();
        }
        var alone =
                call.customerEnd().agentFirst().filter(agent -> agent.customer().isEmpty());
        if (alone.isPresent()) {
            return customerNotRung(call, alone.get(), committedAt);
        }
        var outcome = unspoken(call.customerEnd(), committedAt);
        return call.missed().isEmpty() ? outcome : missedInPart(outcome);
    }

    /// Agent first, and no leg of the customer's is known. That there was none is proven only where everything was
    /// heard.
    private static AttemptOutcome customerNotRung(CallRecord call, AgentFirst agent, Instant committedAt) {
        if (call.customerEnd()
                .neverCame()
                .filter(heardSince -> !heardSince.isAfter(committedAt))
                .isPresent()) {
            return new LineFailed(Fault.AGENT_ABSENT, HangupCause.NOT_SAID);
        }
        if (call.incomplete() || agent.ended().isEmpty()) {
            return new NeverKnown();
        }
        var cause = agent.ended().get().cause();
        return new LineFailed(
                agent.answered() && cause.q850() == NOBODY_TO_SEND_TO ? Fault.NO_CHANNEL : Fault.AGENT_ABSENT, cause);
    }

    /// Neither the server's journal nor its lists tell whether it rang: a refusal by the network may have come
    /// after.
    private static AttemptOutcome missedInPart(AttemptOutcome outcome) {
        return outcome instanceof LineFailed failed && !failed.mayHaveRung() && failed.fault() != Fault.NO_CHANNEL
                ? new LineFailed(Fault.OTHER, failed.cause())
                : outcome;
    }

    private static AttemptOutcome unspoken(CustomerEnd end, Instant committedAt) {
        // Its channel could have come and gone in a gap after it was dialled: then nothing is proven.
        if (end.neverCame()
                .filter(heardSince -> !heardSince.isAfter(committedAt))
                .isPresent()) {
            return new LineFailed(Fault.NO_CHANNEL, HangupCause.NOT_SAID);
        }
        return end.ended().<AttemptOutcome>map(closed -> closed(end, closed)).orElseGet(NeverKnown::new);
    }

    private static AttemptOutcome closed(CustomerEnd end, LegClosed closed) {
        int reason = end.dialReason().orElse(0);
        if (end.isMachine()) {
            return machine(closed.cause());
        }
        if (end.answered() || closed.finalState() == LegState.UP) {
            // Lost while it was up: an agent may have come without our hearing of it.
            return closed.lost() ? new NeverKnown() : new LineFailed(Fault.NO_AGENT, closed.cause());
        }
        boolean rang = end.rang() || closed.finalState() == LegState.RINGING;
        if (reason == TIMED_OUT) {
            // Networks play the ringing tone as early media, too: something came back from the far end.
            return new NotReached(rang || end.earlyMedia() ? Kind.NO_ANSWER : Kind.NEVER_RANG, closed.cause());
        }
        if (closed.lost()) {
            return byReason(reason, closed.cause(), new NeverKnown());
        }
        var outcome = closed.cause().sip() == 0
                ? byCause(closed.cause(), rang, end.earlyMedia(), reason)
                : bySip(closed.cause(), rang);
        return rang ? afterRinging(outcome) : outcome;
    }

    /// Whatever the code says elsewhere: the next attempt has to keep the spacing.
    private static AttemptOutcome afterRinging(AttemptOutcome outcome) {
        return outcome instanceof LineFailed failed && !failed.mayHaveRung()
                ? new LineFailed(Fault.FAILED_WHILE_RINGING, failed.cause())
                : outcome;
    }

    /// The dialplan tells it, and not how sure its detector was.
    private static AttemptOutcome machine(HangupCause cause) {
        var told = new Announcement(AnnouncementClass.ANSWERING_MACHINE, Announcement.Source.DIALPLAN, 1);
        return new NotReached(Kind.ANSWERING_MACHINE, cause, Optional.of(told));
    }

    private static AttemptOutcome bySip(HangupCause cause, boolean rang) {
        return switch (cause.sip()) {
            case 404, 485, 604 -> new NotReached(Kind.NUMBER_UNKNOWN, cause);
            case 410 -> new NotReached(Kind.NUMBER_CHANGED, cause);
            case 486, 600 -> new NotReached(Kind.BUSY, cause);
            case 408 -> new NotReached(Kind.NO_ANSWER, cause);
            case 480, 483 -> silent(cause, rang);
            case 603 -> new NotReached(Kind.REJECTED, cause);
            case 401, 403, 407 -> new LineFailed(Fault.TRUNK_REFUSED, cause);
            case 484 -> new LineFailed(Fault.NUMBER_MALFORMED, cause);
            case 500, 502, 503, 504 -> new LineFailed(Fault.TRUNK_CONGESTED, cause);
            case 488, 606 -> new LineFailed(Fault.MEDIA_REFUSED, cause);
            case 487 -> new LineFailed(Fault.CUT_OFF, cause);
            default -> new LineFailed(Fault.OTHER, cause);
        };
    }

    /// Asterisk's own translation of SIP into Q.850, read backwards; where several SIP codes share one cause,
    /// ringing or early media tells the person from the trunk.
    private static AttemptOutcome byCause(HangupCause cause, boolean rang, boolean earlyMedia, int reason) {
        return switch (cause.q850()) {
            case 1 -> new NotReached(Kind.NUMBER_UNKNOWN, cause);
            case 17 -> new NotReached(Kind.BUSY, cause);
            case 18 -> new NotReached(Kind.NO_ANSWER, cause);
            case 19, 20 -> silent(cause, rang);
            case 21 ->
                rang || earlyMedia ? new NotReached(Kind.REJECTED, cause) : new LineFailed(Fault.TRUNK_REFUSED, cause);
            case 22 -> new NotReached(Kind.NUMBER_CHANGED, cause);
            case 28 -> new LineFailed(Fault.NUMBER_MALFORMED, cause);
            case 27, 34, 38, 41, 42, 102 -> new LineFailed(Fault.TRUNK_CONGESTED, cause);
            case 58, 65, 88 -> new LineFailed(Fault.MEDIA_REFUSED, cause);
            case 127 -> new LineFailed(Fault.CUT_OFF, cause);
            // Normal clearing before any answer: our own hang-up.
            case 16 -> byReason(reason, cause, new LineFailed(Fault.CUT_OFF, cause));
            default -> byReason(reason, cause, new LineFailed(Fault.OTHER, cause));
        };
    }

    private static AttemptOutcome byReason(int reason, HangupCause cause, AttemptOutcome otherwise) {
        return switch (reason) {
            case BUSY -> new NotReached(Kind.BUSY, cause);
            case CONGESTION -> new LineFailed(Fault.TRUNK_CONGESTED, cause);
            default -> otherwise;
        };
    }

    /// The network gave up: after ringing nobody answered; without ringing the phone is off or out of reach.
    private static AttemptOutcome silent(HangupCause cause, boolean rang) {
        return new NotReached(rang ? Kind.NO_ANSWER : Kind.SWITCHED_OFF, cause);
    }
}
