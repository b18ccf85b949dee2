package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.callback.AttemptId;
import java.util.List;

/// The previews of all servers: an agent is offered those of the server whose queue he is in.
public final class PreviewDesk implements Previews {
    private final List<PreviewCallbacks> lines;

    /// @param lines read each time: they are put together after it
    public PreviewDesk(List<PreviewCallbacks> lines) {
        this.lines = lines;
    }

    @Override
    public Next next(AgentId agent) {
        return lines.stream()
                .filter(line -> line.knows(agent))
                .findFirst()
                .map(line -> line.next(agent))
                .orElseGet(() -> new Next.NotNow("no line has callbacks that agent " + agent + " may look at"));
    }

    @Override
    public boolean start(AttemptId attempt, AgentId agent) {
        return lines.stream().anyMatch(line -> line.start(attempt, agent));
    }

    @Override
    public boolean handBack(AttemptId attempt, AgentId agent, String reason) {
        return lines.stream().anyMatch(line -> line.handBack(attempt, agent, reason));
    }
}
