package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.callback.AttemptId;
import java.util.Optional;

/// Follows the calls of our attempts: when the customer answered, and when an agent came. A machine that answered,
/// and that was found out, waits for nobody.
public final class KeepAgentWaits implements CallFollower {
    /// The place in the facts is kept under this name.
    public static final String NAME = "agent-waits";

    private final AgentWaits waits;

    public KeepAgentWaits(AgentWaits waits) {
        this.waits = waits;
    }

    @Override
    public boolean takesCallsAtOnce() {
        return true;
    }

    @Override
    public void on(CallNews news) {
        if (tellsOfWaiting(news.fact())) {
            attempt(news.call()).ifPresent(attempt -> keep(attempt, news));
        }
    }

    private static boolean tellsOfWaiting(CallFact fact) {
        return fact instanceof CallFact.LegAnswered
                || fact instanceof CallFact.AgentTook
                || fact instanceof CallFact.BridgeEntered
                || fact instanceof CallFact.PartMissed
                || fact instanceof CallFact.Ended;
    }

    private void keep(AttemptId attempt, CallNews news) {
        if (news.call().customerEnd().isMachine()) {
            waits.machine(attempt);
            return;
        }
        if (news.fact() instanceof CallFact.LegAnswered leg
                && news.call().customerLeg().equals(Optional.of(leg.leg()))) {
            waits.answered(attempt, leg.at());
        }
        news.call().answeredAt().ifPresent(agent -> waits.agentCame(attempt, agent));
        news.call().endedAt().ifPresent(end -> waits.over(attempt, end));
    }

    private static Optional<AttemptId> attempt(CallRecord call) {
        return AttemptId.ofCall(call.id());
    }
}
