package hearback.telephony.flow;

import java.util.List;

/// How well each line is heard, as this process sees it; gaps as every process stored them.
public final class ShowLines implements LineStates {
    private final List<? extends LineEar> ears;
    private final LineHistory history;

    public ShowLines(List<? extends LineEar> ears, LineHistory history) {
        this.ears = List.copyOf(ears);
        this.history = history;
    }

    @Override
    public List<LineState> lines() {
        return ears.stream().map(LineEar::state).toList();
    }

    @Override
    public List<Gap> gaps(int limit) {
        return history.newest(limit);
    }
}
