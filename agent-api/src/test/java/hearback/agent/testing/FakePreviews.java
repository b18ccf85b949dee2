package hearback.agent.testing;

import hearback.telephony.call.AgentId;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.flow.Previews;
import java.util.Optional;

/// Offers what a test says to agent 1001, and nothing to anybody else.
public final class FakePreviews implements Previews {
    private static final AgentId AGENT = new AgentId("1001");

    private Optional<Next.Offered> offer = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private String handedBack = "";

    public void offer(CallbackPlan plan, AttemptId attempt) {
        offer = Optional.of(new Next.Offered(attempt, plan, Sample.NOON.plusSeconds(120)));
    }

    /// From now on nothing can be done.
    public void notNow(String why) {
        trouble = Optional.of(why);
    }

    /// Why the last one was.
    public String handedBack() {
        return handedBack;
    }

    @Override
    public Next next(AgentId agent) {
        if (trouble.isPresent()) {
            return new Next.NotNow(trouble.get());
        }
        return agent.equals(AGENT)
                ? offer.<Next>map(one -> one).orElseGet(Next.NothingDue::new)
                : new Next.NotNow("agent " + agent + " is not free");
    }

    @Override
    public Answer start(AttemptId attempt, AgentId agent) {
        return take(attempt, agent);
    }

    @Override
    public Answer handBack(AttemptId attempt, AgentId agent, String reason) {
        handedBack = reason;
        return take(attempt, agent);
    }

    private Answer take(AttemptId attempt, AgentId agent) {
        if (trouble.isPresent()) {
            return new Answer.NotNow(trouble.get());
        }
        boolean isHis = agent.equals(AGENT)
                && offer.filter(one -> one.attempt().equals(attempt)).isPresent();
        offer = isHis ? Optional.empty() : offer;
        return isHis ? new Answer.Done() : new Answer.Refused("it is not offered to agent " + agent);
    }
}
