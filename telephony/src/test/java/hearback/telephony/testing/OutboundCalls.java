package hearback.telephony.testing;

import hearback.telephony.call.BridgeId;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.CustomerEnd;
import hearback.telephony.call.CallRecord.LegClosed;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.Direction;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.CallFollower.CallNews;
import hearback.telephony.flow.Calls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Calls as attempts bring them about, for tests that begin where Asterisk has spoken.
public final class OutboundCalls implements Calls {
    private final Map<CallId, CallRecord> calls = new ConcurrentHashMap<>();

    /// The customer's phone was off: the network said 480 at once.
    public CallNews switchedOff(AttemptId attempt, Instant start, Instant end) {
        return ended(attempt, start, end, false, new HangupCause(19, 480));
    }

    /// The same of a call that began in a gap and of which a list told first.
    public CallNews switchedOffListed(AttemptId attempt, Instant start, Instant end) {
        var listed = new MissedPart(start, "connection lost", MissedPart.Witness.LISTS);
        return ended(attempt, start, end, false, new HangupCause(19, 480), List.of(listed));
    }

    /// The same of a call of which the server's journal told the end alone.
    public CallNews switchedOffHalfRead(AttemptId attempt, Instant end) {
        var read = new MissedPart(end, "connection lost", MissedPart.Witness.EVENT_LOG);
        return ended(attempt, end, end, false, new HangupCause(19, 480), List.of(read));
    }

    /// We cancelled it before it was answered.
    public CallNews cutOff(AttemptId attempt, Instant start, Instant end) {
        return ended(attempt, start, end, false, new HangupCause(16, 0));
    }

    /// The trunk had no room: 503.
    public CallNews congested(AttemptId attempt, Instant start, Instant end) {
        return ended(attempt, start, end, false, new HangupCause(34, 503));
    }

    /// Customer and agent spoke.
    public CallNews reached(AttemptId attempt, Instant start, Instant end) {
        return ended(attempt, start, end, true, new HangupCause(16, 0));
    }

    /// Customer and agent have begun to speak.
    public CallNews speaking(AttemptId attempt, Instant start) {
        return speaking(attempt, start, start.plusSeconds(5));
    }

    /// As [#speaking], with the server's clock set meanwhile.
    public CallNews speaking(AttemptId attempt, Instant start, Instant spoken) {
        var call = call(attempt, start, Optional.empty(), Optional.of(spoken), Optional.empty(), List.of());
        calls.put(call.id(), call);
        var took = new CallFact.BridgeEntered(spoken, attempt.leg(new ServerName("main")), new BridgeId("b1"));
        return new CallNews(1, took, call, new PhoneNumber.Unknown(InertText.NOTHING));
    }

    /// An agent was rung first; this is the customer's leg, and both are talking.
    public void speakingAfterTheAgent(AttemptId attempt, Instant start, LegId customer) {
        var agent = new CallRecord.AgentFirst(Optional.of(customer), true, Optional.empty());
        var end = new CustomerEnd(
                true, false, true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(agent));
        var call = call(attempt, start, Optional.empty(), Optional.of(start.plusSeconds(5)), end, List.of());
        calls.put(call.id(), call);
    }

    /// It has begun and is not over.
    public void began(AttemptId attempt, Instant start) {
        var call = call(attempt, start, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        calls.put(call.id(), call);
    }

    private CallNews ended(AttemptId attempt, Instant start, Instant end, boolean spoken, HangupCause cause) {
        return ended(attempt, start, end, spoken, cause, List.of());
    }

    private CallNews ended(
            AttemptId attempt, Instant start, Instant end, boolean spoken, HangupCause cause, List<MissedPart> missed) {
        var state = spoken ? LegState.UP : LegState.DOWN;
        var closed = Optional.of(new LegClosed(end, cause, state, false));
        var spokenAt = spoken ? Optional.of(start.plusSeconds(5)) : Optional.<Instant>empty();
        var call = call(attempt, start, Optional.of(end), spokenAt, closed, missed);
        calls.put(call.id(), call);
        return new CallNews(1, new CallFact.Ended(end), call, new PhoneNumber.Unknown(InertText.NOTHING));
    }

    private static CallRecord call(
            AttemptId attempt,
            Instant start,
            Optional<Instant> end,
            Optional<Instant> spoken,
            Optional<LegClosed> closed,
            List<MissedPart> missed) {
        var customer = new CustomerEnd(
                false, false, spoken.isPresent(), Optional.of(spoken.isPresent() ? 4 : 0), closed, Optional.empty());
        return call(attempt, start, end, spoken, customer, missed);
    }

    private static CallRecord call(
            AttemptId attempt,
            Instant start,
            Optional<Instant> end,
            Optional<Instant> spoken,
            CustomerEnd customer,
            List<MissedPart> missed) {
        return new CallRecord(
                CallId.bornOf(attempt.leg(new ServerName("main"))),
                Direction.OUTBOUND,
                "",
                InertText.NOTHING,
                InertText.NOTHING,
                start,
                Optional.empty(),
                Optional.empty(),
                spoken,
                end,
                end.map(at -> spoken.isPresent() ? CallResult.ANSWERED : CallResult.NOT_REACHED),
                List.of(),
                List.of(),
                customer,
                !missed.isEmpty(),
                missed);
    }

    @Override
    public Optional<Found> find(CallId id) {
        return Optional.ofNullable(calls.get(id))
                .map(call -> new Found(call, new PhoneNumber.Unknown(InertText.NOTHING)));
    }

    @Override
    public List<Found> list(boolean live, Optional<CallId> before, int limit) {
        return calls.keySet().stream()
                .flatMap(id -> find(id).stream())
                .limit(limit)
                .toList();
    }
}
