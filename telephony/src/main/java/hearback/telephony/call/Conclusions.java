package hearback.telephony.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a signal says about a call, taken by itself: no signal is understood by another one, so that their order does
/// not matter (decision 0002).
final class Conclusions {
    private Conclusions() {}

    static List<CallFact> of(CallSignal signal) {
        return switch (signal) {
            case CallSignal.LegSeen seen -> ofSeen(seen);
            case CallSignal.LegChanged it ->
                ofState(it.state(), it.leg(), it.at()).stream().toList();
            case CallSignal.LegProgress it ->
                List.of(
                        it.ringing()
                                ? new CallFact.LegRang(it.at(), it.leg())
                                : new CallFact.LegHeardEarly(it.at(), it.leg()));
            case CallSignal.JoinedQueue it ->
                List.of(new CallFact.Queued(it.at(), it.leg(), it.queue(), it.position()));
            case CallSignal.AbandonedQueue it ->
                List.of(new CallFact.Abandoned(it.at(), it.leg(), it.queue(), it.waited()));
            case CallSignal.AgentRung it ->
                List.of(new CallFact.AgentRang(it.at(), it.leg(), it.agentLeg(), it.agent(), it.queue()));
            case CallSignal.AgentTook it ->
                List.of(new CallFact.AgentTook(it.at(), it.leg(), it.agentLeg(), it.agent(), it.queue(), it.waited()));
            case CallSignal.EnteredBridge it -> List.of(new CallFact.BridgeEntered(it.at(), it.leg(), it.bridge()));
            case CallSignal.LeftBridge it -> List.of(new CallFact.BridgeLeft(it.at(), it.leg(), it.bridge()));
            case CallSignal.RecordingBegan it -> List.of(new CallFact.RecordingBegan(it.at(), it.leg(), it.file()));
            case CallSignal.SurveyAnswered it -> List.of(new CallFact.SurveyAnswered(it.at(), it.leg(), it.answer()));
            case CallSignal.DialReported it ->
                List.of(new CallFact.DialReported(it.at(), it.leg(), it.answered(), it.reason()));
            case CallSignal.HungUp it -> List.of(new CallFact.LegEnded(it.at(), it.leg(), it.cause(), it.finalState()));
            case CallSignal.NeverCame it -> List.of(new CallFact.LegNeverCame(it.at(), it.leg(), it.heardSince()));
            case CallSignal.Vanished it -> List.of(new CallFact.LegLost(it.at(), it.leg(), it.reason()));
        };
    }

    private static List<CallFact> ofSeen(CallSignal.LegSeen seen) {
        CallFact appeared = new CallFact.LegAppeared(
                seen.at(),
                seen.leg(),
                seen.channel(),
                seen.callerNumber(),
                seen.callerName(),
                seen.context(),
                seen.exten());
        return ofState(seen.state(), seen.leg(), seen.at())
                .map(more -> List.of(appeared, more))
                .orElse(List.of(appeared));
    }

    /// A leg that is up was answered, and one that rings rang, whether or not the change itself was heard.
    private static Optional<CallFact> ofState(LegState state, LegId leg, Instant at) {
        return switch (state) {
            case RINGING -> Optional.of(new CallFact.LegRang(at, leg));
            case UP -> Optional.of(new CallFact.LegAnswered(at, leg));
            case DOWN, RING, OTHER -> Optional.empty();
        };
    }
}
