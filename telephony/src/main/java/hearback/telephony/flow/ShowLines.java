package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How well each line is heard, as this process sees it; gaps as every process stored them.
public final class ShowLines implements LineStates {
    private final List<? extends LineEar> ears;
    private final Function<ServerName, List<String>> problems;
    private final LineHistory history;

    /// @param problems of a server's dialplan and of our rights there
    public ShowLines(List<? extends LineEar> ears, Function<ServerName, List<String>> problems, LineHistory history) {
        this.ears = List.copyOf(ears);
        this.problems = problems;
        this.history = history;
    }

    @Override
    public List<String> problems(ServerName server) {
        return problems.apply(server);
    }

    @Override
    public List<LineState> lines() {
        return ears.stream().map(LineEar::state).toList();
    }

    @Override
    public Optional<Gap> gap(ServerName server, Instant from) {
        return history.find(server, from);
    }

    @Override
    public List<Gap> gaps(int limit) {
        return history.newest(limit);
    }
}
