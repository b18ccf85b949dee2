package hearback.agent.testing;

import hearback.agent.ticket.IncomingCall;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.Direction;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.CallFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Calls for tests. Every number is invented.
public final class Sample {
    public static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    public static final ServerName MAIN = new ServerName("main");
    public static final PhoneNumber.Known MEI = new PhoneNumber.Known("+8613800005678");
    public static final PhoneNumber.Known LI = new PhoneNumber.Known("+8613900001234");
    public static final PhoneNumber WITHHELD = new PhoneNumber.Unknown(new InertText("anonymous"));

    private Sample() {}

    public static CallId callId(int n) {
        return new CallId("main-1795313984." + n);
    }

    public static IncomingCall incoming(int n, PhoneNumber customer) {
        return new IncomingCall(callId(n), "4001", customer, NOON.plusSeconds(n));
    }

    public static CallRecord inbound(int n, Optional<CallResult> result) {
        return call(n, Direction.INBOUND, "4001", result);
    }

    public static CallRecord call(int n, Direction direction, String hotline, Optional<CallResult> result) {
        return call(callId(n), n, direction, hotline, result);
    }

    /// The call an attempt brought about.
    public static CallRecord outbound(int n, AttemptId attempt, CallResult result) {
        return call(CallId.bornOf(attempt.leg(MAIN)), n, Direction.OUTBOUND, "", Optional.of(result));
    }

    private static CallRecord call(CallId id, int n, Direction direction, String hotline, Optional<CallResult> result) {
        Instant start = NOON.plusSeconds(n);
        Optional<Instant> end = result.map(_ -> start.plusSeconds(40));
        boolean answered = result.filter(CallResult.ANSWERED::equals).isPresent();
        return new CallRecord(
                id,
                direction,
                hotline,
                new InertText("13800005678"),
                new InertText("<b>Mei</b>"),
                start,
                Optional.of(new QueueName("hotline")),
                Optional.of(start.plusSeconds(1)),
                answered ? Optional.of(start.plusSeconds(10)) : Optional.empty(),
                end,
                result,
                answered
                        ? List.of(new CallRecord.AgentPart(
                                new AgentId("1001"), new LegId(MAIN, "1795313985." + n), start.plusSeconds(10), end))
                        : List.of(),
                List.of(),
                new CallRecord.CustomerEnd(
                        false,
                        false,
                        true,
                        Optional.empty(),
                        end.map(at -> new CallRecord.LegClosed(at, new HangupCause(16, 200), LegState.UP, false)),
                        Optional.empty()),
                false,
                List.of());
    }

    /// The same call, when part of it fell into the gap that began then.
    public static CallRecord missed(CallRecord call, Instant gapFrom, MissedPart.Witness witness) {
        return new CallRecord(
                call.id(),
                call.direction(),
                call.hotline(),
                call.callerNumber(),
                call.callerName(),
                call.startedAt(),
                call.queue(),
                call.queuedAt(),
                call.answeredAt(),
                call.endedAt(),
                call.result(),
                call.parts(),
                call.recordings(),
                call.customerEnd(),
                true,
                List.of(new MissedPart(gapFrom, "connection lost", witness)));
    }

    /// The same call, when a fact came late that moved its end.
    public static CallRecord endedLater(CallRecord call, Duration by) {
        return new CallRecord(
                call.id(),
                call.direction(),
                call.hotline(),
                call.callerNumber(),
                call.callerName(),
                call.startedAt(),
                call.queue(),
                call.queuedAt(),
                call.answeredAt(),
                call.endedAt().map(at -> at.plus(by)),
                call.result(),
                call.parts(),
                call.recordings(),
                new CallRecord.CustomerEnd(
                        false,
                        false,
                        true,
                        Optional.empty(),
                        call.endedAt()
                                .map(at -> new CallRecord.LegClosed(
                                        at.plus(by), new HangupCause(16, 200), LegState.UP, false)),
                        Optional.empty()),
                call.incomplete(),
                call.missed());
    }

    public static CallFollower.CallNews appeared(CallRecord call, PhoneNumber customer) {
        LegId leg = call.id().firstLeg();
        return new CallFollower.CallNews(
                1,
                new CallFact.LegAppeared(
                        call.startedAt(),
                        leg,
                        "PJSIP/trunk-1",
                        call.callerNumber(),
                        call.callerName(),
                        "from-trunk",
                        "4001"),
                call,
                customer);
    }

    public static CallFollower.CallNews ended(CallRecord call, PhoneNumber customer) {
        return new CallFollower.CallNews(
                9, new CallFact.Ended(call.endedAt().orElse(call.startedAt())), call, customer);
    }
}
